import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersPage, Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { settled, tag } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { AmountsQuery, ExitDto, ListEntitlementsQuery, ReverifyDto, SuspendDto } from './entitlements.dto';
import { AmountsOfYearView, EntitlementView } from './entitlements.view';

@ApiTags('entitlements')
@Controller('entitlements')
export class EntitlementsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  private get rights() {
    return this.runtime.services.entitlements;
  }

  @Get()
  @AnswersPage(EntitlementView, { summary: '资格列表 / entitlements of the area' })
  async list(@Me() me: Actor, @Query() { pending, ...query }: ListEntitlementsQuery): Promise<ShownPage<EntitlementView>> {
    return showPage(EntitlementView, await this.runtime.queries.entitlements.list({ ...query, pending: pending === 'true', scope: scopeFor(me, 'entitlements') }));
  }

  @Get(':entitlementId')
  @Answers(EntitlementView, { summary: '一项资格 / one entitlement' }, { tagged: true, problems: [404] })
  async one(@Me() me: Actor, @Param('entitlementId', IdPipe) entitlementId: string, @Res({ passthrough: true }) response: Response): Promise<EntitlementView> {
    const row = found(await this.runtime.queries.entitlements.find({ entitlementId, scope: scopeFor(me, 'entitlements') }), 'entitlement', '项资格', 'entitlement');
    tag(response, row.version);
    const officers = await this.runtime.queries.users.namesOf([...new Set([...row.confirmedBy, ...row.pending.flatMap(({ proposedBy }) => proposedBy)])]);
    return show(EntitlementView, { ...row, officers });
  }

  @Get(':entitlementId/amounts')
  @Answers(AmountsOfYearView, { summary: '一年各月应发金额及构成 / what the right is worth in the months of a year, and of what' }, { problems: [404, 422] })
  async amounts(@Me() me: Actor, @Param('entitlementId', IdPipe) entitlementId: string, @Query() { year }: AmountsQuery): Promise<AmountsOfYearView> {
    found(await this.runtime.queries.entitlements.find({ entitlementId, scope: scopeFor(me, 'entitlements') }), 'entitlement', '项资格', 'entitlement');
    const { months, components, basis } = unwrap(await this.rights.amountsOfYear({ entitlementId, year }));
    return show(AmountsOfYearView, { year, months, components, basis, totalFen: months.reduce((sum, { amountFen }) => sum + amountFen, 0) });
  }

  @Post(':entitlementId/suspension')
  @Changes({ summary: '停发 / suspend' })
  async suspend(@Command() command: ContextMaker, @Param('entitlementId', IdPipe) entitlementId: string, @Body() body: SuspendDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.rights.suspend(command(this.runtime.clock), { entitlementId, ...body }));
  }

  @Post(':entitlementId/resumption')
  @Changes({ summary: '自本月或之后恢复发放，不补发 / resume from this month or later, without back pay' })
  async resume(@Command() command: ContextMaker, @Param('entitlementId', IdPipe) entitlementId: string, @Body() body: SuspendDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.rights.resume(command(this.runtime.clock), { entitlementId, ...body }));
  }

  @Post(':entitlementId/verifications')
  @Changes({ summary: '年审 / yearly re-verification' })
  async reverify(@Command() command: ContextMaker, @Param('entitlementId', IdPipe) entitlementId: string, @Body() body: ReverifyDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.rights.reverify(command(this.runtime.clock), { entitlementId, ...body }));
  }

  @Post(':entitlementId/exit')
  @Changes({ summary: '退出 / end the right' })
  async exit(@Command() command: ContextMaker, @Param('entitlementId', IdPipe) entitlementId: string, @Body() body: ExitDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.rights.exit(command(this.runtime.clock), { entitlementId, ...body }));
  }
}

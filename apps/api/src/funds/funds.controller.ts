import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { AnswersPage, Changes } from '../common/answers';
import { PageQuery } from '../common/asked';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { settled } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { scopeFor, scopeWithin } from '../common/scope';
import { showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { FundLevelView, ListFundsQuery, OverdraftDto, ReceiptDto, ReceiptView } from './funds.dto';

@ApiTags('funds')
@Controller('funds')
export class FundsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersPage(FundLevelView, { summary: '资金账，按级次 / fund accounts by level' })
  async list(@Me() me: Actor, @Query() query: ListFundsQuery): Promise<ShownPage<FundLevelView>> {
    return showPage(FundLevelView, await this.runtime.queries.funds.levels({ ...query, scope: scopeFor(me, 'funds') }));
  }

  @Get(':fundId/receipts')
  @AnswersPage(ReceiptView, { summary: '到账记录 / receipts of a fund' }, { problems: [404] })
  async receipts(@Me() me: Actor, @Param('fundId', IdPipe) fundId: string, @Query() query: PageQuery): Promise<ShownPage<ReceiptView>> {
    return showPage(ReceiptView, await this.runtime.queries.funds.receipts({ ...query, fundId, scope: scopeFor(me, 'funds') }));
  }

  @Post('receipts')
  @Changes({ summary: '登记资金到位 / record money that arrived' })
  async receive(@Me() me: Actor, @Command() command: ContextMaker, @Body() body: ReceiptDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    scopeWithin(me, 'funds', body.areaCode);
    return settled(response, await this.runtime.services.funds.recordReceipt(command(this.runtime.clock), body));
  }

  @Post('overdrafts')
  @Changes({ summary: '登记垫付决定 / record a decision to pay out more than is held' })
  async overdraft(@Me() me: Actor, @Command() command: ContextMaker, @Body() body: OverdraftDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    scopeWithin(me, 'funds', body.areaCode);
    return settled(response, await this.runtime.services.funds.allowOverdraft(command(this.runtime.clock), body));
  }
}

import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { actingIds, dateOf } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { CaseItem } from '../applications/applications.view';
import { AnswersPage } from '../common/answers';
import { PageQuery } from '../common/asked';
import { Me } from '../common/command-context';
import { EntitlementView } from '../entitlements/entitlements.view';
import { scopeFor } from '../common/scope';
import { showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { ListTasksQuery, ListTimersQuery, ReturnedMoneyItem, TimerItem, WaitingCaseItem } from './tasks.dto';

/** What waits for the officer who asks. */
@ApiTags('tasks')
@Controller('tasks')
export class TasksController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersPage(CaseItem, { summary: '待办，最急的在前 / what waits for you, most urgent first' })
  async mine(@Me() me: Actor, @Query() { withoutActed, ...query }: ListTasksQuery): Promise<ShownPage<CaseItem>> {
    const acted = withoutActed === 'true' ? { exceptActedBy: actingIds(me) } : {};
    return showPage(CaseItem, await this.runtime.queries.cases.tasks({ ...query, ...acted, scope: scopeFor(me, 'cases'), grants: me.roles }));
  }

  @Get('changes')
  @AnswersPage(EntitlementView, { summary: '待他人审批的资格变更 / rights with a change that waits for approval' })
  async changes(@Me() me: Actor, @Query() query: PageQuery): Promise<ShownPage<EntitlementView>> {
    return showPage(EntitlementView, await this.runtime.queries.entitlements.list({ ...query, pending: true, scope: scopeFor(me, 'entitlements') }));
  }

  @Get('late')
  @AnswersPage(CaseItem, { summary: '逾期案件 / cases that are late' })
  async late(@Me() me: Actor, @Query() query: PageQuery): Promise<ShownPage<CaseItem>> {
    return showPage(CaseItem, await this.runtime.queries.cases.late({ ...query, scope: scopeFor(me, 'cases'), today: dateOf(this.runtime.clock.now()) }));
  }

  @Get('returned-money')
  @AnswersPage(ReturnedMoneyItem, { summary: '退回待登记新账户 / money that came back and waits for another account' })
  async returnedMoney(@Me() me: Actor, @Query() query: PageQuery): Promise<ShownPage<ReturnedMoneyItem>> {
    return showPage(ReturnedMoneyItem, await this.runtime.queries.payments.waitingForAccount({ ...query, scope: scopeFor(me, 'people') }));
  }

  @Get('timers')
  @AnswersPage(TimerItem, { summary: '将到期事项 / days that matter' })
  async timers(@Me() me: Actor, @Query() query: ListTimersQuery): Promise<ShownPage<TimerItem>> {
    return showPage(TimerItem, await this.runtime.queries.timers.open({ ...query, scope: scopeFor(me, 'cases') }));
  }

  @Get('waiting-for-others')
  @AnswersPage(WaitingCaseItem, { summary: '待他人办理的案件，最急的在前 / cases under way that wait for others, most urgent first' })
  async waitingForOthers(@Me() me: Actor, @Query() query: PageQuery): Promise<ShownPage<WaitingCaseItem>> {
    return showPage(WaitingCaseItem, await this.runtime.queries.cases.waitingForOthers({ ...query, scope: scopeFor(me, 'cases'), grants: me.roles }));
  }
}

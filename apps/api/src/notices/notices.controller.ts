import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { areaPrefix as prefixOf, dateOf } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import { maskName } from '@zhibu/privacy';
import type { ApiRuntime } from '../api-runtime';
import { AnswersList, AnswersPage } from '../common/answers';
import { Me } from '../common/command-context';
import { scopeFor } from '../common/scope';
import { show } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { daysOfNotice } from './days-of-notice';
import { ListNoticesQuery, NoticeItem, RunningNoticeView, RunningNoticesQuery } from './notices.dto';

/** The lists that hang at village, township and county. */
@ApiTags('notices')
@Controller('notices')
export class NoticesController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersPage(NoticeItem, { summary: '公示名单，已遮盖 / public lists, masked' })
  async list(@Me() me: Actor, @Query() query: ListNoticesQuery): Promise<ShownPage<NoticeItem>> {
    const { notices, people } = this.runtime.queries;
    const page = await notices.entries({ ...query, scope: scopeFor(me, 'cases') });
    const known = new Map((await people.several({ scope: scopeFor(me, 'cases'), personKeys: page.items.map((row) => row.personKey) })).map((person) => [person.personKey, person]));
    const items = page.items.map(({ applicationId, personKey, scheme, areaCode, stageLevel, noticeLastDay, openObjections, version }) => {
      const person = known.get(personKey);
      const name = person?.name ?? null;
      return show(NoticeItem, { applicationId, scheme, areaCode, level: stageLevel, lastDay: noticeLastDay, openObjections, version, name: name === null ? null : maskName(name), idNumber: person?.idMasked ?? null });
    });
    return { items, nextCursor: page.next };
  }

  @Get('running')
  @AnswersList(RunningNoticeView, { summary: '正在公示的名单与天数，最早到期的在前 / lists that hang now with their days, the one that ends first on top' })
  async running(@Me() me: Actor, @Query() query: RunningNoticesQuery): Promise<RunningNoticeView[]> {
    const { queries, procedures, policies, clock } = this.runtime;
    const scope = scopeFor(me, 'cases');
    const today = dateOf(clock.now());
    return (await queries.notices.running({ ...query, scope })).map((notice) => {
      const stage = procedures.find(notice.procedureId, notice.procedureVersion)?.stages.find(({ id }) => id === notice.stage);
      const [days, dayKind] = stage?.kind === 'notice' ? [stage.days, stage.dayKind] as const : [null, null];
      const whole = scope.prefixes.some((prefix) => prefixOf(notice.boardArea).startsWith(prefix));
      return show(RunningNoticeView, { ...notice, days, dayKind, whole, ...daysOfNotice({ ...notice, dayKind, today, calendar: policies.calendar }) });
    });
  }
}

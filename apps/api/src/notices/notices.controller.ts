import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@zhibu/kernel';
import { maskName } from '@zhibu/privacy';
import type { ApiRuntime } from '../api-runtime';
import { AnswersPage } from '../common/answers';
import { Me } from '../common/command-context';
import { scopeFor } from '../common/scope';
import { show } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { ListNoticesQuery, NoticeItem } from './notices.dto';

/** The lists that hang at village, township and county. */
@ApiTags('notices')
@Controller('notices')
export class NoticesController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersPage(NoticeItem, { summary: '公示名单，已遮盖 / public lists, masked', description: 'A page may hold fewer items than its limit when a level is asked for.' })
  async list(@Me() me: Actor, @Query() { level, ...query }: ListNoticesQuery): Promise<ShownPage<NoticeItem>> {
    const { cases, people } = this.runtime.queries;
    const page = await cases.list({ ...query, status: 'in-notice', scope: scopeFor(me, 'cases') });
    const rows = page.items.filter((row) => level === undefined || row.stageLevel === level);
    const known = new Map((await people.several({ scope: scopeFor(me, 'cases'), personKeys: rows.map((row) => row.personKey) })).map((person) => [person.personKey, person]));
    const items = rows.map(({ applicationId, personKey, scheme, areaCode, stageLevel, noticeLastDay, openObjections }) => {
      const person = known.get(personKey);
      const name = person?.name ?? null;
      return show(NoticeItem, { applicationId, scheme, areaCode, level: stageLevel, lastDay: noticeLastDay, openObjections, name: name === null ? null : maskName(name), idNumber: person?.idMasked ?? null });
    });
    return { items, nextCursor: page.next };
  }
}

import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ReplaySubject } from '@zhibu/application';
import { RejectionError, text, unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersList } from '../common/answers';
import { Look, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show } from '../common/shown';
import { RUNTIME } from '../tokens';
import { ChangesDto, ReplayStateView, StateChangeView, StateDto, SubjectDto, TimelineDto, TimelineItem } from './replay.dto';

const oneOfTwo = new RejectionError({
  code: 'replay.subject',
  message: text('请指明人员或申请', 'Name a person or an application'),
  expected: text('personKey 与 applicationId 二者其一', 'one of personKey and applicationId'),
  actual: text('都有或都没有', 'both, or none'),
  field: 'subject',
});

/** History in plain words. Each look is recorded with its reason before anything is read. */
@ApiTags('replay')
@Controller('replay')
export class ReplayController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Post('timeline')
  @AnswersList(TimelineItem, { summary: '全过程回放 / the full history, oldest first' }, { problems: [404, 413, 415, 422] })
  async timeline(@Me() me: Actor, @Look() look: ContextMaker, @Body() body: TimelineDto): Promise<TimelineItem[]> {
    const subject = await this.inScope(me, body.subject);
    const entries = unwrap(await this.runtime.services.replay.timeline(look(this.runtime.clock), { subject, reason: body.reason }));
    return entries.map((entry) => show(TimelineItem, entry));
  }

  @Post('state')
  @Answers(ReplayStateView, { summary: '某时点所知、某日有效的状态 / state as known then, for a day in force' }, { problems: [404, 413, 415, 422] })
  async state(@Me() me: Actor, @Look() look: ContextMaker, @Body() body: StateDto): Promise<ReplayStateView> {
    const subject = await this.inScope(me, body.subject);
    return show(ReplayStateView, unwrap(await this.runtime.services.replay.stateAsOf(look(this.runtime.clock), { subject, reason: body.reason, ...body.moment })));
  }

  @Post('changes')
  @AnswersList(StateChangeView, { summary: '两个时点之间的变化 / what changed between two moments' }, { problems: [404, 413, 415, 422] })
  async changes(@Me() me: Actor, @Look() look: ContextMaker, @Body() { subject: asked, before, after, reason }: ChangesDto): Promise<StateChangeView[]> {
    const subject = await this.inScope(me, asked);
    const changes = unwrap(await this.runtime.services.replay.changesBetween(look(this.runtime.clock), { subject, before, after, reason }));
    return changes.map((change) => show(StateChangeView, change));
  }

  private async inScope(me: Actor, { personKey, applicationId }: SubjectDto): Promise<ReplaySubject> {
    const scope = scopeFor(me, 'history');
    if ((personKey === undefined) === (applicationId === undefined)) throw oneOfTwo;
    if (personKey !== undefined) {
      found(await this.runtime.queries.people.find({ scope, personKey }), 'person', '个人员', 'person');
      return { personKey };
    }
    const { applicationId: known } = found(await this.runtime.queries.cases.find({ scope, applicationId: applicationId ?? '' }), 'application', '份申请', 'application');
    return { applicationId: known };
  }
}

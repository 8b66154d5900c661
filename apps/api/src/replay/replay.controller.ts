import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ReplaySubject } from '@zhibu/application';
import { RejectionError, text, unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import { onlyAbout } from '@zhibu/workflow';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersList } from '../common/answers';
import { Look, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show } from '../common/shown';
import { RUNTIME } from '../tokens';
import { areasIn } from './areas-in';
import { ExecutionItem } from './executions.dto';
import { ChangesDto, RecordedEventView, RecordedHistoryView, ReplayStateView, StateChangeView, StateDto, SubjectDto, TimelineDto, TimelineItem } from './replay.dto';

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

  @Post('events')
  @Answers(RecordedHistoryView, { summary: '全过程事件，供浏览器回放 / the recorded events, oldest first, for a browser that folds them itself' }, { problems: [404, 413, 415, 422] })
  async events(@Me() me: Actor, @Look() look: ContextMaker, @Body() body: TimelineDto): Promise<RecordedHistoryView> {
    const { subject, personKey } = await this.known(me, body.subject);
    const recorded = onlyAbout(unwrap(await this.runtime.services.replay.events(look(this.runtime.clock), { subject, reason: body.reason })), personKey);
    const events = recorded.map(({ type, data, meta: { stream, version, recordedAt, simulated, actor } }) =>
      show(RecordedEventView, { stream, version, type, recordedAt, simulated, who: { userId: actor.userId, onBehalfOf: actor.onBehalfOf ?? null }, data }));
    return show(RecordedHistoryView, { personKey, events, areas: areasIn(recorded, this.runtime.policies.areas) });
  }

  @Post('executions')
  @AnswersList(ExecutionItem, { summary: '把每项决定重新执行一遍：一致，或差在何处 / every decision executed again: the same, or exactly what differs' }, { problems: [404, 413, 415, 422] })
  async executions(@Me() me: Actor, @Look() look: ContextMaker, @Body() body: TimelineDto): Promise<ExecutionItem[]> {
    const subject = await this.inScope(me, body.subject);
    const executions = unwrap(await this.runtime.services.replay.executions(look(this.runtime.clock), { subject, reason: body.reason }));
    return executions.map((execution) => show(ExecutionItem, execution));
  }

  private async inScope(me: Actor, asked: SubjectDto): Promise<ReplaySubject> {
    return (await this.known(me, asked)).subject;
  }

  private async known(me: Actor, { personKey, applicationId }: SubjectDto): Promise<{ readonly subject: ReplaySubject; readonly personKey: string }> {
    const scope = scopeFor(me, 'history');
    if ((personKey === undefined) === (applicationId === undefined)) throw oneOfTwo;
    if (personKey !== undefined) {
      found(await this.runtime.queries.people.find({ scope, personKey }), 'person', '个人员', 'person');
      return { subject: { personKey }, personKey };
    }
    const { applicationId: known, personKey: whose } = found(await this.runtime.queries.cases.find({ scope, applicationId: applicationId ?? '' }), 'application', '份申请', 'application');
    return { subject: { applicationId: known }, personKey: whose };
  }
}

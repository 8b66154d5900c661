import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RejectionError } from '@zhibu/kernel';
import type { Actor, Rejection } from '@zhibu/kernel';
import type { RunOnBoard } from '@zhibu/runtime';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import { Answers, AnswersList, AnswersText, Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { EventStreams, streamWords } from '../common/event-streams';
import { IdPipe } from '../common/id.pipe';
import { languageOf } from '../common/language';
import { problemOf } from '../common/problem';
import { found } from '../common/rejections';
import { requestIdOf } from '../common/request-id';
import { show } from '../common/shown';
import { sees, unseen } from '../common/subjects';
import { runWords } from '../runs/run-events';
import { runIdOf } from '../runs/run-id';
import { Runs } from '../runs/runs';
import { RUNTIME } from '../tokens';
import { SeveralCasesDto, SeveralRunView } from './several-cases.dto';

/** Whoever comes back after a reload learns how it ended. */
const toldAfterwardsMs = 15 * 60_000;
const nation = '000000000000';

interface Settled {
  readonly applicationId: string;
  readonly refusal: Rejection | null;
}

/** The same for several cases of one stage. It goes on when the page goes away. */
@ApiTags('tasks')
@Controller('tasks/several')
export class SeveralCasesController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    private readonly streams: EventStreams,
    private readonly runs: Runs,
  ) {}

  @Post()
  @Changes({ summary: '逐件办理同一环节的多件申请 / handle several cases of one stage, one by one', description: 'Answered when it has begun; follow its progress under its id. Each case is signed or decided by itself with the version that was looked at, and a refusal stops none of the others.' }, SeveralRunView, { tagged: false, problems: [503] })
  async begin(@Me() me: Actor, @Command() command: ContextMaker, @Body() { stage, cases, ...handling }: SeveralCasesDto, @Req() request: SignedInRequest): Promise<SeveralRunView> {
    const { runtime: { services: { applications }, clock } } = this;
    const context = command(clock);
    const input = { stage, handling, cases };
    const runId = runIdOf('several', context);
    const requestId = requestIdOf(request);
    const parts = {
      runId, kind: 'several-cases' as const, about: me.userId, areaCode: me.roles[0]?.areaCode ?? nation, startedBy: me.userId, startedAt: clock.now(), total: cases.length, commandKey: context.commandKey,
      contentHash: applications.hashOfSeveral(input), shownBy: ['cases'],
      wordsOf: ({ applicationId, refusal }: Settled, language: 'zh' | 'en') => [{ event: 'case', data: { applicationId, problem: refusal === null ? null : problemOf(refusal, language, requestId) } }],
    };
    const run = await this.runs.start(parts, ({ onItem, onProgress, isStopAsked }) => {
      let done = 0;
      const onCase = async (applicationId: string, refusal: Rejection | null): Promise<void> => {
        onItem({ applicationId, refusal: refusal === null ? null : await this.toldTo(me, applicationId, refusal) });
        onProgress((done += 1));
      };
      return applications.handleSeveral({ ...context, commandKey: runId }, input, { onCase, isStopAsked });
    });
    await run.begun;
    return this.viewed(me, runId);
  }

  @Get()
  @AnswersList(SeveralRunView, { summary: '我的逐件办理：进行中的和刚结束的，最近的在前 / yours under way and those that just ended, the newest first' })
  async mine(@Me() me: Actor): Promise<SeveralRunView[]> {
    return (await this.runs.list({ kinds: ['several-cases'], about: me.userId, endedWithinMs: toldAfterwardsMs })).map(viewOf);
  }

  @Get(':runId/progress')
  @AnswersText('text/event-stream', { summary: '逐件办理的进度，直至结束 / how far it is, until it is over', description: `${runWords} Each case comes as \`case\` {applicationId, problem}; problem is null where it was handled. ${streamWords}` }, { problems: [404] })
  async progress(@Me() me: Actor, @Param('runId', IdPipe) runId: string, @Req() request: SignedInRequest, @Res() response: Response): Promise<void> {
    const run = await this.ofMine(me, runId);
    return this.streams.send(request, response, (signal) => this.runs.events(run, signal, languageOf(request)));
  }

  @Post(':runId/stop')
  @Answers(SeveralRunView, { summary: '停止：办完手上这一件，其余不再办；再次停止无变动 / stop after the case at hand; once more changes nothing' }, { problems: [404] })
  async stop(@Me() me: Actor, @Param('runId', IdPipe) runId: string): Promise<SeveralRunView> {
    await this.ofMine(me, runId);
    await this.runs.stop(runId);
    return this.viewed(me, runId);
  }

  /** A refusal says nothing of a case that the officer cannot see. */
  private async toldTo(me: Actor, applicationId: string, refusal: Rejection): Promise<Rejection> {
    try {
      return (await sees(this.runtime, me, 'applicationId', applicationId)) ? refusal : unseen('applicationId').rejection;
    } catch (error) {
      if (error instanceof RejectionError) return error.rejection;
      throw error;
    }
  }

  private async viewed(me: Actor, runId: string): Promise<SeveralRunView> {
    return viewOf(await this.ofMine(me, runId));
  }

  private async ofMine(me: Actor, runId: string): Promise<RunOnBoard> {
    const run = await this.runs.find(runId);
    return found(run?.kind === 'several-cases' && run.about === me.userId ? run : null, 'several-cases', '次逐件办理', 'run over several cases');
  }
}

const viewOf = ({ runId, state, startedAt, total, done, report }: RunOnBoard): SeveralRunView =>
  show(SeveralRunView, { runId, state, startedAt, total, done, handled: report?.['handled'] ?? null, refused: report?.['refused'] ?? null, left: report?.['left'] ?? null });

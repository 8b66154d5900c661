import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { CommandContext, Done, ReturnTotals } from '@zhibu/application';
import { createRowSpool, readReturnFile } from '@zhibu/banking';
import type { BatchRow } from '@zhibu/projections';
import { RejectionError, unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import { AnswersList, AnswersText, Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { EventStreams, streamWords } from '../common/event-streams';
import { FileRefused } from '../common/file-refused';
import { IdPipe } from '../common/id.pipe';
import { languageOf } from '../common/language';
import { uploadTypes } from '../common/middleware';
import { tag } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor, withinScope } from '../common/scope';
import { show } from '../common/shown';
import { uploadBytesMax, uploaded } from '../common/upload';
import type { Run } from '../runs/run';
import { runEvents, runWords } from '../runs/run-events';
import { runIdOf } from '../runs/run-id';
import { Runs } from '../runs/runs';
import { RUNTIME } from '../tokens';
import { ReturnRunView, ReturnTotalsView, ReturnsQuery } from './returns.dto';
import { returnsUnderWay } from './returns-under-way';

const rowsMax = 1_000_000;
/** Lists that show what the bank said. */
const shownBy: readonly string[] = ['payments', 'funds'];

/** The id of the file stands beside them where it is asked for: the board holds counts only. */
type Posted = Omit<ReturnTotals, 'returnFileId'> & { readonly version: number };

interface Begun {
  readonly returnFileId: string;
  readonly run: Run<Posted, never>;
}

/** The bank's answer to a file that was sent. */
@ApiTags('returns')
@Controller('returns')
export class ReturnsController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    private readonly streams: EventStreams,
    private readonly runs: Runs,
  ) {}

  @Get()
  @AnswersList(ReturnRunView, { summary: '此批次正在入账或中止的回盘，最近的在前 / return files of a batch that are being posted, or stopped, the newest first', description: 'Of each file one. One that stopped is left out once its file is posted.' }, { problems: [404] })
  async list(@Me() me: Actor, @Query() { batchId }: ReturnsQuery): Promise<ReturnRunView[]> {
    await this.inScope(me, batchId);
    const runs = await this.runs.list({ kinds: ['returns'], about: batchId });
    const posted = runs.length === 0 ? [] : unwrap(await this.runtime.services.payments.postedReturns({ batchId }));
    return returnsUnderWay(runs, posted).map((run) => show(ReturnRunView, run));
  }

  @Post()
  @ApiConsumes(...uploadTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Changes({
    summary: '收回盘文件：整份核对，逐行入账；同一文件再收无变动 / take in a return file; the same file again changes nothing',
    description: `Accept: text/event-stream gives events once the whole file is read. ${runWords} A row counts as done when its line is posted; before that the file is checked and stored whole. ${streamWords} The posting itself goes on; its progress is told under its id.`,
  }, ReturnTotalsView, { texts: ['text/event-stream'] })
  async receive(@Me() me: Actor, @Command() command: ContextMaker, @Query() { batchId }: ReturnsQuery, @Req() request: SignedInRequest, @Res() response: Response): Promise<void> {
    const batch = await this.inScope(me, batchId);
    const { run, returnFileId } = await this.begin(command(this.runtime.clock), batch, request);
    if (request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream') return this.streams.send(request, response, (signal) => runEvents(run, signal, languageOf(request)));
    const posted = await run.work;
    tag(response, posted.version);
    response.status(200).json(show(ReturnTotalsView, { returnFileId, ...posted }));
  }

  @Get(':runId/progress')
  @AnswersText('text/event-stream', { summary: '入账进度，直至结束，由哪个进程办理都一样 / progress of a posting until it is over, whichever process does it', description: `${runWords} ${streamWords}` }, { problems: [404] })
  async progress(@Me() me: Actor, @Param('runId', IdPipe) runId: string, @Req() request: SignedInRequest, @Res() response: Response): Promise<void> {
    const scope = scopeFor(me, 'payments');
    const run = await this.runs.find(runId);
    const seen = run !== null && run.kind === 'returns' && withinScope(scope, [run.areaCode]) ? run : null;
    const watched = found(seen, 'return-file', '份入账中的回盘', 'return file being posted');
    return this.streams.send(request, response, (signal) => this.runs.events(watched, signal, languageOf(request)));
  }

  private async inScope(me: Actor, batchId: string): Promise<BatchRow> {
    return found(await this.runtime.queries.payments.batch({ scope: scopeFor(me, 'payments'), batchId }), 'batch', '个批次', 'batch');
  }

  /** Reads the file to its end and posts it. Its rows are kept until the run is over, whether this request began it or joined it. */
  private async begin(context: CommandContext, { batchId, areaCode }: BatchRow, request: SignedInRequest): Promise<Begun> {
    const { bankLayout, services: { payments }, clock } = this.runtime;
    const rows = createRowSpool();
    let over: Promise<unknown> = Promise.resolve();
    try {
      const reading = await readReturnFile(bankLayout, uploaded(request), rows.keep, { batchId }, { bytesMax: uploadBytesMax, rowsMax });
      if (!reading.ok) throw new FileRefused(reading.problems);
      const { sha256: returnFileId, statedRows: total } = reading.file;
      const begun = { runId: runIdOf('returns', context), kind: 'returns' as const, about: batchId, areaCode, startedBy: context.actor.userId, startedAt: clock.now(), total, commandKey: context.commandKey, contentHash: returnFileId, shownBy, wordsOf: () => [] };
      const run = await this.runs.start<Posted, never>(begun, async ({ onProgress }) => postedOf(await payments.receiveReturns(context, { ...reading.file, layout: bankLayout.id, rows }, onProgress)));
      over = run.work;
      return { run, returnFileId };
    } finally {
      void over.finally(() => rows.close()).catch(() => undefined);
    }
  }
}

const postedOf = (done: Done<ReturnTotals>): Posted => {
  if (!done.ok) throw new RejectionError(done.rejection);
  const { returnFileId: _file, ...counts } = done.value;
  return { ...counts, version: done.version };
};

import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { RejectedRow } from '@zhibu/application';
import { writeRejectedRows } from '@zhibu/banking';
import type { RunKind, RunOnBoard } from '@zhibu/runtime';
import { unwrap } from '@zhibu/kernel';
import type { Actor, Language } from '@zhibu/kernel';
import type { AreaScope } from '@zhibu/projections';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import { Answers, AnswersList, AnswersPage, AnswersText, Changes } from '../common/answers';
import { PageQuery } from '../common/asked';
import { Command, Look, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { EventStreams, streamWords } from '../common/event-streams';
import { IdPipe } from '../common/id.pipe';
import { languageOf } from '../common/language';
import { uploadTypes } from '../common/middleware';
import { found } from '../common/rejections';
import { requireRole, scopeFor, withinScope } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import type { ServerEvent } from '../common/event-stream';
import { uploaded } from '../common/upload';
import { runEvents, runWords } from '../runs/run-events';
import { Runs } from '../runs/runs';
import { RUNTIME } from '../tokens';
import { ColumnView, ImportQuery, ImportReportView, ImportView, TablePreviewView, UndoImportDto, UndoneView } from './imports.dto';
import { previewTable, rowProblems } from './preview-table';
import { importIdOf, importTable, openTable } from './run-import';
import { SourceName, WithSourceName } from './source-name';
import { untouchedOf } from './untouched-of';

const problemsShownMax = 100;
const importKinds: readonly RunKind[] = ['import', 'import-undo'];
const shownBy: readonly string[] = ['imports', 'cases'];
const rejectedWords = (row: RejectedRow, language: Language): readonly ServerEvent[] => rowProblems(row, language).map((data) => ({ event: 'rejected', data }));

const description = [
  'The body is the file itself, CSV (UTF-8, GBK) or XLSX. Loading the same or a corrected file changes nothing twice.',
  'Accept: application/json gives the report; text/csv gives the refused rows back as a file with the reason in the last column;',
  `text/event-stream gives events and then ends. ${runWords} Refused rows come as \`rejected\`.`,
  `${streamWords} The import itself goes on; its progress is told under its id, and the same file under the same key joins it.`,
].join(' ');

@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    private readonly streams: EventStreams,
    private readonly runs: Runs,
  ) {}

  @Get('applications/columns')
  @AnswersList(ColumnView, { summary: '申请导入的表头 / headers of an import of applications' })
  columns(): ColumnView[] {
    return this.runtime.services.imports.applicationColumns.map((column) => show(ColumnView, column));
  }

  @Get('applications')
  @AnswersPage(ImportView, { summary: '历次导入，最近的在前 / imports so far, the newest first' })
  async list(@Me() me: Actor, @Query() query: PageQuery): Promise<ShownPage<ImportView>> {
    const scope = scopeFor(me, 'cases');
    const page = await this.runtime.queries.imports.list({ ...query, scope });
    const runs = new Map((await this.runs.list({ kinds: importKinds, runIds: page.items.map(({ importId }) => importId) })).map((run) => [run.runId, run]));
    const begun = query.cursor === undefined ? await this.justBegun(scope, [...runs.values()].filter(({ runId }) => !page.items.some(({ importId }) => importId === runId))) : [];
    const shown = [...begun.map((run) => viewOf(nothingYet(run), run)), ...page.items.map((row) => viewOf(row, runs.get(row.importId)))];
    return showPage(ImportView, { items: shown, next: page.next });
  }

  @Post('applications/preview')
  @WithSourceName()
  @ApiConsumes(...uploadTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(TablePreviewView, { summary: '试读：各列认作什么，逐格的问题，不作任何登记 / a look at a file: what its columns are taken for and what is wrong, cell by cell, without any effect' }, { problems: [413, 415, 422] })
  async preview(@Me() me: Actor, @Look() look: ContextMaker, @Query() { areaCode }: ImportQuery, @SourceName() name: string, @Req() request: SignedInRequest): Promise<TablePreviewView> {
    requireRole(me, ['caseworker'], areaCode);
    const { imports } = this.runtime.services;
    const context = look(this.runtime.clock);
    return previewTable(uploaded(request), {
      columns: imports.applicationColumns,
      match: imports.matchApplicationColumns,
      missing: imports.missingApplicationColumns,
      check: (rows) => imports.checkApplications(context, rows, { reference: name, areaCode }),
    }, languageOf(request));
  }

  @Post('applications')
  @WithSourceName()
  @ApiConsumes(...uploadTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Changes({ summary: '导入申请，好的行受理，有误的行退回 / import applications; good rows go in, bad rows come back', description }, ImportReportView, { problems: [503], texts: ['text/csv', 'text/event-stream'] })
  async applications(@Me() me: Actor, @Command() command: ContextMaker, @Query() { areaCode }: ImportQuery, @SourceName() reference: string, @Req() request: SignedInRequest, @Res() response: Response): Promise<void> {
    requireRole(me, ['caseworker'], areaCode);
    const language = languageOf(request);
    const context = command(this.runtime.clock);
    const input = { source: uploaded(request), reference, areaCode };
    const { table, contentHash } = await openTable(this.runtime, input);
    const importId = importIdOf(context);
    const rejected: RejectedRow[] = [];
    const begun = { runId: importId, kind: 'import' as const, about: importId, areaCode, startedBy: me.userId, startedAt: this.runtime.clock.now(), total: table.rows.length, commandKey: context.commandKey, contentHash, shownBy, wordsOf: rejectedWords };
    const run = await this.runs.start(begun, ({ onItem, onProgress }) => importTable(this.runtime, context, table, input, { onProgress, onRejected: (row) => { rejected.push(row); onItem(row); } }));
    const form = request.accepts(['application/json', 'text/csv', 'text/event-stream']);
    if (form === 'text/event-stream') return this.streams.send(request, response, (signal) => runEvents(run, signal, language));
    const report = await run.work;
    if (form !== 'text/csv') {
      const problems = (rejected.length > 0 ? rejected : run.items).slice(0, problemsShownMax).flatMap((row) => rowProblems(row, language)).slice(0, problemsShownMax);
      response.status(200).json(show(ImportReportView, { importId, ...report, problems }));
      return;
    }
    response.status(200).set({ 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="rejected-rows.csv"' });
    for await (const part of writeRejectedRows(table.headers, rejected.length > 0 ? rejected : run.items, language)) response.write(part);
    response.end();
  }

  @Get('applications/:importId/progress')
  @AnswersText('text/event-stream', { summary: '导入或撤销的进度，直至结束，由哪个进程办理都一样 / progress of an import or of its undoing until it is over, whichever process does it', description: `${runWords} Refused rows come as \`rejected\`, the first 1,000. ${streamWords}` }, { problems: [404] })
  async progress(@Me() me: Actor, @Param('importId', IdPipe) importId: string, @Req() request: SignedInRequest, @Res() response: Response): Promise<void> {
    const run = await this.runs.find(importId);
    const seen = run !== null && importKinds.includes(run.kind) && withinScope(scopeFor(me, 'cases'), [run.areaCode]) ? run : null;
    const watched = found(seen, 'import', '次进行中的导入', 'import under way');
    return this.streams.send(request, response, (signal) => this.runs.events(watched, signal, languageOf(request)));
  }

  @Post('applications/:importId/undo')
  @Changes({ summary: '撤销导入：撤回其中无人签名或决定的申请 / undo an import: withdraw its applications that nobody has signed or decided', description: `Accept: text/event-stream gives events. ${runWords} ${streamWords} The undoing itself goes on.` }, UndoneView, { tagged: false, texts: ['text/event-stream'] })
  async undo(@Me() me: Actor, @Command() command: ContextMaker, @Param('importId', IdPipe) importId: string, @Body() { reason }: UndoImportDto, @Req() request: SignedInRequest, @Res() response: Response): Promise<void> {
    const scope = scopeFor(me, 'cases');
    const { areaCode, importedBy, untouched } = found(await this.runtime.queries.imports.find({ importId, scope }), 'import', '次导入', 'import');
    requireRole(me, ['caseworker'], areaCode);
    const context = command(this.runtime.clock);
    const ids = untouchedOf((cursor) => this.runtime.queries.imports.untouched({ importId, scope, limit: 500, ...(cursor === null ? {} : { cursor }) }));
    const begun = { runId: importId, kind: 'import-undo' as const, about: importId, areaCode, startedBy: importedBy, startedAt: this.runtime.clock.now(), total: untouched, commandKey: context.commandKey, shownBy, wordsOf: () => [] };
    const run = await this.runs.start(begun, async ({ onProgress }) => unwrap(await this.runtime.services.imports.undo(context, ids, { importId, reason, onProgress })));
    if (request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream') return this.streams.send(request, response, (signal) => runEvents(run, signal, languageOf(request)));
    response.status(200).json(show(UndoneView, await run.work));
  }

  /** Those of which nothing is in the read model yet; the others stand on a page of their own, with what came with them. */
  private async justBegun(scope: AreaScope, runs: readonly RunOnBoard[]): Promise<readonly RunOnBoard[]> {
    const within = runs.filter(({ areaCode }) => withinScope(scope, [areaCode]));
    const rows = await Promise.all(within.map(({ runId }) => this.runtime.queries.imports.find({ importId: runId, scope })));
    return within.filter((_, index) => rows[index] === null);
  }
}

type Counted = Pick<ImportView, 'importId' | 'areaCode' | 'importedBy' | 'startedAt' | 'lastAt' | 'applications' | 'untouched' | 'handled' | 'withdrawn'>;

const nothingYet = ({ runId, areaCode, startedBy, startedAt }: RunOnBoard): Counted => ({ importId: runId, areaCode, importedBy: startedBy, startedAt, lastAt: startedAt, applications: 0, untouched: 0, handled: 0, withdrawn: 0 });

const viewOf = (row: Counted, run: RunOnBoard | undefined): ImportView => ({ ...row, state: run?.state ?? 'over', phase: run?.kind === 'import-undo' ? 'undo' : 'load', rows: run?.total ?? null, rowsDone: run?.done ?? null });

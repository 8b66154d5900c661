import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { RejectedRow } from '@zhibu/application';
import { writeRejectedRows } from '@zhibu/banking';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import { AnswersList, Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { EventStreams, streamWords } from '../common/event-streams';
import { languageOf } from '../common/language';
import { uploadTypes } from '../common/middleware';
import { requireRole } from '../common/scope';
import { show } from '../common/shown';
import { uploaded } from '../common/upload';
import { RUNTIME } from '../tokens';
import { ColumnView, ImportQuery, ImportReportView } from './imports.dto';
import { importEvents, importTable, openTable, rowProblem } from './run-import';

const problemsShownMax = 100;

const description = [
  'The body is the file itself, CSV (UTF-8, GBK) or XLSX. Loading the same or a corrected file changes nothing twice.',
  'Accept: application/json gives the report; text/csv gives the refused rows back as a file with the reason in the last column;',
  'text/event-stream gives events `progress`, `rejected` and at last `done` or `problem`, and then ends.',
  `${streamWords} The import itself goes on; the same file under the same key tells how it ended.`,
].join(' ');

@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    private readonly streams: EventStreams,
  ) {}

  @Get('applications/columns')
  @AnswersList(ColumnView, { summary: '申请导入的表头 / headers of an import of applications' })
  columns(): ColumnView[] {
    return this.runtime.services.imports.applicationColumns.map((column) => show(ColumnView, column));
  }

  @Post('applications')
  @ApiConsumes(...uploadTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Changes({ summary: '导入申请，好的行受理，有误的行退回 / import applications; good rows go in, bad rows come back', description }, ImportReportView, { problems: [503], texts: ['text/csv', 'text/event-stream'] })
  async applications(@Me() me: Actor, @Command() command: ContextMaker, @Query() query: ImportQuery, @Req() request: SignedInRequest, @Res() response: Response): Promise<void> {
    requireRole(me, ['caseworker'], query.areaCode);
    const language = languageOf(request);
    const context = command(this.runtime.clock);
    const input = { source: uploaded(request), reference: query.name, areaCode: query.areaCode };
    const table = await openTable(this.runtime, input);
    const form = request.accepts(['application/json', 'text/csv', 'text/event-stream']);
    if (form === 'text/event-stream') return this.streams.send(request, response, (signal) => importEvents(this.runtime, context, table, { ...input, signal }, language));
    const rejected: RejectedRow[] = [];
    const report = await importTable(this.runtime, context, table, input, { onRejected: (row) => void rejected.push(row) });
    if (form !== 'text/csv') {
      const problems = rejected.slice(0, problemsShownMax).map((row) => rowProblem(row, language));
      response.status(200).json(show(ImportReportView, { ...report, problems }));
      return;
    }
    response.status(200).set({ 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="rejected-rows.csv"' });
    for await (const part of writeRejectedRows(table.headers, rejected, language)) response.write(part);
    response.end();
  }
}

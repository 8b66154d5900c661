import { Readable } from 'node:stream';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RejectionError, unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import { toCapitalAmount } from '@zhibu/domain';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import { Answers, AnswersPage, AnswersText } from '../common/answers';
import { asItChanges } from '../common/as-it-changes';
import { PageQuery } from '../common/asked';
import { Look, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { EventStreams, streamWords } from '../common/event-streams';
import { IdPipe, NumberPipe } from '../common/id.pipe';
import { tag } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { OfficerView } from '../users/users.dto';
import { ListBatchesQuery, ListDifferencesQuery, ListLinesQuery, TakeFileDto } from './batches.dto';
import { ProgressView } from './batch-answers.view';
import { BatchItem, BatchView, ComparisonView } from './batches.view';
import { DifferenceItem, DifferenceReasonView } from './comparison.view';
import { LineAmountView } from './line-amount.view';
import { ExceptionItem, LineItem } from './lines.view';

@ApiTags('batches')
@Controller('batches')
export class BatchesController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    private readonly streams: EventStreams,
  ) {}

  @Get()
  @AnswersPage(BatchItem, { summary: '批次列表 / batches of the area' })
  async list(@Me() me: Actor, @Query() query: ListBatchesQuery): Promise<ShownPage<BatchItem>> {
    return showPage(BatchItem, await this.runtime.queries.payments.batches({ ...query, scope: scopeFor(me, 'payments') }));
  }

  @Get(':batchId')
  @Answers(BatchView, { summary: '一个批次 / one batch' }, { tagged: true, problems: [404] })
  async one(@Me() me: Actor, @Param('batchId', IdPipe) batchId: string, @Res({ passthrough: true }) response: Response): Promise<BatchView> {
    const row = await this.inScope(me, batchId);
    tag(response, row.version);
    const officers = await this.runtime.queries.users.namesOf([...new Set([...row.preparedBy, ...row.approvedBy, ...row.confirmedBy])]);
    return show(BatchView, { ...row, totalInCapitals: toCapitalAmount(row.totalFen), officers: officers.map((officer) => show(OfficerView, officer)) });
  }

  @Get(':batchId/lines')
  @AnswersPage(LineItem, { summary: '批次明细 / lines of a batch' }, { problems: [404] })
  async lines(@Me() me: Actor, @Param('batchId', IdPipe) batchId: string, @Query() query: ListLinesQuery): Promise<ShownPage<LineItem>> {
    await this.inScope(me, batchId);
    return showPage(LineItem, await this.runtime.queries.payments.lines({ ...query, batchId, scope: scopeFor(me, 'payments') }));
  }

  @Get(':batchId/exceptions')
  @AnswersPage(ExceptionItem, { summary: '异常 / what needs a person to look at' }, { problems: [404] })
  async exceptions(@Me() me: Actor, @Param('batchId', IdPipe) batchId: string, @Query() query: PageQuery): Promise<ShownPage<ExceptionItem>> {
    await this.inScope(me, batchId);
    return showPage(ExceptionItem, await this.runtime.queries.payments.exceptions({ ...query, batchId, scope: scopeFor(me, 'payments') }));
  }

  @Get(':batchId/comparison')
  @Answers(ComparisonView, { summary: '与上期比较 / compared with the batch before' }, { problems: [404, 409] })
  async comparison(@Me() me: Actor, @Param('batchId', IdPipe) batchId: string): Promise<ComparisonView> {
    await this.inScope(me, batchId);
    return show(ComparisonView, unwrap(await this.runtime.services.payments.compare({ batchId })));
  }

  @Get(':batchId/differences')
  @AnswersPage(DifferenceItem, { summary: '与上期逐人比较及原因 / who differs from the batch before, and why' }, { problems: [404] })
  async differences(@Me() me: Actor, @Param('batchId', IdPipe) batchId: string, @Query() query: ListDifferencesQuery): Promise<ShownPage<DifferenceItem>> {
    const row = await this.inScope(me, batchId);
    const { payments } = this.runtime.services;
    // What was submitted stays what is looked at, also when another batch was approved meanwhile.
    const previousBatchId = row.comparison === null ? await payments.previousOf({ batchId }) : row.comparison.previousBatchId;
    const { items, next } = await this.runtime.queries.payments.differences({ ...query, batchId, previousBatchId, scope: scopeFor(me, 'payments') });
    const reasons = unwrap(await payments.differenceReasons({ batchId, previousBatchId, lines: items }));
    return showPage(DifferenceItem, { items: items.map((item, index) => ({ ...item, reasons: (reasons[index] ?? []).map((each) => show(DifferenceReasonView, each)) })), next });
  }

  @Get(':batchId/lines/:lineNo/amount')
  @Answers(LineAmountView, { summary: '一行金额的由来，如当时所记 / what the amount of a line was made of, as recorded' }, { problems: [404, 422] })
  async amount(@Me() me: Actor, @Param('batchId', IdPipe) batchId: string, @Param('lineNo', NumberPipe) lineNo: number): Promise<LineAmountView> {
    await this.inScope(me, batchId);
    found(await this.runtime.queries.payments.line({ scope: scopeFor(me, 'payments'), batchId, lineNo }), 'line', '行', 'line');
    return show(LineAmountView, unwrap(await this.runtime.services.payments.lineAmount({ batchId, lineNo })));
  }

  @Get(':batchId/progress')
  @AnswersText('text/event-stream', { summary: '生成进度，完成即止 / progress of building, ends when it is done', description: `Events \`progress\` and \`done\`, each with a ProgressView as JSON. ${streamWords}` }, { problems: [404, 503] })
  async progress(@Me() me: Actor, @Param('batchId', IdPipe) batchId: string, @Req() request: SignedInRequest, @Res() response: Response): Promise<void> {
    await this.inScope(me, batchId);
    await this.streams.send(request, response, (signal, reader) => asItChanges({
      read: () => this.runtime.queries.payments.batch({ scope: scopeFor(reader(), 'payments'), batchId }),
      shown: (batch) => show(ProgressView, batch),
      isOver: ({ status, chunksBuilt, chunksPlanned }) => status !== 'open' && (status !== 'planned' || chunksBuilt >= chunksPlanned),
    }, signal));
  }

  @Post(':batchId/files/:fileNo/looks')
  @AnswersText('application/octet-stream', { summary: '取走银行文件，先记录后下载 / take a bank file; the taking is recorded first' }, { problems: [404, 413, 415, 422] })
  async file(@Me() me: Actor, @Look() context: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Param('fileNo', NumberPipe) fileNo: number, @Body() { reason }: TakeFileDto, @Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    await this.inScope(me, batchId);
    const taken = await this.runtime.services.payments.takeFile(context(this.runtime.clock), { batchId, fileNo, reason });
    if (!taken.ok) throw new RejectionError(taken.rejection);
    response.set('Cache-Control', 'no-store');
    return new StreamableFile(Readable.from(taken.value.content), { type: 'application/octet-stream', disposition: `attachment; filename="${taken.value.name}"` });
  }

  private async inScope(me: Actor, batchId: string) {
    return found(await this.runtime.queries.payments.batch({ scope: scopeFor(me, 'payments'), batchId }), 'batch', '个批次', 'batch');
  }
}

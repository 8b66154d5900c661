import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersPage, Changes } from '../common/answers';
import { Command, Look, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe, NumberPipe } from '../common/id.pipe';
import { finished, settled } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { DeclineReconciliationDto, ListExceptionsQuery, OpenExceptionItem, ProposalView, ProposeReconciliationDto, ReadReconciliationDto, ReconciledView } from './reconciliations.dto';

/** What the bank's answers leave open: two officers settle it, by the bank's own statement. */
@ApiTags('reconciliations')
@Controller()
export class ReconciliationsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  private get payments() {
    return this.runtime.services.payments;
  }

  @Get('payment-exceptions')
  @AnswersPage(OpenExceptionItem, { summary: '各批次的异常，可只列未了的 / exceptions of all batches, open ones if asked' })
  async exceptions(@Me() me: Actor, @Query() { state, ...query }: ListExceptionsQuery): Promise<ShownPage<OpenExceptionItem>> {
    return showPage(OpenExceptionItem, await this.runtime.queries.payments.exceptions({ ...query, open: state === 'open', scope: scopeFor(me, 'payments') }));
  }

  @Post('batches/:batchId/lines/:lineNo/reconciliations')
  @Changes({ summary: '提出核对意见，尚无变动 / propose what became of a line; nothing moves yet' }, ReconciledView)
  async propose(@Me() me: Actor, @Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Param('lineNo', NumberPipe) lineNo: number, @Body() body: ProposeReconciliationDto, @Res({ passthrough: true }) response: Response): Promise<ReconciledView> {
    await this.inScope(me, batchId);
    return show(ReconciledView, finished(response, await this.payments.proposeReconciliation(command(this.runtime.clock), { batchId, lineNo, ...body })));
  }

  @Post('batches/:batchId/lines/:lineNo/reconciliation/looks')
  @Answers(ProposalView, { summary: '待审批的核对意见及依据，查看会被记录 / the open proposal with its evidence; the look is recorded' }, { tagged: true, problems: [404, 413, 415, 422] })
  async read(@Me() me: Actor, @Look() context: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Param('lineNo', NumberPipe) lineNo: number, @Body() { reason }: ReadReconciliationDto, @Res({ passthrough: true }) response: Response): Promise<ProposalView> {
    await this.inScope(me, batchId);
    return show(ProposalView, finished(response, await this.payments.readReconciliation(context(this.runtime.clock), { batchId, lineNo, reason })));
  }

  @Post('batches/:batchId/lines/:lineNo/reconciliations/:reconciliation/approval')
  @Changes({ summary: '由另一人批准，台账、资金和批次随之更正 / approval by another person; ledger, funds and batch follow' }, ReconciledView)
  async approve(@Me() me: Actor, @Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Param('lineNo', NumberPipe) lineNo: number, @Param('reconciliation', NumberPipe) reconciliation: number, @Res({ passthrough: true }) response: Response): Promise<ReconciledView> {
    await this.inScope(me, batchId);
    return show(ReconciledView, finished(response, await this.payments.approveReconciliation(command(this.runtime.clock), { batchId, lineNo, reconciliation })));
  }

  @Post('batches/:batchId/lines/:lineNo/reconciliations/:reconciliation/declination')
  @Changes({ summary: '不采纳核对意见 / decline the proposal' })
  async decline(@Me() me: Actor, @Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Param('lineNo', NumberPipe) lineNo: number, @Param('reconciliation', NumberPipe) reconciliation: number, @Body() body: DeclineReconciliationDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    await this.inScope(me, batchId);
    return settled(response, await this.payments.declineReconciliation(command(this.runtime.clock), { batchId, lineNo, reconciliation, ...body }));
  }

  private async inScope(me: Actor, batchId: string): Promise<void> {
    found(await this.runtime.queries.payments.batch({ scope: scopeFor(me, 'payments'), batchId }), 'batch', '个批次', 'batch');
  }
}

import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { AnswersList, Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe, NumberPipe } from '../common/id.pipe';
import { finished, settled } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show } from '../common/shown';
import { RUNTIME } from '../tokens';
import { ReissueProposalView, ReissuedView } from './batch-answers.view';
import { ListReasonDto, ReissueDecisionDto } from './batches.dto';

/** What a second person decides when something was not right: a file that must not go out, a line to another account. */
@ApiTags('batches')
@Controller('batches')
export class BatchCorrectionsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  private get payments() {
    return this.runtime.services.payments;
  }

  @Post(':batchId/files/:fileNo/voiding')
  @Changes({ summary: '作废未送出的银行文件，由未经手的审批人办理 / void a bank file that was not sent, by an approver with no hand in it' })
  async voidFile(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Param('fileNo', NumberPipe) fileNo: number, @Body() body: ListReasonDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.voidFile(command(this.runtime.clock), { batchId, fileNo, ...body }));
  }

  @Get(':batchId/reissue-proposals')
  @AnswersList(ReissueProposalView, { summary: '等待批准的换账户重发 / lines that wait for an approval of their new account' }, { problems: [404] })
  async proposals(@Me() me: Actor, @Param('batchId', IdPipe) batchId: string): Promise<ReissueProposalView[]> {
    found(await this.runtime.queries.payments.batch({ scope: scopeFor(me, 'payments'), batchId }), 'batch', '个批次', 'batch');
    return unwrap(await this.payments.reissueProposals({ batchId })).map((proposal) => show(ReissueProposalView, { ...proposal, instruction: `${proposal.lineNo}/${proposal.attempt}` }));
  }

  @Post(':batchId/reissue-approvals')
  @Changes({ summary: '批准向新账户重发 / approve that lines go out again to another account' }, ReissuedView)
  async approve(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Body() body: ReissueDecisionDto, @Res({ passthrough: true }) response: Response): Promise<ReissuedView> {
    return show(ReissuedView, finished(response, await this.payments.approveReissue(command(this.runtime.clock), { batchId, ...body })));
  }

  @Post(':batchId/reissue-refusals')
  @Changes({ summary: '不批准向新账户重发 / decline that lines go out again to another account' })
  async decline(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Body() body: ReissueDecisionDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.declineReissue(command(this.runtime.clock), { batchId, ...body }));
  }
}

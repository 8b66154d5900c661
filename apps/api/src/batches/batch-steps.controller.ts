import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { finished, settled } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { scopeWithin } from '../common/scope';
import { show } from '../common/shown';
import { RUNTIME } from '../tokens';
import { OpenedView, ReissuedView, ReleasedView, WrittenFileView } from './batch-answers.view';
import { ApproveDto, ListReasonDto, OpenBatchDto, ReissueDto, SendDto } from './batches.dto';

/** The life of a batch. Duties are separated where the decision is made, for everybody. */
@ApiTags('batches')
@Controller('batches')
export class BatchStepsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  private get payments() {
    return this.runtime.services.payments;
  }

  @Post()
  @Changes({ summary: '开立批次并排定分块，随后自动生成 / open a batch and plan it; it is then built by workers' }, OpenedView, { status: 201 })
  async open(@Me() me: Actor, @Command() command: ContextMaker, @Body() body: OpenBatchDto, @Res({ passthrough: true }) response: Response): Promise<OpenedView> {
    scopeWithin(me, 'payments', body.areaCode);
    const opened = finished(response, await this.payments.open(command(this.runtime.clock), body));
    response.location(`/api/v1/batches/${opened.batchId}`);
    return show(OpenedView, opened);
  }

  @Post(':batchId/plan')
  @Changes({ summary: '接续排定中断的批次 / go on with a batch that was opened and not planned' }, OpenedView)
  async plan(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Res({ passthrough: true }) response: Response): Promise<OpenedView> {
    return show(OpenedView, finished(response, await this.payments.plan(command(this.runtime.clock), { batchId })));
  }

  @Post(':batchId/freezing')
  @Changes({ summary: '冻结名单 / freeze the list' })
  async freeze(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.freeze(command(this.runtime.clock), { batchId }));
  }

  @Post(':batchId/submission')
  @Changes({ summary: '比较后提交审批 / compare and submit' })
  async submit(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.submit(command(this.runtime.clock), { batchId }));
  }

  @Post(':batchId/sending-back')
  @Changes({ summary: '退回经办 / send back to the preparer' })
  async sendBack(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Body() body: ListReasonDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.sendBack(command(this.runtime.clock), { batchId, ...body }));
  }

  @Post(':batchId/approvals')
  @Changes({ summary: '审批所见名单 / approve the list that was seen' })
  async approve(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Body() body: ApproveDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.approve(command(this.runtime.clock), { batchId, ...body }));
  }

  @Post(':batchId/reservation')
  @Changes({ summary: '预留资金 / reserve funds' })
  async reserve(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.reserveFunds(command(this.runtime.clock), { batchId }));
  }

  @Post(':batchId/files')
  @Changes({ summary: '生成银行文件 / write the bank file' }, WrittenFileView)
  async writeFile(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Res({ passthrough: true }) response: Response): Promise<WrittenFileView> {
    return show(WrittenFileView, finished(response, await this.payments.writeFile(command(this.runtime.clock), { batchId })));
  }

  @Post(':batchId/sendings')
  @Changes({ summary: '登记已送银行 / note that the file was sent' })
  async send(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Body() body: SendDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.send(command(this.runtime.clock), { batchId, ...body }));
  }

  @Post(':batchId/reissues')
  @Changes({ summary: '退回行更正后重发 / reissue lines that came back' }, ReissuedView)
  async reissue(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Body() body: ReissueDto, @Res({ passthrough: true }) response: Response): Promise<ReissuedView> {
    return show(ReissuedView, finished(response, await this.payments.reissue(command(this.runtime.clock), { batchId, ...body })));
  }

  @Post(':batchId/closing')
  @Changes({ summary: '结清 / close' })
  async close(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.close(command(this.runtime.clock), { batchId }));
  }

  @Post(':batchId/cancellation')
  @Changes({ summary: '送出前取消 / cancel before it is sent' })
  async cancel(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Body() body: ListReasonDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.payments.cancel(command(this.runtime.clock), { batchId, ...body }));
  }

  @Post(':batchId/release')
  @Changes({ summary: '释放取消或结清后仍占用的月份与资金 / give back what a cancelled or closed batch still holds' }, ReleasedView)
  async release(@Command() command: ContextMaker, @Param('batchId', IdPipe) batchId: string, @Res({ passthrough: true }) response: Response): Promise<ReleasedView> {
    return show(ReleasedView, finished(response, await this.payments.release(command(this.runtime.clock), { batchId })));
  }
}

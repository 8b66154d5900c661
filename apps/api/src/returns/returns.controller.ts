import { Controller, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { createRowSpool, readReturnFile } from '@zhibu/banking';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { FileRefused } from '../common/file-refused';
import { uploadTypes } from '../common/middleware';
import { finished } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show } from '../common/shown';
import { uploadBytesMax, uploaded } from '../common/upload';
import { RUNTIME } from '../tokens';
import { ReturnTotalsView, ReturnsQuery } from './returns.dto';

const rowsMax = 1_000_000;

/** The bank's answer to a file that was sent. */
@ApiTags('returns')
@Controller('returns')
export class ReturnsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Post()
  @ApiConsumes(...uploadTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Changes({ summary: '收回盘文件：整份核对，逐行入账；同一文件再收无变动 / take in a return file; the same file again changes nothing' }, ReturnTotalsView)
  async receive(@Me() me: Actor, @Command() command: ContextMaker, @Query() { batchId }: ReturnsQuery, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<ReturnTotalsView> {
    found(await this.runtime.queries.payments.batch({ scope: scopeFor(me, 'payments'), batchId }), 'batch', '个批次', 'batch');
    const { bankLayout } = this.runtime;
    const rows = createRowSpool();
    try {
      const reading = await readReturnFile(bankLayout, uploaded(request), rows.keep, { batchId }, { bytesMax: uploadBytesMax, rowsMax });
      if (!reading.ok) throw new FileRefused(reading.problems);
      return show(ReturnTotalsView, finished(response, await this.runtime.services.payments.receiveReturns(command(this.runtime.clock), { ...reading.file, layout: bankLayout.id, rows })));
    } finally {
      await rows.close();
    }
  }
}

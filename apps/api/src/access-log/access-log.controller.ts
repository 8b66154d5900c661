import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { AnswersPage } from '../common/answers';
import { Me } from '../common/command-context';
import { scopeFor } from '../common/scope';
import { showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { AccessLogQuery, LookItem } from './access-log.dto';

@ApiTags('access-log')
@Controller('access-log')
export class AccessLogController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersPage(LookItem, { summary: '谁因何查看了谁 / who looked at whom, and why; newest first' })
  async list(@Me() me: Actor, @Query() query: AccessLogQuery): Promise<ShownPage<LookItem>> {
    return showPage(LookItem, await this.runtime.queries.accessLog.list({ ...query, scope: scopeFor(me, 'access-log') }));
  }
}

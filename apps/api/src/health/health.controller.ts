import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { RejectionError, text } from '@zhibu/kernel';
import type { ProjectionStatus } from '@zhibu/projections';
import { Open } from '../auth/session.guard';
import type { ApiRuntime } from '../api-runtime';
import { Answers } from '../common/answers';
import { RUNTIME } from '../tokens';
import { AliveView, ReadyView } from './health.dto';

const answerWithinMs = 2_000;

const notReady = (zh: string, en: string): RejectionError =>
  new RejectionError({ code: 'server.not-ready', message: text('服务尚未就绪', 'The service is not ready'), expected: text('数据库应答且读模型在位', 'a database that answers and read models in place'), actual: text(zh, en) });

/** For whoever watches the service; tells nothing about people. */
@ApiTags('health')
@SkipThrottle()
@Open()
@Controller('health')
export class HealthController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get('live')
  @Answers(AliveView, { summary: '进程存活 / the process lives' }, { open: true })
  live(): AliveView {
    return { status: 'ok' };
  }

  @Get('started')
  @Answers(AliveView, { summary: '启动完成：每个读模型都有在用版本 / started: every read model has a live version' }, { open: true, problems: [503] })
  async started(): Promise<AliveView> {
    const statuses = await this.statuses();
    const names = new Set(statuses.map(({ name }) => name));
    const live = new Set(statuses.filter(({ role }) => role === 'live').map(({ name }) => name));
    const missing = [...names].filter((name) => !live.has(name)).join(', ');
    if (names.size === 0 || missing !== '') throw notReady(`尚未建成：${missing || '全部'}`, `not built yet: ${missing || 'all'}`);
    return { status: 'ok' };
  }

  @Get('ready')
  @Answers(ReadyView, { summary: '可以服务，附读模型落后情况 / ready to serve, with how far read models are behind' }, { open: true, problems: [503] })
  async ready(): Promise<ReadyView> {
    const statuses = await this.statuses();
    const stopped = statuses.filter((one) => one.role === 'live' && one.stopped !== null).map(({ name }) => name).join(', ');
    if (stopped !== '') throw notReady(`读模型已停止：${stopped}`, `read models stopped: ${stopped}`);
    return { status: 'ok', readModels: statuses.map(({ name, version, role, behind, lagMs, stopped: fault }) => ({ name, version, role, behind, lagMs, stopped: fault !== null })) };
  }

  /** A database that does not answer in time counts as one that does not answer. */
  private async statuses(): Promise<readonly ProjectionStatus[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(notReady('数据库未应答', 'the database does not answer')), answerWithinMs); });
    try {
      return await Promise.race([this.runtime.projections.status(), late]);
    } catch (error) {
      throw error instanceof RejectionError ? error : notReady('数据库未应答', 'the database does not answer');
    } finally {
      clearTimeout(timer);
    }
  }
}

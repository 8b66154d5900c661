import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { RejectionError, text } from '@zhibu/kernel';
import { started, unready } from '@zhibu/runtime';
import { Open } from '../auth/session.guard';
import type { ApiRuntime } from '../api-runtime';
import { Answers } from '../common/answers';
import { RUNTIME } from '../tokens';
import { AliveView, ReadyView } from './health.dto';
import { NotReady } from './not-ready';

const notStarted = (): RejectionError =>
  new RejectionError({ code: 'server.not-ready', message: text('服务尚未就绪', 'The service is not ready'), expected: text('每个读模型都有在用版本', 'a live version of every read model'), actual: text('尚未全部建成', 'some are not built yet') });

/** For whoever watches the service; tells nothing about people, and no address. */
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
  @Answers(AliveView, { summary: '启动完成：每个读模型都有在用版本 / started: every read model has a live version' }, { open: true })
  async started(): Promise<AliveView> {
    const report = await this.runtime.health();
    if (report.readModels === null) throw new NotReady(report);
    if (!started(report)) throw notStarted();
    return { status: 'ok' };
  }

  @Get('ready')
  @Answers(ReadyView, { summary: '可以服务，附各依赖及其落后情况 / ready to serve, with everything behind it and how far it is behind' }, { open: true })
  async ready(): Promise<ReadyView> {
    const report = await this.runtime.health();
    if (report.readModels === null || unready(report).length > 0) throw new NotReady(report);
    return {
      status: 'ok',
      engines: report.engines.map(({ engine, ok, forMs }) => ({ engine, ok, forMs })),
      readModels: report.readModels.map(({ name, version, role, behind, lagEvents, lagMs, stopped }) => ({ name, version, role, behind, lagEvents, lagMs, stopped })),
      followUps: report.followUps,
      leases: report.leases,
    };
  }
}

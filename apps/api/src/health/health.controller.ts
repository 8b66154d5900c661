import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { unready, unservable, unstarted } from '@zhibu/runtime';
import { Open } from '../auth/session.guard';
import type { ApiRuntime } from '../api-runtime';
import { Answers } from '../common/answers';
import { RUNTIME } from '../tokens';
import { AliveView, ReadyView } from './health.dto';
import { NotReady } from './not-ready';

/** For whoever watches the service; tells nothing about people, and no address. */
@ApiTags('health')
@SkipThrottle()
@Open()
@Controller('health')
export class HealthController {
  /** What was built once is there, also while the event store cannot be asked for the end of the log. */
  private hasStarted = false;

  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get('live')
  @Answers(AliveView, { summary: '进程存活 / the process lives' }, { open: true })
  live(): AliveView {
    return { status: 'ok' };
  }

  @Get('started')
  @Answers(AliveView, { summary: '启动完成：每个读模型都有在用版本 / started: every read model has a live version' }, { open: true })
  async started(): Promise<AliveView> {
    const wrong = unstarted(await this.runtime.health());
    if (wrong.length > 0) throw new NotReady(wrong);
    return { status: 'ok' };
  }

  @Get('ready')
  @Answers(ReadyView, { summary: '可以服务：数据库应答，启动已完成；附各依赖及其落后情况 / ready to serve: the database answers and the start is over; with everything behind it and how far it is behind' }, { open: true })
  async ready(): Promise<ReadyView> {
    const report = await this.runtime.health();
    const wrong = this.hasStarted ? unservable(report) : unstarted(report);
    if (wrong.length > 0) throw new NotReady(wrong);
    this.hasStarted = true;
    const trouble = unready(report);
    return {
      status: trouble.length === 0 ? 'ok' : 'degraded',
      wrong: trouble.map(({ name, code }) => ({ name, code })),
      engines: report.engines.map(({ engine, ok, forMs }) => ({ engine, ok, forMs })),
      readModels: report.readModels?.map(({ name, version, role, behind, lagEvents, lagMs, stopped }) => ({ name, version, role, behind, lagEvents, lagMs, stopped })) ?? null,
      followUps: report.followUps,
      leases: report.leases,
    };
  }
}

import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@zhibu/kernel';
import { checkEngineState, lagWords, modelTitle, queueTitle } from '@zhibu/runtime';
import type { ReadModelHealth, SystemReport } from '@zhibu/runtime';
import type { ApiRuntime } from '../api-runtime';
import { Answers } from '../common/answers';
import { Me } from '../common/command-context';
import { scopeFor } from '../common/scope';
import { RUNTIME } from '../tokens';
import { ReadModelStateView, SystemView } from './system.dto';

/** How the installation is, for whoever looks after it: numbers, words and what to do next. Nothing about people. */
@ApiTags('system')
@Controller('system')
export class SystemController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @Answers(SystemView, { summary: '引擎、查询表、队列、进程与租约，附下一步 / engines, read models, queues, processes and leases, with what to do next' })
  async now(@Me() me: Actor): Promise<SystemView> {
    scopeFor(me, 'jobs');
    return { askedAt: this.runtime.clock.now(), ...viewOf(await this.runtime.system()) };
  }
}

const modelOf = (model: ReadModelHealth): ReadModelStateView => {
  const { name, version, role, behind, lagEvents, lagMs, stopped, stoppedAt } = model;
  const at = stoppedAt === null ? null : { stream: stoppedAt.stream, version: stoppedAt.version, type: stoppedAt.type, reason: stoppedAt.reason };
  return { name, version, role, behind, lagEvents, lagMs, stopped, title: modelTitle(name), lag: lagWords({ behind, events: lagEvents, ms: lagMs }), stoppedAt: at };
};

const viewOf = ({ health, queues, processes, leases, findings }: SystemReport): Omit<SystemView, 'askedAt'> => ({
  engines: health.engines.map((state) => ({ engine: state.engine, ok: state.ok, forMs: state.forMs, title: checkEngineState(state).title })),
  readModels: health.readModels?.filter(({ role }) => role !== 'retired').map(modelOf) ?? null,
  followUps: health.followUps === null ? null : { ...health.followUps, lag: lagWords(health.followUps) },
  queues: queues?.map((each) => ({ ...each, title: queueTitle(each.queue) })) ?? null,
  processes: processes?.map(({ kind, host, pid, code, startedAt, silentMs }) => ({ kind, host, pid, code, startedAt, silentMs })) ?? null,
  leases: leases?.map(({ name, owner, renewedAt, expired }) => ({ name, owner, renewedAt, expired })) ?? null,
  findings: findings.map(({ check, title, ok, found, expected, todo }) => ({ check, title, ok, found, expected, todo: todo ?? null })),
});

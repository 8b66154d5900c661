import { text } from '@zhibu/kernel';
import { QueueName, queueNames } from '@zhibu/application';
import { LeaseStatus, readLeases } from '@zhibu/projections';
import type { JobQueues, QueueCounts } from '@zhibu/queue';
import { HealthParts, HealthReport, healthOf } from '../health/health-report';
import { LiveProcess, codeVersion, liveProcesses } from '../postgres/processes';
import { workersRunning } from '../postgres/look-at-database';
import { Finding } from './finding';
import { checkClocks, checkCode, checkLeases, checkWorkers } from './of-processes';
import { checkEngineState, checkFollowUps, checkQueue, checkReadModels } from './of-work';

export interface QueueReport extends QueueCounts {
  readonly queue: QueueName;
  readonly oldestWaitingMs: number;
}

/** How the whole installation is, in numbers and in words. What could not be asked is null. */
export interface SystemReport {
  readonly health: HealthReport;
  readonly queues: readonly QueueReport[] | null;
  readonly processes: readonly LiveProcess[] | null;
  readonly leases: readonly LeaseStatus[] | null;
  readonly findings: readonly Finding[];
}

export interface SystemParts extends Omit<HealthParts, 'queues'> {
  readonly queues: () => Promise<JobQueues>;
}

const orNull = <T>(question: Promise<T>): Promise<T | null> => question.catch(() => null);

const queuesOf = async (open: SystemParts['queues']): Promise<readonly QueueReport[]> => {
  const queues = await open();
  const [counts, ages] = await Promise.all([queues.counts(), queues.oldestWaitingMs()]);
  return queueNames.map((queue) => ({ queue, ...counts[queue], oldestWaitingMs: Math.round(ages[queue]) }));
};

const self = text('本页所问的接口', 'the API that was asked');

/** Never rejects. Nothing is asked of an engine that is known to be away: it would only be waited for. */
export const systemReportOf = async (parts: SystemParts): Promise<SystemReport> => {
  const health = await healthOf({ ...parts, queues: () => null });
  const away = health.engines.filter(({ ok }) => !ok).map(({ engine }) => engine);
  const isDatabaseAway = away.includes('database');
  const asked = <T>(question: () => Promise<T>, isAway = isDatabaseAway): Promise<T | null> => (isAway ? Promise.resolve(null) : orNull(question()));
  const [queues, all, leases, running] = await Promise.all([asked(() => queuesOf(parts.queues), isDatabaseAway || away.includes('queue')), asked(() => liveProcesses(parts.pool)), asked(() => readLeases(parts.pool)), asked(() => workersRunning(parts.pool))]);
  const processes = all?.filter(({ kind }) => kind !== 'command') ?? null;
  const code = await codeVersion();
  const findings: readonly Finding[] = [
    ...health.engines.map(checkEngineState),
    ...(processes === null ? [] : [checkWorkers(processes, running === true), checkCode(processes, code, self), checkClocks(processes)]),
    ...(leases === null ? [] : [checkLeases(leases)]),
    ...(health.followUps === null ? [] : [checkFollowUps(health.followUps, running === true)]),
    ...checkReadModels(health.readModels ?? []),
    ...(queues ?? []).map(({ queue, oldestWaitingMs, ...counts }) => checkQueue(queue, counts, oldestWaitingMs)),
  ];
  return { health, queues, processes, leases, findings };
};

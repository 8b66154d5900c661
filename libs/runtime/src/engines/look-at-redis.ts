import { RejectionError } from '@zhibu/kernel';
import { inspectRedis, isPassingFault } from '@zhibu/queue';
import { EngineFault, EngineLook } from './engine';

const unfit = new Set(['redis.version', 'redis.eviction', 'redis.replica', 'redis.is-cluster', 'redis.not-cluster', 'redis.is-sentinel', 'redis.memory-full', 'redis.cannot-persist']);

/** The Redis of the job queues. */
export const lookAtRedis = async (redisUrl: string): Promise<EngineLook> => {
  const { address, version, faults } = await inspectRedis(redisUrl);
  const told = faults.map((rejection): EngineFault => ({ kind: isPassingFault(rejection) ? 'unreachable' : unfit.has(rejection.code) ? 'unfit' : 'refused', rejection }));
  return { engine: 'queue', address, version, faults: told };
};

const probeMs = 2_500;

export const askRedis = async (redisUrl: string): Promise<void> => {
  const [fault] = (await inspectRedis(redisUrl, { timeoutMs: probeMs })).faults;
  if (fault !== undefined) throw new RejectionError(fault);
};

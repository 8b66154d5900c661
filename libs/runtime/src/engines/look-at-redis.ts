import { RejectionError } from '@zhibu/kernel';
import { inspectRedis, isPassingFault } from '@zhibu/queue';
import { EngineFault, EngineLook, EnginesUnusable, problemsIn } from './engine';

const otherInstallation = 'redis.other-installation';
const unfit = new Set(['redis.version', 'redis.eviction', 'redis.replica', 'redis.is-cluster', 'redis.not-cluster', 'redis.is-sentinel', 'redis.memory-full', 'redis.cannot-persist', otherInstallation]);

/** The Redis of the job queues. `installation`: fingerprint of the keys, where they are known by now. */
export const lookAtRedis = async (redisUrl: string, installation?: string): Promise<EngineLook> => {
  const { address, version, faults } = await inspectRedis(redisUrl, { installation });
  const told = faults.map((rejection): EngineFault => ({ kind: isPassingFault(rejection) ? 'unreachable' : unfit.has(rejection.code) ? 'unfit' : 'refused', rejection }));
  return { engine: 'queue', address, version, faults: told };
};

const probeMs = 2_500;

export const askRedis = async (redisUrl: string, installation: string): Promise<void> => {
  const [fault] = (await inspectRedis(redisUrl, { timeoutMs: probeMs, installation })).faults;
  if (fault !== undefined) throw new RejectionError(fault);
};

/** Throws `EnginesUnusable` when the queues hold the jobs of another installation. Whatever else is wrong is not looked at. */
export const refuseOthersJobs = async (redisUrl: string, installation: string): Promise<void> => {
  const problems = problemsIn([await lookAtRedis(redisUrl, installation)]).filter(({ rejection }) => rejection.code === otherInstallation);
  if (problems.length > 0) throw new EnginesUnusable(problems);
};

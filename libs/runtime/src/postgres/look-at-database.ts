import type { Pool } from 'pg';
import { followUpGroup } from '@zhibu/application';
import { hasEnded, readLeases } from '@zhibu/projections';

/** Whether some process turns events into jobs and runs them at this moment. */
export const workersRunning = async (pool: Pool): Promise<boolean> =>
  (await readLeases(pool)).some(({ name, owner, expired }) => name.startsWith(`${followUpGroup}/`) && owner !== null && !expired && !hasEnded(owner));

import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'pg';
import { MiniCounty } from '../support/mini-county';
import { MiniRuntime, logContent, readModelContent, startMiniRuntime } from '../support/mini-runtime';

interface FinalState {
  readonly log: readonly string[];
  readonly models: Readonly<Record<string, readonly string[]>>;
}

const runYear = async (mini: MiniRuntime): Promise<FinalState> => {
  const county = new MiniCounty(mini.runtime, mini.clock, mini.dataFolder);
  await county.liveThroughYear();
  return { log: await logContent(mini.runtime), models: await readModelContent(mini.runtime) };
};

/** Takes the jobs away, one way after the other, for as long as it is not told to stop. */
const vandal = (pool: Pool, signal: AbortSignal): { readonly done: Promise<void>; readonly hits: string[] } => {
  const hits: string[] = [];
  const ways = ['drop schema if exists bullmq cascade', 'truncate bullmq.job cascade', 'delete from bullmq.job', 'drop table if exists bullmq.job cascade'];
  const done = (async () => {
    for (let turn = 0; !signal.aborted; turn += 1) {
      await wait(350);
      const way = ways[turn % ways.length] as string;
      // What is not there, or is being made again at this moment, cannot be hit.
      await pool.query(way).then(() => hits.push(way), () => undefined);
    }
  })();
  return { done, hits };
};

describe('lost queues', () => {
  it('the county ends the same, whatever happened to its jobs on the way', async () => {
    const calm = await startMiniRuntime();
    const expected = await runYear(calm).finally(() => calm.end());
    expect(expected.log.length).toBeGreaterThan(300);
    for (const type of ['EligibilityChecked', 'NoticeClosed', 'EntitlementGranted', 'EntitlementExited', 'BatchChunkBuilt', 'BatchFundsReserved', 'BatchFileWritten', 'ReturnFileApplied', 'BatchReleased', 'ApplicationReopened', 'BatchCancelled'])
      expect(expected.log.filter((line) => line.includes(` ${type} `)).length).toBeGreaterThan(0);

    const hurt = await startMiniRuntime();
    const stop = new AbortController();
    const { done, hits } = vandal(hurt.database.pool, stop.signal);
    try {
      const found = await runYear(hurt).finally(async () => {
        stop.abort();
        await done;
      });
      expect(new Set(hits).size).toBe(4);
      expect(found.log).toEqual(expected.log);
      expect(found.models).toEqual(expected.models);
    } finally {
      await hurt.end();
    }
  }, 180_000);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface WorkerGroup {
  /** All begin; resolves when each has taken its first share. */
  begin(): Promise<void>;
  /** Milliseconds of processor that all of them used so far. */
  used(): Promise<number>;
  end(): Promise<void>;
}

const script = join(__dirname, 'worker-process.js');

/** Processes that have loaded everything and wait for the word. */
export const openGroup = async (count: number, ...args: readonly string[]): Promise<WorkerGroup> => {
  const members = await Promise.all(
    Array.from({ length: count }, async () => {
      const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const answer = async (): Promise<string> => String((await lines.next()).value);
      const first = await answer();
      if (first !== 'ready') throw new Error(`expected a worker to say ready, found ${first}`);
      return { child, answer };
    }),
  );
  const told = (line: string): Promise<number[]> =>
    Promise.all(
      members.map(async ({ child, answer }) => {
        child.stdin.write(`${line}\n`);
        return Number(await answer());
      }),
    );
  return {
    begin: async () => void (await told('begin')),
    used: async () => (await told('used')).reduce((sum, ms) => sum + ms, 0),
    end: async () => {
      await Promise.all(
        members.map(async ({ child }) => {
          const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
          child.stdin.end('end\n');
          await ended;
        }),
      );
    },
  };
};

/** Share of the processors' time that was used since, from 0 to 1, by everything on this computer. */
export const busySince = (): (() => number) => {
  const read = (): { readonly all: number; readonly idle: number } =>
    cpus().reduce((sum, { times }) => ({ all: sum.all + times.user + times.nice + times.sys + times.idle + times.irq, idle: sum.idle + times.idle }), { all: 0, idle: 0 });
  const before = read();
  return () => {
    const after = read();
    return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all);
  };
};

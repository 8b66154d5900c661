import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface WorkerGroup {
  /** All begin; resolves when each has taken its first share. */
  begin(): Promise<void>;
  end(): Promise<void>;
}

const script = join(__dirname, 'worker-process.js');

/** Processes that have loaded everything and wait for the word. */
export const openGroup = async (count: number, ...args: readonly string[]): Promise<WorkerGroup> => {
  const members = await Promise.all(
    Array.from({ length: count }, async () => {
      const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const said = async (word: string): Promise<void> => {
        const { value } = await lines.next();
        if (value !== word) throw new Error(`expected a worker to say ${word}, found ${String(value)}`);
      };
      await said('ready');
      return { child, said };
    }),
  );
  return {
    begin: async () => {
      for (const { child } of members) child.stdin.write('begin\n');
      await Promise.all(members.map(({ said }) => said('working')));
    },
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

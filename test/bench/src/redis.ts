import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BenchRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const neededMs = 10_000;

/** `redis-server` as the guide asks for it (appendonly, everysec), on loopback; `null` where it is not installed. */
export const startRedis = async (port: number): Promise<BenchRedis | null> => {
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-bench-redis-'));
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec']);
  if (!(await isReady(child))) {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
};

const isReady = (child: ChildProcess): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`redis-server is not ready within ${neededMs} ms`)), neededMs);
    const settle = (ready: boolean): void => {
      clearTimeout(late);
      resolve(ready);
    };
    child.once('error', () => settle(false));
    child.stdout?.on('data', (said: Buffer) => said.includes('Ready to accept connections') && settle(true));
  });

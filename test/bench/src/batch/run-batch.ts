import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface BatchFigures {
  readonly lines: number;
  readonly elapsedMs: Readonly<Record<string, number>>;
  /** Of the client; the server's is not counted. */
  readonly processorMs: Readonly<Record<string, number>>;
  readonly peakBytes: number;
}

export type Design = 'chunks' | 'a stream a line' | 'chunks without claims';

export const runBatch = async (databaseUrl: string, design: Design, township: number): Promise<BatchFigures> => {
  // BENCH_NODE_ARGS=--cpu-prof writes a profile of each batch.
  const nodeArgs = (process.env['BENCH_NODE_ARGS'] ?? '').split(' ').filter((arg) => arg !== '');
  const { stdout } = await promisify(execFile)(process.execPath, [...nodeArgs, join(__dirname, 'measure-batch.js'), databaseUrl, design, String(township)]);
  return JSON.parse(stdout) as BatchFigures;
};

import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { failure, noDiskSpace } from '../platform-failure';
import type { PostgresBinaries } from './binaries';
import { complaintIn, dataFolderArgument, FolderLayout, postgresEnvironment } from './data-folder';
import { portTaken } from './free-port';
import { isAlive, servesDataFolder } from './process-table';
import { serverArguments } from './server-settings';
import { serverUser } from './server-user';

export interface ServerPlan {
  readonly binaries: PostgresBinaries;
  readonly layout: FolderLayout;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  /** Deleted by the guard after the server has ended: for tests, whose data nobody keeps. */
  readonly removeFolder?: string;
}

export interface ServerProcess {
  readonly pid: number;
  /** Settles when the server and its guard have ended. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const guardScript = join(__dirname, '..', '..', 'assets', 'postgres-guard.cjs');
const stopWithinMs = 10_000;
const startWithinMs = 60_000;
const logBytesMax = 10 * 1024 * 1024;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const rotateLog = (log: string): void => {
  if (existsSync(log) && statSync(log).size > logBytesMax) renameSync(log, `${log}.1`);
};

const logSince = (log: string, offset: number): string => {
  if (!existsSync(log)) return '';
  const descriptor = openSync(log, 'r');
  try {
    const length = Math.min(64 * 1024, Math.max(0, fstatSync(descriptor).size - offset));
    const buffer = Buffer.alloc(length);
    readSync(descriptor, buffer, 0, length, offset);
    return buffer.toString('utf8');
  } finally {
    closeSync(descriptor);
  }
};

interface PidFile { readonly pid: number; readonly port: number; readonly ready: boolean }

const readPidFile = (layout: FolderLayout): PidFile | undefined => {
  try {
    const lines = readFileSync(join(layout.data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
};

/**
 * Ends a server that its owner left behind, and clears a pid file whose number now belongs to a stranger.
 * The caller holds the owner's claim, so nobody else uses this server.
 */
export const endOrphan = async (layout: FolderLayout): Promise<boolean> => {
  const found = readPidFile(layout);
  if (found === undefined || !Number.isInteger(found.pid) || found.pid <= 0) return false;
  if (!servesDataFolder(found.pid, layout.data)) {
    rmSync(join(layout.data, 'postmaster.pid'), { force: true });
    return false;
  }
  const signals = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const;
  for (const signal of signals) {
    process.kill(found.pid, signal);
    for (let waited = 0; waited < stopWithinMs; waited += 20) {
      if (!servesDataFolder(found.pid, layout.data)) return true;
      await sleep(20);
    }
  }
  return true;
};

const spawnGuard = (plan: ServerPlan): ChildProcess => {
  const order = {
    command: plan.binaries.postgres,
    args: serverArguments(dataFolderArgument(plan.layout.data), plan.port, plan.settings),
    dataFolder: plan.layout.data,
    logFile: plan.layout.log,
    env: postgresEnvironment(),
    stopWithinMs,
    removeFolder: plan.removeFolder,
    ...serverUser(plan.layout.data),
  };
  const guard = spawn(process.execPath, [guardScript, JSON.stringify(order)], { detached: true, stdio: ['pipe', 'pipe', 'ignore'], cwd: '/' });
  guard.unref();
  return guard;
};

const pidFrom = (guard: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    guard.stdout?.once('data', (chunk: Buffer) => resolve(Number(chunk.toString('utf8').trim())));
    guard.once('exit', () => resolve(0));
  });

const startFailure = (plan: ServerPlan, said: string): Error => {
  if (said.includes('could not bind') || said.includes('could not create any TCP/IP sockets')) return portTaken(plan.port, said);
  if (said.includes('No space left')) return noDiskSpace(plan.layout.folder, undefined, undefined, said);
  return failure('postgres-failed',
    `PostgreSQL 未能启动（${complaintIn(said)}），详情见 ${plan.layout.log}。`,
    `PostgreSQL did not start (${complaintIn(said)}); see ${plan.layout.log}.`, said);
};

/** Another server may still be letting go of the folder: worth another try, unlike every other refusal. */
export const isLockRefusal = (error: unknown): boolean =>
  error instanceof Error && typeof error.cause === 'string' && /lock file "postmaster.pid"|pre-existing shared memory/.test(error.cause);

/** Starts the server under its guard and resolves when it accepts connections. */
export const startServer = async (plan: ServerPlan): Promise<ServerProcess> => {
  rotateLog(plan.layout.log);
  const offset = existsSync(plan.layout.log) ? statSync(plan.layout.log).size : 0;
  const guard = spawnGuard(plan);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const finish = (): void => { over = true; resolve(); };
    guard.once('exit', finish);
    guard.once('error', finish);
  });
  const stop = async (): Promise<void> => {
    guard.ref();
    guard.stdin?.end();
    await ended;
  };
  guard.stdin?.on('error', () => undefined);
  const pid = await pidFrom(guard);
  for (let waited = 0; waited < startWithinMs && !over; waited += 10) {
    const found = readPidFile(plan.layout);
    if (found?.pid === pid && found.ready && isAlive(pid)) return { pid, ended, stop };
    await sleep(10);
  }
  await stop();
  throw startFailure(plan, logSince(plan.layout.log, offset));
};

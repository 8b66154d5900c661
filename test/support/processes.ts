import { ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const register = join(__dirname, 'register-typescript.cjs');

/** Runs a TypeScript file of the tests as a process in a group of its own. */
export const startScript = (script: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): ChildProcess =>
  spawn(process.execPath, ['-r', register, script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...env } });

/** The next line on stdout that is JSON with the given key; fails with stderr when the process ends first. */
export const nextJson = <T>(child: ChildProcess, key: string, withinMs = 30_000): Promise<T> =>
  new Promise((resolve, reject) => {
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => { complaints += chunk.toString('utf8'); });
    const late = setTimeout(() => reject(new Error(`No "${key}" within ${withinMs} ms. ${complaints}`)), withinMs);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`Ended with ${code ?? 'a signal'} before "${key}". ${complaints}`));
    });
    if (child.stdout === null) return reject(new Error('stdout is not a pipe'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{') || !line.includes(`"${key}"`)) return;
      clearTimeout(late);
      resolve(JSON.parse(line) as T);
    });
  });

export const exitOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null ? Promise.resolve(child.exitCode) : new Promise((resolve) => child.once('exit', (code) => resolve(code)));

/** Whether a process runs; a zombie that nobody has waited for has ended. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
};

export const until = async (condition: () => boolean | Promise<boolean>, what: string, withinMs = 15_000): Promise<void> => {
  const started = Date.now();
  while (!(await condition())) {
    if (Date.now() - started > withinMs) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

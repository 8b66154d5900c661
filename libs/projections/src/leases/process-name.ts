import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

const orEmpty = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

/** The same for processes that can see one another by their numbers: one boot of one computer, one container. */
const neighbourhood = createHash('sha256')
  .update(`${hostname()} ${orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))} ${orEmpty(() => readlinkSync('/proc/self/ns/pid'))}`)
  .digest('hex')
  .slice(0, 8);

/** `<host>/<process id>/<neighbourhood>-<random>`: tells an operator where to look, and is never the same twice. */
export const processName = (): string => `${hostname().slice(0, 60)}/${process.pid}/${neighbourhood}-${randomBytes(4).toString('hex')}`;

/**
 * Whether a process has certainly ended, which only its neighbours can tell: it was killed, and nobody has to wait until its
 * leases run out. A number that was given to another process counts as running.
 */
export const hasEnded = (name: string): boolean => {
  const [, pid, at] = name.split('/');
  if (pid === undefined || !/^\d+$/.test(pid) || at?.startsWith(`${neighbourhood}-`) !== true) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';
  }
};

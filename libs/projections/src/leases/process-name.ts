import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** `<host>/<process id>/<random>`: tells an operator where to look, and is never the same twice. */
export const processName = (): string => `${hostname().slice(0, 60)}/${process.pid}/${randomBytes(4).toString('hex')}`;

import { readFileSync } from 'node:fs';
import { Socket, connect as connectPlain, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Rejection, text } from '@zhibu/kernel';
import { StoreFault } from '../port';
import { Connection, ownConnection } from './connection';
import { ConnectionTarget, parseConnectionString } from './connection-string';
import { mayNotReadAll, notReady, passwordRefused, tlsWrong, tooOld, unreachable, urlWrong } from './engine-faults';
import { NoAnswer, errorOf, failureOf } from './grpc-errors';
import { logRequest } from './read-request';
import { readResponses } from './read-responses';
import { systemWords } from './system-words';

export type EventStoreDbInspection =
  | { readonly kind: 'usable'; readonly address: string; readonly version: string }
  /** `waitable`: the server may yet come up by itself; anything else a person has to mend. */
  | { readonly kind: 'fault'; readonly rejection: Rejection; readonly waitable: boolean };

/** Reads of a stream carry the place of each event in the log from this version on; without it nothing could resume. */
export const oldestVersion = '22.10';

const inspectMsDefault = 10_000;

const fault = (rejection: Rejection, waitable = false): EventStoreDbInspection => ({ kind: 'fault', rejection, waitable });

/**
 * Whether the EventStoreDB of a connection string can be used, and if not, why: address, encryption, version, password, right to
 * read `$all`, in that order. Answers within the time given, never throws, and nothing it says is secret.
 */
export const inspectEventStoreDb = async (url: string, { timeoutMs = inspectMsDefault } = {}): Promise<EventStoreDbInspection> => {
  const parsed = parseConnectionString(url);
  if (!parsed.ok) return fault(parsed.rejection);
  const target = parsed.value;
  const endMs = performance.now() + timeoutMs;
  const left = (): number => Math.max(endMs - performance.now(), 1);
  const socket = await openSockets(target, left());
  return socket ?? askServer(target, left);
};

/** One node that answers is enough. A certificate is looked at here, because gRPC tells no more than that there is no connection. */
const openSockets = async (target: ConnectionTarget, timeoutMs: number): Promise<EventStoreDbInspection | null> => {
  let authority: Buffer | undefined;
  try {
    authority = target.tls && target.caFile !== undefined ? readFileSync(target.caFile) : undefined;
  } catch (error) {
    const { zh, en } = systemWords(errorOf(error));
    return fault(urlWrong(text(`tlsCAFile：${zh}`, `tlsCAFile: ${en}`)));
  }
  const results = await Promise.all(target.hosts.map(({ host, port }) => tryHost(host, port, target, authority, timeoutMs)));
  if (results.includes(null)) return null;
  return results.find((result) => result?.kind === 'fault' && !result.waitable) ?? results[0] ?? null;
};

const tryHost = (host: string, port: number, { tls }: ConnectionTarget, ca: Buffer | undefined, timeoutMs: number): Promise<EventStoreDbInspection | null> =>
  new Promise((resolve) => {
    const address = `${host}:${port}`;
    let isConnected = false;
    const socket: Socket = tls ? connectTls({ host, port, ca, ...(isIP(host) === 0 ? { servername: host } : {}), ALPNProtocols: ['h2'] }) : connectPlain({ host, port });
    const end = (result: EventStoreDbInspection | null): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs, () => end(fault(unreachable(address, isConnected ? text('已连接，但加密握手没有应答', 'connected, and no TLS answer') : text('没有及时应答', 'no answer in time')), true)));
    socket.on('connect', () => (isConnected = true));
    socket.on(tls ? 'secureConnect' : 'connect', () => end(null));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const words = systemWords(error);
      end(isConnected && tls && error.code !== 'ECONNRESET' ? fault(tlsWrong(address, words)) : fault(unreachable(address, words), true));
    });
  });

const askServer = async (target: ConnectionTarget, left: () => number): Promise<EventStoreDbInspection> => {
  const { address, tls } = target;
  let connection: Connection | undefined;
  try {
    connection = ownConnection(target);
    const version = await within(connection.serverVersion(left()), left());
    if (!isNewEnough(version)) return fault(tooOld(version === '' ? null : version, oldestVersion));
    await readResponses(connection, logRequest(['$'], 'backwards', null, 1), () => false, { what: 'read $all', silenceMs: left() });
    return { kind: 'usable', address, version };
  } catch (error) {
    if (error instanceof StoreFault) return fault(error.rejection);
    const failure = failureOf(error);
    if (failure === 'unauthenticated') return fault(passwordRefused(address));
    if (failure === 'denied') return fault(mayNotReadAll(address));
    const words = systemWords({ message: errorOf(error).message.split('\n')[0] ?? '' });
    // A server that speaks TLS hangs up on a connection that does not, and says nothing.
    if (!tls && (await speaksTls(target, left()))) return fault(tlsWrong(address, text('服务使用加密，而地址写的是 tls=false', 'the server speaks TLS, the address says tls=false')));
    return fault(notReady(address, words), true);
  } finally {
    await connection?.release();
  }
};

const speaksTls = ({ hosts: [first] }: ConnectionTarget, timeoutMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    if (first === undefined) return resolve(false);
    // Nothing is sent over it; only whether there is encryption is asked, not whose.
    const socket = connectTls({ ...first, rejectUnauthorized: false });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(Math.min(timeoutMs, 1_000), end(false));
    socket.on('secureConnect', end(true)).on('error', end(false));
  });

const within = <T>(promise: Promise<T>, ms: number): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer('the server version', ms)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/** Versions read "22.10.5.0"; servers before 21.10 do not tell theirs. */
const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.replace(/^v/i, '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 10);
};

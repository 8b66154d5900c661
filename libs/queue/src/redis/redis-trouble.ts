import { Rejection } from '@zhibu/kernel';
import { ConnectionClosedError } from 'bullmq';
import { RedisFaultCode, redisFault } from './redis-faults';

/**
 * A command that Redis did not do, in our own words: a driver's error carries the command with its arguments, the
 * password among them. BullMQ takes this kind as a connection that is away: it waits a second and tries again,
 * where another error would cost a finished job an attempt, or make an idle worker ask without a pause.
 */
export class RedisTrouble extends ConnectionClosedError {
  constructor(readonly rejection: Rejection) {
    super(`${rejection.code}: ${rejection.message.en} (${rejection.actual.en}); expected ${rejection.expected.en}`);
    this.name = 'RedisTrouble';
  }
}

/** First word of a server's refusal. */
const byWord: Readonly<Record<string, RedisFaultCode>> = {
  NOAUTH: 'redis.password-missing', WRONGPASS: 'redis.password-refused', NOPERM: 'redis.not-permitted', READONLY: 'redis.replica',
  LOADING: 'redis.loading', OOM: 'redis.memory-full', MISCONF: 'redis.cannot-persist', MASTERDOWN: 'redis.unavailable', CLUSTERDOWN: 'redis.unavailable',
  TRYAGAIN: 'redis.unavailable', NOREPLICAS: 'redis.unavailable', BUSY: 'redis.unavailable', UNBLOCKED: 'redis.unavailable', MOVED: 'redis.is-cluster', CROSSSLOT: 'redis.is-cluster',
};

/** Code of Node and OpenSSL. */
const byCode: Readonly<Record<string, RedisFaultCode>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'redis.tls-name', CERT_HAS_EXPIRED: 'redis.tls-expired', CERT_NOT_YET_VALID: 'redis.tls-expired',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'redis.tls-untrusted', SELF_SIGNED_CERT_IN_CHAIN: 'redis.tls-untrusted', DEPTH_ZERO_SELF_SIGNED_CERT: 'redis.tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'redis.tls-untrusted', UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'redis.tls-untrusted', CERT_SIGNATURE_FAILURE: 'redis.tls-untrusted', INVALID_CA: 'redis.tls-untrusted',
  ERR_SSL_WRONG_VERSION_NUMBER: 'redis.tls-not-spoken', ERR_SSL_PACKET_LENGTH_TOO_LONG: 'redis.tls-not-spoken',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'redis.tls-client-certificate', ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'redis.tls-client-certificate',
  ETIMEDOUT: 'redis.no-answer',
};

/** Texts of the driver that tell more than their kind. Only what they match is looked at, nothing is quoted. */
const byText: readonly (readonly [RegExp, RedisFaultCode])[] = [
  [/^Command timed out|^connect ETIMEDOUT|^Socket timeout/, 'redis.no-answer'],
  [/cluster support disabled/, 'redis.not-cluster'],
  [/DB index is out of range/, 'redis.database'],
  [/-READONLY /, 'redis.replica'],
  [/invalid password/, 'redis.password-refused'],
  [/No such master with that name/, 'redis.master-unknown'],
];

export const troubleOf = (error: unknown, address: string): RedisTrouble => {
  if (error instanceof RedisTrouble) return error;
  const inner = causeOf(error);
  const { message = '', code = '' } = inner;
  const word = /^(?:Ready check failed: )?([A-Z]{2,20})(?= )/.exec(message)?.[1] ?? /Last error: ([A-Z]{2,20}) /.exec(message)?.[1] ?? '';
  const found = byText.find(([pattern]) => pattern.test(message))?.[1] ?? byCode[code] ?? byWord[word];
  const fallback: RedisFaultCode = inner.name === 'ReplyError' ? 'redis.refused' : 'redis.unreachable';
  const detail = /^\w{3,60}$/.test(code) ? code : word;
  return new RedisTrouble(redisFault(found ?? fallback, [address, detail].filter((part) => part !== '').join(' ')));
};

interface DriverError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
}

/** A cluster hides what happened behind the error of the last node that it asked. */
const causeOf = (error: unknown): DriverError => {
  if (typeof error !== 'object' || error === null) return {};
  return 'lastNodeError' in error && error.lastNodeError !== undefined ? causeOf(error.lastNodeError) : error;
};

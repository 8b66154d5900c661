import pino, { DestinationStream, Logger } from 'pino';
import type { LogLevel } from '../config/setting-table';

export type { Logger } from 'pino';

/** Fields that may hold a person's data or a secret, wherever they stand up to three levels deep. */
const personalFields = [
  'name', 'idNumber', 'account', 'accountNumber', 'phone', 'address', 'health', 'childName', 'spouseIdNumber',
  'password', 'token', 'secret', 'authorization', 'cookie', 'connectionString', 'databaseUrl', 'parameters', 'detail',
] as const;

export const redactedPaths: readonly string[] = [
  ...personalFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  'req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]',
];

/** Numbers that look like an ID (15, 17+X, 18 digits) or a bank account (16-19 digits), and URL passwords. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/(?<![0-9A-Za-z])\d{15,19}[Xx]?(?![0-9A-Za-z])/g, '[number]'],
  [/(\w+:\/\/[^\s:@/]*):[^\s@/]+@/g, '$1:***@'],
];

/** For free text such as error messages, which redaction by field name cannot reach. */
export const maskText = (value: string): string => masks.reduce((masked, [pattern, by]) => masked.replace(pattern, by), value);

const serialiseError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? { code: error.code } : {};
  return { type: error.name, ...code, message: maskText(error.message), stack: maskText(error.stack ?? '') };
};

/**
 * Node's own stdout. Pino's file writer tries a closed pipe again for ever while the process exits, so a child
 * whose launcher was killed would never end.
 */
const standardOutput = (): DestinationStream => {
  if (process.stdout.listenerCount('error', nobodyReads) === 0) process.stdout.on('error', nobodyReads);
  return { write: (line) => void process.stdout.write(line) };
};

const nobodyReads = (): void => undefined;

/** JSON lines on stdout (or `destination`) with personal fields and secrets removed. */
export const createLogger = (name: string, level: LogLevel, destination?: DestinationStream): Logger =>
  pino({
    base: { app: name },
    level,
    redact: { paths: [...redactedPaths], censor: '[redacted]' },
    serializers: { err: serialiseError, error: serialiseError },
    hooks: {
      logMethod(args, method) {
        method.apply(this, args.map((arg) => (typeof arg === 'string' ? maskText(arg) : arg)) as typeof args);
      },
    },
  }, destination ?? standardOutput());

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Server } from 'node:http';
import { NestExpressApplication } from '@nestjs/platform-express';
import request, { Test } from 'supertest';
import { Clock, RejectionError, unwrap } from '@zhibu/kernel';
import { demoOfficers, demoPlan, DemoPerson, scaledNumbers } from '@zhibu/demo';
import { SimulatedClock, createIdentityStore, createLogger, migrateIdentity, simulatedClock, systemClock } from '@zhibu/platform';
import { Runtime, RuntimeConfig, createRuntime } from '@zhibu/runtime';
import { ApiParts, createApi, openApiOf } from '../../apps/api/src';
import { TestDatabase, createTestDatabase } from '../support/database';
import { until } from '../support/until';
import { DocumentedAnswers } from './documented';

// A world takes seconds to start on a busy machine.
jest.setTimeout(60_000);

export const password = 'a long test password';

/** One officer at a screen: signed in, with a new key for every command. */
export class Desk {
  private keys = 0;

  constructor(private readonly server: Server, readonly token: string) {}

  get(path: string): Test {
    return request(this.server).get(`/api/v1${path}`).set('Authorization', `Bearer ${this.token}`);
  }

  /** A read that travels as POST. */
  ask(path: string, body: object): Test {
    return request(this.server).post(`/api/v1${path}`).set('Authorization', `Bearer ${this.token}`).send(body);
  }

  do(path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Test {
    this.keys += 1;
    return this.ask(path, body).set({ 'Idempotency-Key': `key-${this.keys}`, ...headers });
  }

  put(path: string, body: object): Test {
    this.keys += 1;
    return request(this.server).put(`/api/v1${path}`).set('Authorization', `Bearer ${this.token}`).set('Idempotency-Key', `key-${this.keys}`).send(body);
  }

  /** A file as the body. */
  file(path: string, content: Buffer, type: string, accept = 'application/json'): Test {
    this.keys += 1;
    return request(this.server).post(`/api/v1${path}`).set({ Authorization: `Bearer ${this.token}`, 'Idempotency-Key': `key-${this.keys}`, 'Content-Type': type, Accept: accept }).send(content);
  }

  /** The body of a command that has to succeed. */
  async must<T = Record<string, unknown>>(path: string, body: object = {}): Promise<T> {
    const answer = await this.do(path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body as T;
  }

  async read<T = Record<string, unknown>>(path: string): Promise<T> {
    const answer = await this.get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body as T;
  }
}

export interface World {
  readonly database: TestDatabase;
  readonly runtime: Runtime;
  readonly clock: SimulatedClock;
  readonly app: NestExpressApplication;
  readonly server: Server;
  readonly dataFolder: string;
  /** Everything that was logged so far. */
  readonly log: () => string;
  /** Signs an officer of the demo in, once. */
  desk(userId: string): Promise<Desk>;
  /** The next use of the desk signs in again. */
  forget(userId: string): void;
  /** Waits until the read models show everything. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly workers?: boolean;
  readonly loopback?: boolean;
  readonly requestsPerMinute?: number;
  readonly trustedProxies?: readonly string[];
  readonly signIns?: ApiParts['signIns'];
  readonly streams?: ApiParts['streams'];
  /** Default: the real one, because sessions would end whenever the test moves a day on. */
  readonly sessionClock?: Clock;
  /** Engines in place of the database, and how often they are looked at. */
  readonly engines?: Pick<RuntimeConfig, 'eventStoreUrl' | 'redisUrl' | 'lookEveryMs'> & { readonly databaseUrl?: (real: string) => Promise<string> };
}

/** The API over a real runtime in a database of its own, with the officers of the demo county. */
export const startWorld = async ({ workers = false, loopback = true, requestsPerMinute = 100_000, sessionClock = systemClock, engines: { databaseUrl = (real: string) => Promise.resolve(real), ...engines } = {}, ...parts }: WorldOptions = {}): Promise<World> => {
  const database = await createTestDatabase();
  const dataFolder = mkdtempSync(join(tmpdir(), 'zhibu-api-'));
  const moved = simulatedClock('2016-01-05T01:00:00.000Z');
  // Moved by the test, but no demo: work that follows from the events is done by the workers.
  const clock: SimulatedClock = { ...moved, simulated: false };
  const lines: string[] = [];
  const secrets = { pseudonymKey: randomBytes(32), masterKey: randomBytes(32) };
  const runtime = await createRuntime({ databaseUrl: await databaseUrl(database.url), policiesFolder: resolve(__dirname, '../../policies'), dataFolder, secrets, clock, ...engines });
  await runtime.migrate();
  await migrateIdentity(database.pool);
  await runtime.start({ projections: true, workers });
  const identity = createIdentityStore(runtime.pool, sessionClock);
  const logger = createLogger('api', 'trace', { write: (line: string) => void lines.push(line) });
  const app = await createApi({ runtime, identity, logger, loopback, requestsPerMinute, ...parts });
  const documented = new DocumentedAnswers(openApiOf(app));
  const server = app.getHttpServer();
  documented.listenTo(server);
  await app.listen(0, '127.0.0.1');
  for (const officer of demoOfficers) {
    const context = { clock, actor: runtime.automation, commandKey: `user/${officer.userId}`, correlationId: 'test', causationId: 'test' };
    const added = await runtime.services.users.add(context, { ...officer, kind: 'officer', demo: true });
    if (!added.ok) throw new RejectionError(added.rejection);
  }
  const desks = new Map<string, Promise<Desk>>();
  const signIn = async (userId: string): Promise<Desk> => {
    unwrap(await identity.setPassword(userId, password));
    const session = unwrap(await identity.signIn(userId, password));
    return new Desk(server, session.token);
  };
  const settle = (): Promise<void> => until(() => runtime.caughtUp(10_000));
  await settle();
  return {
    database, runtime, clock, app, server, dataFolder, settle,
    log: () => lines.join(''),
    desk: (userId) => {
      const known = desks.get(userId) ?? signIn(userId);
      desks.set(userId, known);
      return known;
    },
    forget: (userId) => void desks.delete(userId),
    stop: async () => {
      server.closeAllConnections();
      await app.close();
      await runtime.stop();
      await database.drop();
      rmSync(dataFolder, { recursive: true, force: true });
      // Every spec that goes over HTTP checks the documentation on the way.
      if (documented.problems().length > 0) throw new Error(`answers that are not as documented:\n${documented.problems().join('\n')}`);
    },
  };
};

/** People of the demo whose case ends with a confirmation; the seed makes them the same each time. */
export const applicants = (): readonly DemoPerson[] =>
  demoPlan(scaledNumbers(50), 20_160_101).filter(({ scheme, story }) => scheme === 'rural-reward' && story === 'confirmed');

/** The body that takes a person's application in. */
export const applicationOf = ({ form, scheme, branch }: DemoPerson, areaCode = form.areaCode): object => ({
  person: { ...form, areaCode },
  application: { scheme, branch, channel: 'window', evidence: [] },
});

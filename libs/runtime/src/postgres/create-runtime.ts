import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { EventStore } from '@zhibu/event-store';
import { Clock, Fen } from '@zhibu/kernel';
import { ServiceDeps, createServices, everyWork, handleWork, jobHandlersOf } from '@zhibu/application';
import { createFolderFileWriter, parseBankLayout } from '@zhibu/banking';
import { eventCatalogue } from '@zhibu/domain';
import { PlatformFailure, Secrets, fingerprintOf, readPolicyFiles, systemClock } from '@zhibu/platform';
import { createEventCodec, createEvidenceStore, createFolderFiles, createPostgresKeyVault, createPseudonyms, migrateKeyVault, vaultHoldsKeys } from '@zhibu/privacy';
import {
  createBatchHistory, createDueEntitlements, createOutstandingWork, createProjectionRunner, createProjections, createQueries, createSubjectIndex, createWaitingBatches, processName,
} from '@zhibu/projections';
import { JobQueues, createJobQueue } from '@zhibu/queue';
import { EngineMonitor, EngineState } from '../engines/engine-monitor';
import { askRedis } from '../engines/look-at-redis';
import { systemReportOf } from '../findings/system-report';
import { healthOf } from '../health/health-report';
import { automationActor } from '../memory/memory-runtime';
import { checkDefinitions, definitionsIn } from '../rules/definitions';
import { RulesRefused, loadRules } from '../rules/load-rules';
import { Runtime } from '../runtime';
import { migrateCheckpoints } from './checkpoints';
import { askDatabase, createPool } from './create-pool';
import { endInOrder } from './end-in-order';
import { createRunBoard } from './run-board';
import { knownDefinitions, migrateDefinitions, rememberDefinitions, useOfDefinitions } from './known-definitions';
import { LogIdentity } from './log-identity';
import { migrateBesideTheLog } from './migrate-beside-the-log';
import { migrateStore, openEventStore } from './open-event-store';
import { ProcessKind, beat } from './processes';
import { createReadModelVerifier } from './read-model-verifier';
import { WatchedEventStore } from './watched-store';
import { startWorkers } from './workers';

export interface RuntimeConfig {
  readonly databaseUrl: string;
  /** Missing: events live in the database. */
  readonly eventStoreUrl?: string | undefined;
  /** Missing: queues live in the database. */
  readonly redisUrl?: string | undefined;
  /** Absolute; rules, rates, procedures and bank layouts. */
  readonly policiesFolder: string;
  /** Absolute; bank files are written to `files/` in it, photographs and documents, sealed, to `evidence/`. */
  readonly dataFolder: string;
  readonly secrets: Pick<Secrets, 'pseudonymKey' | 'masterKey'>;
  readonly clock?: Clock;
  /** File name without `.yaml` under `bank-layouts/`. Default `demo-rural-bank`. */
  readonly bankLayout?: string;
  /** Batches above this total need two approvers. Default 10,000,000 yuan. */
  readonly secondApprovalAboveFen?: Fen;
  /** Default 400. */
  readonly chunkSize?: number;
  /** Connections of this process, those of the queue not counted. Default 16. */
  readonly connectionsMax?: number;
  /** How long anybody waits for one of them. Default 30 s. */
  readonly connectionWaitMs?: number;
  /** False where a pooler gives each transaction another session (PgBouncer, `pool_mode = transaction`). Default true. */
  readonly preparedStatements?: boolean;
  /** How long a process may stand still and keep its part of read models and follow-ups. Default 15 s. */
  readonly leaseMs?: number;
  /** How often workers look for outstanding work that no job reminds of. Default 30 s. */
  readonly sweepEveryMs?: number;
  /** How long a killed worker's job is held before another takes it. Default 30 s. */
  readonly jobLockMs?: number;
  /** Told of trouble in the background that is tried again. */
  readonly onError?: (where: string, error: unknown) => void;
  /** Told when the event log turns out not to be that of this database: the process has to end. Nothing is read or written any more. */
  readonly onForeignLog?: (failure: PlatformFailure) => void;
  /** Told whenever an engine goes away or comes back, once `start` was called. */
  readonly onEngine?: (state: EngineState) => void;
  /** What this process is for; left out, it is not listed among the processes at work. */
  readonly kind?: ProcessKind;
  /** How often the engines are asked whether they are well. Default 5,000 ms. */
  readonly lookEveryMs?: number;
}

const secondApprovalDefaultFen = 1_000_000_000;
const closeQueuesWithinMs = 10_000;

/** Rules and layout from their files; connections are made when they are first used. */
const wire = async (config: RuntimeConfig, onError: NonNullable<RuntimeConfig['onError']>) => {
  const { policies, procedures } = loadRules(await readPolicyFiles(config.policiesFolder));
  const layoutFile = join(config.policiesFolder, 'bank-layouts', `${config.bankLayout ?? 'demo-rural-bank'}.yaml`);
  const bankLayout = parseBankLayout(await readFile(layoutFile, 'utf8'), layoutFile);
  const pool = createPool({
    databaseUrl: config.databaseUrl, connectionsMax: config.connectionsMax ?? 16, waitMs: config.connectionWaitMs, preparedStatements: config.preparedStatements,
    onError: (error) => onError('pool', error),
  });
  const owner = processName();
  const innerStore: EventStore = openEventStore(config, pool, () => eventStore.confirm());
  const identity = new LogIdentity({ pool, store: innerStore, keys: fingerprintOf(config.secrets), holdsPersonKeys: () => vaultHoldsKeys({ pool }) });
  const eventStore = new WatchedEventStore(innerStore, { identity, onForeignLog: (failure) => config.onForeignLog?.(failure) });
  const vault = createPostgresKeyVault({ pool, masterKey: config.secrets.masterKey });
  const codec = createEventCodec({ catalogue: eventCatalogue, vault });
  const models = { db: pool };
  const projections = createProjections(({ id, version }) => procedures.find(id, version) ?? null);
  const runner = createProjectionRunner({ pool, eventStore, codec, projections, onError, owner, ...(config.leaseMs === undefined ? {} : { leaseMs: config.leaseMs }) });
  const deps: ServiceDeps = {
    store: eventStore,
    codec,
    pseudonyms: createPseudonyms(config.secrets.pseudonymKey),
    policies,
    procedures,
    due: createDueEntitlements(models),
    batchHistory: createBatchHistory(models),
    waitingBatches: createWaitingBatches(models),
    subjects: createSubjectIndex(models, (a, b) => eventStore.compare(a, b)),
    files: createFolderFileWriter(bankLayout, join(config.dataFolder, 'files')),
    evidence: createEvidenceStore({ vault, files: createFolderFiles(join(config.dataFolder, 'evidence')) }),
    readModels: createReadModelVerifier({ pool, eventStore, codec, projections }),
    payments: { chunkSize: config.chunkSize ?? 400, secondApprovalAboveFen: config.secondApprovalAboveFen ?? secondApprovalDefaultFen },
    automation: automationActor,
  };
  return { policies, procedures, bankLayout, pool, owner, eventStore, vault, codec, models, runner, deps };
};

/** Opened on first use, in Redis where one is named; when that fails, the next one who asks tries again. */
const queuesOf = ({ databaseUrl, redisUrl, jobLockMs, secrets }: RuntimeConfig, onError: NonNullable<RuntimeConfig['onError']>) => {
  let opened: Promise<JobQueues> | null = null;
  const open = (): Promise<JobQueues> =>
    createJobQueue({ ...(redisUrl === undefined ? { connectionString: databaseUrl } : { redisUrl, installation: fingerprintOf(secrets) }), ...(jobLockMs === undefined ? {} : { lockMs: jobLockMs }), onError: (error) => onError('queue', error) });
  const queues = (): Promise<JobQueues> =>
    (opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    }));
  return { queues, openedQueues: () => opened, closeQueues: async () => (await opened)?.close({ waitMs: closeQueuesWithinMs }) };
};

interface MonitorParts {
  readonly config: RuntimeConfig;
  readonly pool: Pool;
  readonly store: WatchedEventStore;
}

/** The engines that this runtime uses, each asked in the way it is used. A log that is not ours is found out here at the latest. */
const engineMonitorOf = ({ config: { eventStoreUrl, redisUrl, secrets, lookEveryMs, onEngine: onChange = () => undefined }, pool, store }: MonitorParts): EngineMonitor => {
  const monitor: EngineMonitor = new EngineMonitor({
    probes: [
      { engine: 'database', ask: () => (eventStoreUrl === undefined ? store.check() : askDatabase(pool)) },
      // What is known of the log stands in the database, whose absence is not the fault of the event store.
      ...(eventStoreUrl === undefined ? [] : [{ engine: 'event-store' as const, ask: () => (monitor.isAway('database') ? store.ping() : store.check()) }]),
      ...(redisUrl === undefined ? [] : [{ engine: 'queue' as const, ask: () => askRedis(redisUrl, fingerprintOf(secrets)) }]),
    ],
    ...(lookEveryMs === undefined ? {} : { everyMs: lookEveryMs }),
    onChange,
  });
  return monitor;
};

/** PostgreSQL for keys and read models, and for events and queues where no engine of their own is named. Nothing runs until `start`. */
export const createRuntime = async (config: RuntimeConfig): Promise<Runtime> => {
  const stopping = new AbortController();
  const onError = (where: string, error: unknown): void => {
    // While everything ends, a server may end before the last idle connection has closed.
    if (where !== 'pool' || !stopping.signal.aborted) config.onError?.(where, error);
  };
  const clock = config.clock ?? systemClock;
  const { policies, procedures, bankLayout, pool, owner, eventStore, vault, codec, models, runner, deps } = await wire(config, onError);
  const handlers = jobHandlersOf(everyWork(handleWork(deps)), { clock, automation: automationActor });
  const { queues, openedQueues, closeQueues } = queuesOf(config, onError);
  const engines = engineMonitorOf({ config, pool, store: eventStore });
  let background: readonly Promise<unknown>[] = [];
  let working: Promise<unknown> = Promise.resolve();
  let projecting = false;
  return {
    services: createServices(deps),
    queries: createQueries(models),
    eventStore,
    codec,
    vault,
    evidence: deps.evidence,
    policies,
    procedures,
    bankLayout,
    runBoard: createRunBoard(pool, owner),
    pool,
    projections: runner,
    queues,
    clock,
    automation: automationActor,
    migrate: async () => {
      await migrateStore(config, pool);
      await migrateKeyVault({ pool });
      await migrateBesideTheLog(pool);
      await migrateCheckpoints(pool);
      await migrateDefinitions(pool);
      await runner.migrate();
    },
    checkLog: () => eventStore.check(),
    engines,
    health: () => healthOf({ pool, eventStore, projections: runner, engines, queues: openedQueues }),
    system: () => systemReportOf({ pool, eventStore, projections: runner, engines, queues }),
    checkDefinitions: async () => {
      const { refusals, warnings, learned } = await checkDefinitions(definitionsIn({ policies, procedures }), await knownDefinitions(pool), useOfDefinitions(pool, eventStore));
      if (refusals.length > 0) throw new RulesRefused(refusals);
      await rememberDefinitions(pool, learned);
      return warnings;
    },
    start: async (options) => {
      background = [engines.watch(stopping.signal), ...(config.kind === undefined ? [] : [beat(pool, config.kind, stopping.signal, (error) => onError('processes', error))])];
      if (options.projections) {
        await runner.start({ standIn: !options.workers });
        projecting = true;
      }
      if (!options.workers) return;
      const isAway = (): boolean => engines.isAway('database') || engines.isAway('event-store');
      const parts = { pool, isAway, store: eventStore, queues: await queues(), outstanding: createOutstandingWork(models), handlers, clock, sweepEveryMs: config.sweepEveryMs, owner, leaseMs: config.leaseMs, onError };
      working = (await startWorkers(parts, stopping.signal)).ended;
    },
    caughtUp: async (timeoutMs) => {
      const head = await eventStore.head();
      return head === null || (await runner.waitFor(head, { timeoutMs })).reached;
    },
    stop: async () => {
      stopping.abort();
      const work = [working, ...background];
      await endInOrder([() => Promise.allSettled(work), () => Promise.all(work), closeQueues, () => (projecting ? runner.stop() : undefined), () => eventStore.close(), () => pool.end()]);
    },
  };
};

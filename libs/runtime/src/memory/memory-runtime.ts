import { createHash } from 'node:crypto';
import { Actor, Checkpoint, Clock } from '@zhibu/kernel';
import { EventCodec, Job, ServiceDeps, Services, createServices, everyWork, handleWork, jobHandlersOf, jobsAfter } from '@zhibu/application';
import { eventCatalogue } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { PolicyFile } from '@zhibu/policy';
import { createEventCodec, createEvidenceStore, createMemoryKeyVault, createMemorySealedFiles, createPseudonyms } from '@zhibu/privacy';
import { Rules, loadRules } from '../rules/load-rules';
import { MemoryFile, createMemoryFiles } from './memory-files';
import { MemoryReadModels } from './memory-read-models';

export interface MemoryRuntimeOptions {
  readonly clock: Clock;
  /** Files of the folder `policies/`, or rules that were loaded from them before. */
  readonly rules: readonly PolicyFile[] | Rules;
  readonly chunkSize?: number;
  readonly secondApprovalAboveFen?: number;
  /** Wraps the store, for example to fail at a chosen append. */
  readonly wrapStore?: (store: EventStore) => EventStore;
  /** Called before each job; may throw to play a crash. */
  readonly beforeJob?: (job: Job) => void;
}

export interface MemoryRuntime {
  readonly services: Services;
  readonly deps: ServiceDeps;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly clock: Clock;
  readonly automation: Actor;
  readonly files: ReadonlyMap<string, MemoryFile>;
  /** Does all work that follows from the events so far and is due by the clock; returns how many jobs ran. */
  settle(): Promise<number>;
}

export const automationActor: Actor = { userId: 'zhibu', kind: 'automation', roles: [] };

/** Jobs of one settling; more means that work begets itself. */
const jobsMax = 1_000_000;

/** The whole product in one process without a database: the same services, deciders, codec and process managers. */
export const createMemoryRuntime = (options: MemoryRuntimeOptions): MemoryRuntime => {
  const { clock } = options;
  const { policies, procedures } = Array.isArray(options.rules) ? loadRules(options.rules as readonly PolicyFile[]) : (options.rules as Rules);
  const eventStore = (options.wrapStore ?? ((store) => store))(createMemoryEventStore());
  const vault = createMemoryKeyVault();
  const codec = createEventCodec({ catalogue: eventCatalogue, vault });
  // Fixed, so that a history made twice has the same stream names; nothing of it outlives the process.
  const pseudonyms = createPseudonyms(createHash('sha256').update('zhibu memory runtime').digest());
  const models = new MemoryReadModels(eventStore);
  const files = createMemoryFiles();
  const deps: ServiceDeps = {
    store: eventStore,
    codec,
    pseudonyms,
    policies,
    procedures,
    due: models,
    batchHistory: models,
    waitingBatches: models,
    subjects: models,
    files,
    evidence: createEvidenceStore({ vault, files: createMemorySealedFiles() }),
    readModels: { compare: () => Promise.resolve([]) },
    payments: { chunkSize: options.chunkSize ?? 400, secondApprovalAboveFen: options.secondApprovalAboveFen ?? Number.MAX_SAFE_INTEGER },
    automation: automationActor,
  };
  const handlers = jobHandlersOf(everyWork(handleWork(deps)), { clock, automation: automationActor });
  const waiting = new Map<string, Job>();
  let after: Checkpoint | null = null;

  const collect = async (): Promise<void> => {
    for await (const event of eventStore.readAll({ after })) {
      for (const job of jobsAfter([event], { simulated: true })) waiting.set(job.id, job);
      after = event.checkpoint;
    }
  };
  const settle = async (): Promise<number> => {
    for (let ran = 0; ran < jobsMax; ) {
      await collect();
      const due = [...waiting.values()].filter((job) => job.notBefore === undefined || job.notBefore <= clock.now());
      if (due.length === 0) return ran;
      for (const job of due) {
        options.beforeJob?.(job);
        await handlers[job.queue](job);
        waiting.delete(job.id);
        ran += 1;
      }
    }
    throw new Error(`expected the work to end, found more than ${jobsMax} jobs`);
  };
  return { services: createServices(deps), deps, eventStore, codec, clock, automation: automationActor, files: files.written, settle };
};

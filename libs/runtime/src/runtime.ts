import { Pool } from 'pg';
import { Actor, Clock } from '@zhibu/kernel';
import { EventCodec, EvidenceStore, Services } from '@zhibu/application';
import { BankLayout } from '@zhibu/banking';
import { EventStore } from '@zhibu/event-store';
import { PolicyProblem, PolicySet } from '@zhibu/policy';
import { KeyVault } from '@zhibu/privacy';
import { ProjectionRunner, ReadModelQueries } from '@zhibu/projections';
import { JobQueues } from '@zhibu/queue';
import { ProcedureRegister } from '@zhibu/workflow';
import type { EngineMonitor } from './engines/engine-monitor';
import type { SystemReport } from './findings/system-report';
import type { HealthReport } from './health/health-report';
import type { RunBoard } from './postgres/run-board';

export interface StartOptions {
  /** Run the read models in this process: its share of them beside `workers`, without those only what nobody else runs. */
  readonly projections: boolean;
  /** Run job handlers, a share of the follow-ups and the sweeper in this process. */
  readonly workers: boolean;
}

/** Everything wired; what the API, the worker and the command line share. */
export interface Runtime {
  readonly services: Services;
  /** Read models; every list asks for an area scope and a page. */
  readonly queries: ReadModelQueries;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly vault: KeyVault;
  /** Photographs and documents, for whoever erases a person: the key first, then these. */
  readonly evidence: EvidenceStore;
  readonly policies: PolicySet;
  readonly procedures: ProcedureRegister;
  readonly bankLayout: BankLayout;
  /** How far long work is, told by whichever process does it. */
  readonly runBoard: RunBoard;
  /** For what stands beside the log, such as sign-in. */
  readonly pool: Pool;
  /** Status, rebuild and retry of the read models. */
  readonly projections: ProjectionRunner;
  /** Counts, dead letters and running them again; opened on first use. */
  queues(): Promise<JobQueues>;
  /** The real clock. A demo brings its own simulated one in the command's context. */
  readonly clock: Clock;
  /** The id under which work without a person is done. */
  readonly automation: Actor;
  /** Creates or brings forward every schema. Safe to repeat, and at the same time from several processes. */
  migrate(): Promise<void>;
  /** Throws a `PlatformFailure` when the event log is not the one that this database belongs to. Needs `migrate`. */
  checkLog(): Promise<void>;
  /** How the engines are; watched from `start` on. */
  readonly engines: EngineMonitor;
  /** Engines, read models, follow-ups and queues, with how far each is behind. Never rejects. */
  health(): Promise<HealthReport>;
  /** The same with processes, leases and every queue, and each thing in words with what to do next. Never rejects. */
  system(): Promise<SystemReport>;
  /**
   * Throws `RulesRefused` when a procedure or rule that was used says something else under the same version, or one that
   * open cases follow is gone. Gives a word on rows of rates that were changed after payments. Needs `migrate`.
   */
  checkDefinitions(): Promise<readonly PolicyProblem[]>;
  start(options: StartOptions): Promise<void>;
  /** Waits until the read models show everything written so far; false when that took longer. */
  caughtUp(timeoutMs: number): Promise<boolean>;
  /** Waits for work in hand, at most 10 s, then closes every connection. */
  stop(): Promise<void>;
}

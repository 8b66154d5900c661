import { AreaCode, Checkpoint, Month } from '@zhibu/kernel';
import { Scheme } from '@zhibu/policy';
import { Job } from './job-queue';

/** Entitlements that may be due, from a read model. What is really owed is worked out from the streams. */
export interface DueEntitlements {
  /**
   * Ids in text order (by code point) after `after`: of the scheme, in the area or below it, started by
   * `throughMonth`. What was claimed or paid never takes one out, and an ended one stays in for at least a year
   * after its exit was recorded: a chunk that is built again after a crash must find everybody it had claimed for.
   * At most `limit` (1,000).
   */
  page(query: { readonly scheme: Scheme; readonly areaCode: AreaCode; readonly throughMonth: Month; readonly after: string; readonly limit: number }): Promise<readonly string[]>;
}

/** Work that the events ask for and that is not done: found again when every queue was lost. */
export interface OutstandingWork {
  /** Jobs with their deterministic ids, `after` the last id of the page before. Work of simulated events is left out. */
  page(query: { readonly now: string; readonly after: string; readonly limit: number }): Promise<readonly Job[]>;
}

/** Approved batches for which no money is set aside yet. */
export interface WaitingBatches {
  /** Ids in the order of approval; at most 1,000. `fundId` is `<scheme>.<county>.<year>`. */
  ofFund(fundId: string): Promise<readonly string[]>;
}

export interface EventAddress {
  readonly stream: string;
  readonly version: number;
}

/** Addresses in one page. */
export const eventsOfPersonMax = 20_000;

/** Which events speak of a person (or of one application), in global order. */
export interface SubjectIndex {
  /** At most `eventsOfPersonMax`; a longer history is read in pages by `after`. With `knownAt` only what was recorded by then. */
  ofPerson(personKey: string, options?: { readonly after?: EventAddress; readonly knownAt?: string }): Promise<readonly EventAddress[]>;
}

/** Earlier batches of one scheme and area, to compare with. */
export interface BatchHistory {
  /** The last batch before this one that was approved, or `null`. */
  previousOf(batchId: string): Promise<string | null>;
}

/** Where the partitions of the follow-ups stand that this process holds. */
export interface PartitionPlaces {
  /** By name of the partition; `null` where nothing was read yet. */
  load(): Promise<ReadonlyMap<string, Checkpoint | null>>;
  /** False: one of these partitions is held no longer, and its place was left alone. */
  save(places: ReadonlyMap<string, Checkpoint>): Promise<boolean>;
  /** Whether all of them are held for certain at this moment. */
  isHeld(): boolean;
}

/** Builds each read model a second time from the log and compares it with the live one. */
export interface ReadModelVerifier {
  compare(onProgress?: (eventsRead: number) => void): Promise<readonly { readonly readModel: string; readonly rows: number; readonly differences: number; readonly sample: readonly string[] }[]>;
}

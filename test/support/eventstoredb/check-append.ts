import { deletedStream, noStream } from './log-record';

/** `any`, `exists`, or the last revision the stream must have (-1: none). */
export type ExpectedRevision = 'any' | 'exists' | bigint;

export type AppendDecision =
  | { readonly kind: 'ok'; readonly current: bigint; readonly softDeleted: boolean }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'wrong-version'; readonly current: bigint }
  /** The same ids were written before: the answer of then, whatever the data is now. */
  | { readonly kind: 'idempotent'; readonly last: bigint }
  /** The same ids backwards, three or more, with no revision expected: the server never answers (seen on 22.10.5). */
  | { readonly kind: 'unanswered' }
  /** They were written, but cannot be read yet: the server drops this request without a word. */
  | { readonly kind: 'idempotent-not-ready' };

/** What the decision needs to know of one stream; `written` runs ahead of `indexed` while a commit is under way. */
export interface StreamFacts {
  readonly current: bigint;
  readonly indexed: bigint;
  readonly softDeleted: boolean;
  readonly hasMetadata: boolean;
  /** Revision under which the id was written to this stream lately (a cache that does not survive a restart). */
  recentRevisionOf(id: string): bigint | undefined;
  idAt(revision: bigint): string | undefined;
}

/**
 * EventStoreDB's `IndexWriter.CheckCommit`, branch by branch
 * (src/EventStore.Core/Services/Storage/ReaderIndex/IndexWriter.cs, the same in 22.10.5 and 24.10.4).
 */
export const checkAppend = (facts: StreamFacts, expected: ExpectedRevision, ids: readonly string[]): AppendDecision => {
  if (facts.current === deletedStream) return { kind: 'deleted' };
  if (expected === 'exists') {
    if (facts.softDeleted) return { kind: 'deleted' };
    if (facts.current < 0n && !facts.hasMetadata) return { kind: 'wrong-version', current: facts.current };
  }
  if (expected === 'any' || expected === 'exists') return checkAny(facts, ids);
  if (expected < facts.current) return checkEarlier(facts, expected, ids);
  if (expected > facts.current) return { kind: 'wrong-version', current: facts.current };
  return { kind: 'ok', current: facts.current, softDeleted: facts.softDeleted };
};

const checkAny = (facts: StreamFacts, ids: readonly string[]): AppendDecision => {
  let [first, last] = [noStream, noStream];
  for (const [index, id] of ids.entries()) {
    const revision = facts.recentRevisionOf(id);
    if (revision === undefined) {
      // The first id unknown: a new write. A later one: old and new are mixed, which the server calls a wrong version.
      return index === 0
        ? { kind: 'ok', current: facts.current, softDeleted: facts.softDeleted }
        : { kind: 'wrong-version', current: facts.current };
    }
    if (index === 0) first = revision;
    last = revision;
  }
  if (ids.length === 0) return { kind: 'ok', current: facts.current, softDeleted: facts.softDeleted };
  return last < first - 1n ? { kind: 'unanswered' } : written(facts, last);
};

const checkEarlier = (facts: StreamFacts, expected: bigint, ids: readonly string[]): AppendDecision => {
  for (const [index, id] of ids.entries()) {
    if (facts.idAt(expected + 1n + BigInt(index)) === id) continue;
    if (index === 0 && expected === noStream && facts.softDeleted) return { kind: 'ok', current: facts.current, softDeleted: true };
    return { kind: 'wrong-version', current: facts.current };
  }
  if (ids.length === 0) return { kind: 'wrong-version', current: facts.current };
  return written(facts, expected + BigInt(ids.length));
};

const written = (facts: StreamFacts, last: bigint): AppendDecision =>
  facts.indexed >= last ? { kind: 'idempotent', last } : { kind: 'idempotent-not-ready' };

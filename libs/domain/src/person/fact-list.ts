import { FactEntry } from './state';

/** Null once the person's key was erased. */
type FactId = string | null;

/**
 * Ids of the facts of a list that have not ended. Most facts are new ones, and looking through a long list for each of them would
 * take most of a fold. What is known of a list goes on to the one made from it; of any other list it is found anew.
 */
const standing = new WeakMap<readonly FactEntry[], Set<FactId>>();

const standingIn = (facts: readonly FactEntry[]): Set<FactId> =>
  standing.get(facts) ?? new Set(facts.flatMap(({ factId, ended }) => (ended === null ? [factId] : [])));

/** Ends the facts of these ids that have not ended before. */
export const endFacts = (facts: readonly FactEntry[], factIds: ReadonlySet<FactId>, how: 'replaced' | 'retracted', recordedAt: string | null): readonly FactEntry[] =>
  facts.map((entry) => (entry.ended === null && factIds.has(entry.factId) ? { ...entry, ended: { how, recordedAt } } : entry));

/** Adds facts; those of the same ids that have not ended before are replaced by them. */
export const withFacts = (facts: readonly FactEntry[], added: readonly FactEntry[], recordedAt: string | null): readonly FactEntry[] => {
  const ids = standingIn(facts);
  const replaces = added.some(({ factId }) => ids.has(factId));
  const before = replaces ? endFacts(facts, new Set(added.map(({ factId }) => factId)), 'replaced', recordedAt) : facts;
  const next = [...before, ...added];
  standing.delete(facts);
  for (const { factId } of added) ids.add(factId);
  standing.set(next, ids);
  return next;
};

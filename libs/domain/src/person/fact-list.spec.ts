import fc from 'fast-check';
import { endFacts, withFacts } from './fact-list';
import { FactEntry } from './state';

type FactId = string | null;
type Step = { readonly from: number; readonly retract: boolean; readonly ids: readonly FactId[] };

const entryOf = (factId: FactId): FactEntry => ({ factId, fact: null, recordedAt: null, ended: null }) as unknown as FactEntry;
const ended = (facts: readonly FactEntry[], ids: readonly FactId[], how: 'replaced' | 'retracted', at: string): readonly FactEntry[] =>
  facts.map((entry) => (entry.ended === null && ids.includes(entry.factId) ? { ...entry, ended: { how, recordedAt: at } } : entry));

describe('the facts of a person', () => {
  it('are the same as those found by looking through the whole list, from whichever earlier list one goes on', () => {
    const idArb = fc.constantFrom<FactId[]>('a', 'b', 'c', 'd', 'e', null);
    const stepArb: fc.Arbitrary<Step> = fc.record({ from: fc.nat(30), retract: fc.boolean(), ids: fc.array(idArb, { minLength: 1, maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(stepArb, { maxLength: 30 }), (steps) => {
        const lists: (readonly FactEntry[])[] = [[]];
        for (const [index, { from, retract, ids }] of steps.entries()) {
          const facts = lists[from % lists.length] ?? [];
          const at = `2026-01-01T00:00:00.${String(index).padStart(3, '0')}Z`;
          const expected = retract ? ended(facts, ids, 'retracted', at) : [...ended(facts, ids, 'replaced', at), ...ids.map(entryOf)];
          const found = retract ? endFacts(facts, new Set(ids), 'retracted', at) : withFacts(facts, ids.map(entryOf), at);
          expect(found).toEqual(expected);
          lists.push(found);
        }
      }),
    );
  });
});

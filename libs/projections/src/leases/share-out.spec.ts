import * as fc from 'fast-check';
import { LeaseMember, shareOut } from './share-out';

const names = Array.from({ length: 16 }, (_, n) => `work/${String(n).padStart(2, '0')}`);
const owners = ['a', 'b', 'c', 'd', 'e'];
const holdersOf = (by: readonly (string | null)[]): Map<string, string> => new Map(names.flatMap((name, n) => (by[n] ? [[name, by[n]] as const] : [])));
const loads = (shares: ReadonlyMap<string, string>, members: readonly LeaseMember[]): number[] => members.map(({ owner }) => [...shares.values()].filter((each) => each === owner).length);

const anyHolders = fc.array(fc.option(fc.constantFrom(...owners, 'gone')), { minLength: 16, maxLength: 16 }).map(holdersOf);

describe('shareOut', () => {
  it('leaves members who want the same with one more or fewer at most, wherever everything was before', () => {
    fc.assert(
      fc.property(fc.subarray(owners, { minLength: 1 }), anyHolders, (live, holders) => {
        const members = live.map((owner) => ({ owner, wants: names }));
        const counts = loads(shareOut(members, holders), members);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(16);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives each lease to a live member who wants it, and says the same again when that is how it stands', () => {
    const anyMembers = fc.uniqueArray(fc.record({ owner: fc.constantFrom(...owners), wants: fc.subarray(names) }), { selector: ({ owner }) => owner });
    fc.assert(
      fc.property(anyMembers, anyHolders, (members, holders) => {
        const shares = shareOut(members, holders);
        expect([...shares.keys()].sort()).toEqual([...new Set(members.flatMap(({ wants }) => wants))].sort());
        for (const [name, owner] of shares) expect(members.find((member) => member.owner === owner)?.wants).toContain(name);
        expect(shareOut([...members].reverse(), shares)).toEqual(shares);
      }),
    );
  });

  it('moves only the surplus when another process comes', () => {
    const members = ['a', 'b'].map((owner) => ({ owner, wants: names }));
    const holders = new Map(names.map((name) => [name, 'a']));
    const shares = shareOut(members, holders);
    expect(loads(shares, members)).toEqual([8, 8]);
    const third = shareOut([...members, { owner: 'c', wants: names }], shares);
    expect(names.filter((name) => third.get(name) !== shares.get(name))).toHaveLength(5);
  });
});

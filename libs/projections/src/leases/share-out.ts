/** A live process of a group, and the leases that it can work under. */
export interface LeaseMember {
  readonly owner: string;
  readonly wants: readonly string[];
}

/**
 * Who should hold which lease. Every process works it out alone, and from the same rows comes the same answer. What somebody
 * holds stays there unless another member has two fewer and wants it, so that little moves; in the end members who want
 * the same differ by one at most. Leases that no live member wants are left out.
 */
export const shareOut = (members: readonly LeaseMember[], holders: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const byOwner = [...members].sort((a, b) => (a.owner < b.owner ? -1 : 1));
  const wanted = new Map(byOwner.map(({ owner, wants }) => [owner, new Set(wants)]));
  const names = [...new Set(byOwner.flatMap(({ wants }) => wants))].sort();
  const load = new Map(byOwner.map(({ owner }) => [owner, 0]));
  const shares = new Map<string, string>();
  const loadOf = (owner: string): number => load.get(owner) ?? 0;
  const give = (name: string, owner: string): void => {
    const before = shares.get(name);
    if (before !== undefined) load.set(before, loadOf(before) - 1);
    shares.set(name, owner);
    load.set(owner, loadOf(owner) + 1);
  };
  const leastLoaded = (name: string): string | undefined => {
    let least: string | undefined;
    for (const { owner } of byOwner) {
      if (wanted.get(owner)?.has(name) === true && (least === undefined || loadOf(owner) < loadOf(least))) least = owner;
    }
    return least;
  };
  for (const name of names) {
    const holder = holders.get(name);
    if (holder !== undefined && wanted.get(holder)?.has(name) === true) give(name, holder);
  }
  for (const name of names) {
    const least = leastLoaded(name);
    if (!shares.has(name) && least !== undefined) give(name, least);
  }
  // Each move evens out two processes, so it comes to an end; the bound is a guard only.
  for (let moves = 0; moves < names.length * byOwner.length; moves += 1) {
    let widest: { readonly name: string; readonly least: string; readonly gap: number } | undefined;
    for (const name of names) {
      const [holder, least] = [shares.get(name), leastLoaded(name)];
      const gap = holder === undefined || least === undefined ? 0 : loadOf(holder) - loadOf(least);
      if (least !== undefined && gap >= 2 && gap > (widest?.gap ?? 0)) widest = { name, least, gap };
    }
    if (widest === undefined) break;
    give(widest.name, widest.least);
  }
  return shares;
};

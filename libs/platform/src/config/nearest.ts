/** Letters to put in, take out or change, or neighbours to swap, until one word is the other. */
export const editsBetween = (a: string, b: string): number => {
  const rows: number[][] = [[...b, ''].map((_, index) => index)];
  const at = (up: number, left: number): number => rows[up]?.[left] ?? Infinity;
  for (let up = 1; up <= a.length; up += 1) {
    const row = [up];
    rows.push(row);
    for (let left = 1; left <= b.length; left += 1) {
      const swapped = up > 1 && left > 1 && a[up - 1] === b[left - 2] && a[up - 2] === b[left - 1] ? at(up - 2, left - 2) + 1 : Infinity;
      row.push(Math.min(at(up - 1, left) + 1, at(up, left - 1) + 1, at(up - 1, left - 1) + (a[up - 1] === b[left - 1] ? 0 : 1), swapped));
    }
  }
  return at(a.length, b.length);
};

const comparedCharsMax = 64;

/** As names are written: `database-url` is DATABASE_URL. */
export const asName = (word: string): string => word.toUpperCase().replaceAll('-', '_');

/** The known word with the fewest edits, of those for which they are within what `editsMax` allows it. */
export const nearestWithin = (word: string, known: readonly string[], editsMax: (name: string) => number): string | undefined => {
  if (word.length > comparedCharsMax) return undefined;
  const written = asName(word);
  // Each letter more or less is an edit: most words are told apart without counting.
  const likely = known.filter((name) => Math.abs(name.length - written.length) <= editsMax(name));
  const [best] = likely.map((name) => ({ name, edits: editsBetween(written, name) })).filter(({ name, edits }) => edits <= editsMax(name)).sort((a, b) => a.edits - b.edits);
  return best?.name;
};

/** The word that somebody may have meant: at most a third of it wrong. */
export const nearestOf = (word: string, known: readonly string[]): string | undefined => nearestWithin(word, known, ({ length }) => Math.ceil(length / 3));

const distance = (a: string, b: string): number => {
  let row = [...b].map((_, index) => index + 1);
  [...a].forEach((char, up) => {
    let corner = up;
    let left = up + 1;
    row = [...b].map((other, index) => {
      const above = row[index] ?? 0;
      left = Math.min(left, above, char === other ? corner - 1 : corner) + 1;
      corner = above;
      return left;
    });
  });
  return row.at(-1) ?? a.length;
};

const comparedCharsMax = 64;

/** The word that somebody may have meant: at most a third of it wrong. */
export const nearestOf = (word: string, known: readonly string[]): string | undefined => {
  if (word.length > comparedCharsMax) return undefined;
  const written = word.toUpperCase().replaceAll('-', '_');
  const [best] = known.map((name) => ({ name, away: distance(written, name) })).sort((a, b) => a.away - b.away);
  return best !== undefined && best.away <= Math.ceil(best.name.length / 3) ? best.name : undefined;
};

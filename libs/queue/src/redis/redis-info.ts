/** What `INFO` answers, by field. */
export const parseInfo = (answer: string): ReadonlyMap<string, string> =>
  new Map(
    answer.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(':');
      return at < 1 || line.startsWith('#') ? [] : [[line.slice(0, at), line.slice(at + 1).trim()] as const];
    }),
  );

/** True when `version` is at least `least`, part by part; false for what is no version. */
export const isVersionFrom = (version: string, least: readonly number[]): boolean => {
  const parts = /^\d+(\.\d+)*/.exec(version)?.[0].split('.').map(Number) ?? [];
  for (const [index, wanted] of least.entries()) {
    const found = parts[index] ?? -1;
    if (found !== wanted) return found > wanted;
  }
  return true;
};

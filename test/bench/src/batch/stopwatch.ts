/** Adds up the milliseconds of each step, by the clock and of this process on a processor. A step may come in pieces. */
export type Stopwatch = <T>(step: string, work: () => Promise<T>) => Promise<T>;

export const createStopwatch = (): { readonly watch: Stopwatch; readonly elapsedMs: Readonly<Record<string, number>>; readonly processorMs: Readonly<Record<string, number>> } => {
  const elapsedMs: Record<string, number> = {};
  const processorMs: Record<string, number> = {};
  return {
    elapsedMs,
    processorMs,
    watch: async (step, work) => {
      const start = performance.now();
      const used = process.cpuUsage();
      try {
        return await work();
      } finally {
        const { user, system } = process.cpuUsage(used);
        elapsedMs[step] = (elapsedMs[step] ?? 0) + performance.now() - start;
        processorMs[step] = (processorMs[step] ?? 0) + (user + system) / 1_000;
      }
    },
  };
};

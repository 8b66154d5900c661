/**
 * Ends parts one after the other, each also when one before it could not be ended: what is left open would keep its
 * connections and the process. Rejects afterwards with what failed, several as an `AggregateError`.
 */
export const endInOrder = async (steps: readonly (() => unknown)[]): Promise<void> => {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('; '));
  if (failures.length === 1) throw failures[0];
};

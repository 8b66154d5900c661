/** Answers many keys with one call; keys without an answer are left out. */
export type BatchLoad<Value> = (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

interface Waiting<Value> {
  readonly promise: Promise<Value | undefined>;
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

const waiting = <Value>(): Waiting<Value> => {
  let resolve!: Waiting<Value>['resolve'];
  let reject!: Waiting<Value>['reject'];
  const promise = new Promise<Value | undefined>((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject };
};

/**
 * Callers that ask at about the same time share one call. While one call is under way the next ones gather,
 * so that under load batches grow by themselves, up to `keysMax`.
 */
export const microBatch = <Value>(load: BatchLoad<Value>, keysMax: number): ((key: string) => Promise<Value | undefined>) => {
  let pending = new Map<string, Waiting<Value>>();
  let running = false;

  const take = (): Map<string, Waiting<Value>> => {
    if (pending.size <= keysMax) {
      const all = pending;
      pending = new Map();
      return all;
    }
    const batch = new Map([...pending].slice(0, keysMax));
    for (const key of batch.keys()) pending.delete(key);
    return batch;
  };

  const run = async (): Promise<void> => {
    while (pending.size > 0) {
      const batch = take();
      try {
        const values = await load([...batch.keys()]);
        for (const [key, waiter] of batch) waiter.resolve(values.get(key));
      } catch (error) {
        for (const waiter of batch.values()) waiter.reject(error);
      }
    }
    running = false;
  };

  return (key) => {
    const known = pending.get(key) ?? waiting<Value>();
    pending.set(key, known);
    if (!running) {
      running = true;
      setImmediate(() => void run());
    }
    return known.promise;
  };
};

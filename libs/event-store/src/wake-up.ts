/** Wakes sleeping subscriptions of this process when something was appended here. */
export class WakeUp {
  private readonly sleepers = new Set<() => void>();
  private count = 0;

  /** Take it before reading: an append between the read and the sleep then cuts the sleep short. */
  get notifications(): number {
    return this.count;
  }

  notify(): void {
    this.count += 1;
    for (const wake of [...this.sleepers]) wake();
  }

  /** Sleeps until notified (since `seen`), aborted or `ms` have passed. True when it was notified. */
  sleep(ms: number, seen: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.count !== seen) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (notified: boolean) => {
        clearTimeout(timer);
        this.sleepers.delete(wake);
        signal.removeEventListener('abort', abort);
        resolve(notified);
      };
      const wake = () => end(true);
      const abort = () => end(false);
      const timer = setTimeout(() => end(false), ms);
      this.sleepers.add(wake);
      signal.addEventListener('abort', abort, { once: true });
    });
  }
}

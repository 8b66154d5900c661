/** A queue with a limit, as the server keeps between its log and a slow reader. One side writes, one reads. */
export class BoundedQueue<T> {
  private readonly items: T[] = [];
  private readonly readers: ((item: T | null) => void)[] = [];
  private readonly writers: (() => void)[] = [];
  private isClosed = false;

  constructor(readonly capacity: number) {}

  get isFull(): boolean {
    return this.items.length >= this.capacity;
  }

  /** False when it is full. */
  tryWrite(item: T): boolean {
    if (this.isClosed) return true;
    const reader = this.readers.shift();
    if (reader !== undefined) {
      reader(item);
      return true;
    }
    if (this.isFull) return false;
    this.items.push(item);
    return true;
  }

  /** Drops the oldest item when it is full. */
  writeOverOldest(item: T): void {
    if (this.tryWrite(item)) return;
    this.items.shift();
    this.items.push(item);
  }

  /** Waits while it is full. */
  async write(item: T): Promise<void> {
    while (!this.tryWrite(item)) await new Promise<void>((resolve) => this.writers.push(resolve));
  }

  /** The next item; null after `close`. */
  read(): Promise<T | null> {
    const item = this.items.shift();
    this.writers.shift()?.();
    if (item !== undefined) return Promise.resolve(item);
    if (this.isClosed) return Promise.resolve(null);
    return new Promise((resolve) => this.readers.push(resolve));
  }

  /** What is in it can still be read. */
  close(): void {
    this.isClosed = true;
    for (const reader of this.readers.splice(0)) reader(null);
    for (const writer of this.writers.splice(0)) writer();
  }
}

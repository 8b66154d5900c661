import { StoredEvent } from '../port';

/** The beginning of a stream, and whether it is all of it. */
export interface StreamPage {
  readonly events: readonly StoredEvent[];
  readonly end: boolean;
}

export type ReadPages = (streams: readonly string[]) => Promise<ReadonlyMap<string, StreamPage>>;

interface Waiting {
  readonly stream: string;
  resolve(page: StreamPage): void;
  reject(error: unknown): void;
}

const nothing: StreamPage = { events: [], end: true };

/** Reads that arrive together share one query, as appends share one commit. */
export class GroupRead {
  private waiting: Waiting[] = [];
  private inFlight = 0;
  private scheduled = false;

  constructor(private readonly read: ReadPages, private readonly limits = { queriesInFlight: 2, streamsMax: 128 }) {}

  page(stream: string): Promise<StreamPage> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ stream, resolve, reject });
      this.schedule();
    });
  }

  /** Everybody who was woken by one answer has asked again by the next turn of the event loop. */
  private schedule(): void {
    if (this.scheduled || this.inFlight >= this.limits.queriesInFlight) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      while (this.waiting.length > 0 && this.inFlight < this.limits.queriesInFlight) void this.run(this.waiting.splice(0, this.limits.streamsMax));
    });
  }

  private async run(asked: readonly Waiting[]): Promise<void> {
    this.inFlight += 1;
    try {
      const pages = await this.read([...new Set(asked.map(({ stream }) => stream))]);
      for (const { stream, resolve } of asked) resolve(pages.get(stream) ?? nothing);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    } finally {
      this.inFlight -= 1;
      if (this.waiting.length > 0) this.schedule();
    }
  }
}

import { act } from 'react';

type Listener = (event: { readonly data: string }) => void;

/** In place of the browser's own, which jsdom lacks: a test says what the service tells. */
export class StandInEventSource {
  static readonly CLOSED = 2;
  static opened: StandInEventSource[] = [];
  readyState = 1;
  private readonly listeners = new Map<string, Listener[]>();

  constructor(readonly path: string) {
    StandInEventSource.opened.push(this);
  }

  static install(): void {
    StandInEventSource.opened = [];
    Object.defineProperty(globalThis, 'EventSource', { value: StandInEventSource, configurable: true });
  }

  static get last(): StandInEventSource {
    const last = StandInEventSource.opened.at(-1);
    if (last === undefined) throw new Error('nothing is followed');
    return last;
  }

  addEventListener(event: string, listener: Listener): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  close(): void {
    this.readyState = StandInEventSource.CLOSED;
  }

  async tell(event: string, data: object): Promise<void> {
    await act(async () => { for (const listener of this.listeners.get(event) ?? []) listener({ data: JSON.stringify(data) }); });
  }

  /** The service refused, as at the end of a session. */
  async refuse(): Promise<void> {
    this.close();
    await this.tell('error', {});
  }
}

import { Decider, DomainEvent, RecordedEvent, fold } from '@zhibu/kernel';
import { EventStore, StoredEvent } from '@zhibu/event-store';
import { EventCodec } from '../ports/event-codec';
import { Pseudonyms } from '../ports/pseudonyms';

export interface StreamDeps {
  readonly store: EventStore;
  readonly codec: EventCodec;
  readonly pseudonyms: Pseudonyms;
}

/** What reading takes; nothing is named or hashed on the way. */
export type ReadDeps = Pick<StreamDeps, 'store' | 'codec'>;

/** A stream as it stands: its state and the opened events behind it. */
export interface Loaded<State, Event extends DomainEvent> {
  readonly stream: string;
  readonly state: State;
  /** 0 when the stream does not exist. */
  readonly version: number;
  readonly events: readonly RecordedEvent<Event>[];
}

export type Folding<State, Event> = Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>;

/** Streams read in one call of the store. */
const streamsPerReadMax = 500;

const loaded = <State, Event extends DomainEvent>(
  folding: Folding<State, Event>,
  stream: string,
  events: readonly RecordedEvent[],
  before?: Loaded<State, Event>,
): Loaded<State, Event> => {
  // The stream's name says which catalogue folder its events come from; the folder's fold is total.
  const own = events as readonly RecordedEvent<Event>[];
  const state = fold(folding, own as unknown as readonly Event[], before?.state);
  return { stream, events: [...(before?.events ?? []), ...own], version: own.at(-1)?.meta.version ?? before?.version ?? 0, state };
};

/** With `before`, a stream as it stood, only what came since is read. */
export const loadStream = async <State, Event extends DomainEvent>(
  deps: ReadDeps,
  folding: Folding<State, Event>,
  stream: string,
  before?: Loaded<State, Event>,
): Promise<Loaded<State, Event>> => {
  const stored: StoredEvent[] = [];
  for await (const event of deps.store.readStream(stream, { from: (before?.version ?? 0) + 1 })) stored.push(event);
  if (stored.length === 0 && before !== undefined) return before;
  return loaded(folding, stream, stored.length === 0 ? [] : await deps.codec.open(stored, { evidence: false }), before);
};

/** For `execute`: a stream that the caller has read already is taken as it was first, and read anew only after a conflict. */
export const readBefore = <State, Event extends DomainEvent>(deps: ReadDeps, folding: Folding<State, Event>, first: Loaded<State, Event>): ((stream: string) => Promise<Loaded<State, Event>>) => {
  let next: Promise<Loaded<State, Event>> | null = Promise.resolve(first);
  return (stream) => {
    const loaded = stream === first.stream && next !== null ? next : loadStream(deps, folding, stream);
    next = null;
    return loaded;
  };
};

/** Many streams with few round trips; a missing stream comes back in its initial state at version 0. */
export const loadStreams = async <State, Event extends DomainEvent>(
  deps: ReadDeps,
  folding: Folding<State, Event>,
  streams: readonly string[],
): Promise<ReadonlyMap<string, Loaded<State, Event>>> => {
  const wanted = [...new Set(streams)];
  const found = new Map<string, Loaded<State, Event>>();
  for (let from = 0; from < wanted.length; from += streamsPerReadMax) {
    const page = wanted.slice(from, from + streamsPerReadMax);
    const stored = await deps.store.readStreams(page);
    // One call of the codec for the whole page: it then asks for every person's key at once.
    const opened = await deps.codec.open([...stored.values()].flat(), { evidence: false });
    const byStream = new Map<string, RecordedEvent[]>();
    for (const event of opened) {
      const events = byStream.get(event.meta.stream);
      if (events === undefined) byStream.set(event.meta.stream, [event]);
      else events.push(event);
    }
    for (const stream of page) found.set(stream, loaded(folding, stream, byStream.get(stream) ?? []));
  }
  return found;
};

import { AllStreamSubscription, ErrorType, EventStoreDBClient, Position, eventTypeFilter, streamNameFilter } from '@eventstore/db-client';
import { until } from '../../support/until';
import { Heard, ProtocolWorld, made, namesOf, newStream, several } from './protocol-world';

export const describeSubscriptions = (world: () => ProtocolWorld): void => {
  describe('Subscribing to a stream', () => {
    it('begins behind the revision it is given, then hears what comes', async () => {
      const { client } = world();
      const stream = newStream();
      await client.appendToStream(stream, several(40));
      const heard = new Heard(client.subscribeToStream(stream, { fromRevision: 2n }));
      expect(await heard.hears(37)).toEqual(namesOf(stream, 3, 37));
      await client.appendToStream(stream, made());
      expect((await heard.hears(38)).at(-1)).toBe(`${stream}@40`);
      await heard.ends();
    });

    it('hears only later events from the end, and waits for a stream that is not there yet', async () => {
      const { client } = world();
      const stream = newStream();
      const early = new Heard(client.subscribeToStream(stream));
      await early.starts();
      await client.appendToStream(stream, several(2));
      expect(await early.hears(2)).toEqual(namesOf(stream, 0, 2));
      const late = new Heard(client.subscribeToStream(stream, { fromRevision: 'end' }));
      await late.starts();
      await client.appendToStream(stream, made());
      expect(await late.hears(1)).toEqual([`${stream}@2`]);
      await Promise.all([early.ends(), late.ends()]);
    });
  });

  describe('Subscribing to the whole log', () => {
    it('shows only streams of the prefixes, behind the position it is given, in order, then live', async () => {
      const { client } = world();
      const kind = newStream('kind').replaceAll('-', '');
      const [one, two] = [`${kind}.a-1`, `${kind}.b-1`];
      const { position } = await client.appendToStream(one, several(3));
      await client.appendToStream(newStream(), several(40));
      await client.appendToStream(two, several(2));
      const filter = streamNameFilter({ prefixes: [`${kind}.a-`, `${kind}.b-`] });
      const heard = new Heard(client.subscribeToAll({ fromPosition: position!, filter }));
      expect(await heard.hears(2)).toEqual(namesOf(two, 0, 2));
      await client.appendToStream(newStream(), made());
      await client.appendToStream(one, made());
      expect((await heard.hears(3)).at(-1)).toBe(`${one}@3`);
      await heard.ends();
      const ofTheStart = new Heard(client.subscribeToAll({ fromPosition: START_OF_LOG, filter }));
      expect(await ofTheStart.hears(6)).toEqual([...namesOf(one, 0, 3), ...namesOf(two, 0, 2), `${one}@3`]);
      await ofTheStart.ends();
    });

    it('filters by the type of an event and by regular expressions', async () => {
      const { client } = world();
      const stream = newStream();
      const type = newStream('Type');
      const { position } = await client.appendToStream(stream, made());
      await client.appendToStream(stream, [made({}, undefined, `${type}.x`), made(), made({}, undefined, `${type}.y`)]);
      const filters = [
        [eventTypeFilter({ prefixes: [type] }), [`${stream}@1`, `${stream}@3`]],
        [eventTypeFilter({ regex: `^${type}\\.[^x]$` }), [`${stream}@3`]],
        [streamNameFilter({ regex: `^${stream}$` }), namesOf(stream, 1, 3)],
      ] as const;
      for (const [filter, expected] of filters) {
        const heard = new Heard(client.subscribeToAll({ fromPosition: position!, filter }));
        expect(await heard.hears(expected.length)).toEqual(expected);
        await heard.ends();
      }
    });

    it('reports places that it has passed, after every so many events looked at', async () => {
      const { client } = world();
      const { position } = await client.appendToStream(newStream(), made());
      const reached: Position[] = [];
      const filter = streamNameFilter({
        prefixes: [newStream('nobody')], maxSearchWindow: 4, checkpointInterval: 1,
        checkpointReached: async (_, at) => { reached.push(at); },
      });
      const heard = new Heard(client.subscribeToAll({ fromPosition: position!, filter }));
      await heard.starts();
      const { position: last } = await client.appendToStream(newStream(), several(9));
      await until(() => reached.some(({ commit }) => commit > position!.commit), 5000);
      await client.appendToStream(newStream(), several(4));
      await until(() => reached.some(({ commit }) => commit >= last!.commit), 5000);
      expect(reached.map(({ commit }) => commit)).toEqual(reached.map(({ commit }) => commit).toSorted((a, b) => Number(a - b)));
      expect(heard.seen).toEqual([]);
      await heard.ends();
    });

    it('says that it has caught up from 24 on, and says nothing before', async () => {
      const { client, version } = world();
      const stream = newStream();
      await client.appendToStream(stream, made());
      const heard = new Heard(client.subscribeToStream(stream));
      await heard.hears(1);
      await client.appendToStream(stream, made());
      await heard.hears(2);
      expect(heard.caughtUp).toBe(version.startsWith('22.') ? 0 : 1);
      await heard.ends();
    });

    it('may drop a reader in a burst; going on behind the last event handled, it loses and doubles nothing', async () => {
      const { client } = world();
      const stream = newStream('burst');
      const { position } = await client.appendToStream(stream, made());
      const reader = new PersistentReader(client, stream, position!);
      reader.start();
      for (let n = 0; n < 5; n += 1) await client.appendToStream(stream, several(150));
      await until(() => reader.seen.length >= 750, 8000);
      expect(reader.seen).toEqual(namesOf(stream, 1, 750));
      for (const failure of reader.failures) expect(failure).toMatchObject({ type: ErrorType.TIMEOUT, code: 10 });
      await reader.stop();
    });
  });
};

const START_OF_LOG = 'start';

/** Subscribes again, behind the last event it has handled, whenever it is dropped. */
class PersistentReader {
  readonly seen: string[] = [];
  readonly failures: unknown[] = [];
  private subscription: AllStreamSubscription | null = null;

  constructor(private readonly client: EventStoreDBClient, private readonly stream: string, private position: Position) {}

  start(): void {
    const subscription = this.client.subscribeToAll({ fromPosition: this.position, filter: streamNameFilter({ prefixes: [this.stream] }) });
    this.subscription = subscription;
    subscription.on('data', ({ event }) => {
      if (event === undefined) return;
      this.seen.push(`${event.streamId}@${event.revision}`);
      this.position = event.position;
    });
    subscription.on('error', (error) => {
      this.failures.push(error);
      this.start();
    });
  }

  async stop(): Promise<void> {
    await this.subscription?.unsubscribe();
  }
}

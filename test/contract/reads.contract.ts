import { EventStore } from '@zhibu/event-store';
import { appendTo, collect, event, events, logOf, placeOf } from './sample-append';

export const describeReads = (store: () => EventStore): void => {
  const fill = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await store().append(appendTo('person-a', 'any', [event('Registered', {})]));
      await store().append(appendTo('ledger-a', 'any', [event('Claimed', {}), event('Paid', {})]));
      await store().append(appendTo('ledger_b', 'any', [event('Claimed', {})]));
    }
  };
  const allPlaces = ['person-a@1', 'ledger-a@1', 'ledger-a@2', 'ledger_b@1', 'person-a@2', 'ledger-a@3', 'ledger-a@4', 'ledger_b@2', 'person-a@3', 'ledger-a@5', 'ledger-a@6', 'ledger_b@3'];

  describe('reading a stream', () => {
    beforeEach(() => store().append(appendTo('person-a', 0, events(10))));
    const versions = async (options: Parameters<EventStore['readStream']>[1]) =>
      (await collect(store().readStream('person-a', options))).map(({ meta }) => meta.version);

    it('reads forwards and backwards, from a version, up to a limit', async () => {
      expect(await versions({})).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(await versions({ direction: 'backwards' })).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
      expect(await versions({ from: 4, limit: 3 })).toEqual([4, 5, 6]);
      expect(await versions({ direction: 'backwards', from: 4, limit: 3 })).toEqual([4, 3, 2]);
      expect(await versions({ from: 11 })).toEqual([]);
      expect(await versions({ limit: 0 })).toEqual([]);
    });

    it('finds a missing stream empty', async () => {
      expect(await collect(store().readStream('person-nobody'))).toEqual([]);
    });

    it('reads a long stream of large events whole', async () => {
      for (let version = 0; version < 40; version += 1) await store().append(appendTo('lines-a', version, [event('LinesBuilt', 'x'.repeat(400_000))]));
      const sizes = (await collect(store().readStream('lines-a'))).map(({ meta, data }) => [meta.version, String(data).length]);
      expect(sizes).toEqual(Array.from({ length: 40 }, (_, index) => [index + 1, 400_000]));
      expect((await logOf(store(), 50)).map(placeOf).slice(-40)).toEqual(sizes.map(([version]) => `lines-a@${version}`));
    });

    it('reads many streams at once and leaves out those that do not exist', async () => {
      await store().append(appendTo('person-b', 0, events(2)));
      const found = await store().readStreams(['person-b', 'person-nobody', 'person-a']);
      expect([...found.keys()].sort()).toEqual(['person-a', 'person-b']);
      expect(found.get('person-b')?.map(placeOf)).toEqual(['person-b@1', 'person-b@2']);
      expect(found.get('person-a')).toEqual(await collect(store().readStream('person-a')));
      expect((await store().readStreams([])).size).toBe(0);
    });
  });

  describe('reading the whole log', () => {
    beforeEach(async () => {
      await fill();
      await logOf(store(), allPlaces.length);
    });
    const places = async (options: Parameters<EventStore['readAll']>[0]) => (await collect(store().readAll(options))).map(placeOf);

    it('reads forwards and backwards, in one order', async () => {
      expect(await places({})).toEqual(allPlaces);
      expect(await places({ direction: 'backwards' })).toEqual([...allPlaces].reverse());
    });

    it('resumes exactly after any event, both ways', async () => {
      const all = await collect(store().readAll());
      for (const [index, { checkpoint: after }] of all.entries()) {
        expect(await places({ after })).toEqual(allPlaces.slice(index + 1));
        expect(await places({ after, direction: 'backwards', limit: 2 })).toEqual(allPlaces.slice(0, index).reverse().slice(0, 2));
      }
    });

    it('filters by stream prefix and type, taking every character as it is', async () => {
      expect(await places({ filter: { streamPrefixes: ['ledger_'] } })).toEqual(['ledger_b@1', 'ledger_b@2', 'ledger_b@3']);
      expect(await places({ filter: { streamPrefixes: ['person-', 'ledger-'], types: ['Paid', 'Registered'] }, limit: 3 })).toEqual(['person-a@1', 'ledger-a@2', 'person-a@2']);
      expect(await places({ filter: { types: ['Claimed'] }, direction: 'backwards', limit: 2 })).toEqual(['ledger_b@3', 'ledger-a@5']);
      expect(await places({ filter: { streamPrefixes: ['%'] } })).toEqual([]);
      expect(await places({ filter: { streamPrefixes: [], types: [] } })).toEqual(allPlaces);
    });

    it('orders checkpoints as it reads, and names the last as its head', async () => {
      const all = await collect(store().readAll());
      for (let index = 1; index < all.length; index += 1) {
        const [a, b] = [all[index - 1]?.checkpoint, all[index]?.checkpoint];
        if (a === undefined || b === undefined) throw new Error('unreachable');
        expect([store().compare(a, b) < 0, store().compare(b, a) > 0, store().compare(a, a) === 0]).toEqual([true, true, true]);
      }
      expect(await store().head()).toBe(all.at(-1)?.checkpoint);
    });
  });

  it('finds an empty log empty', async () => {
    expect(await store().head()).toBeNull();
    expect(await collect(store().readAll())).toEqual([]);
    expect(await collect(store().readAll({ direction: 'backwards' }))).toEqual([]);
  });
};

import { AppendRequest, EventStore, appendInOrder } from '@zhibu/event-store';
import { appendTo, collect, event, events, logOf, placeOf } from './sample-append';

/** Streams come again soon and late, appends are of one event and of many: as a log is that many people wrote. */
const manyAppends = (count: number): AppendRequest[] => {
  const versions = new Map<string, number>();
  return Array.from({ length: count }, (_, number) => {
    const stream = `person-${(number * number * 7) % 41 < 6 ? 'busy' : (number * 13) % 97}`;
    const expectedVersion = versions.get(stream) ?? 0;
    const written = events(1 + (number % 3));
    versions.set(stream, expectedVersion + written.length);
    return appendTo(stream, expectedVersion, written);
  });
};

const placesOf = (requests: readonly AppendRequest[]): string[] =>
  requests.flatMap(({ stream, expectedVersion, events: written }) => written.map((_, index) => `${stream}@${Number(expectedVersion) + index + 1}`));

export const describeOrder = (store: () => EventStore): void => {
  describe('appends in order', () => {
    it('stand in the log in the order given, for whoever reads it and whoever follows it', async () => {
      const requests = manyAppends(400);
      const places = placesOf(requests);
      const ending = new AbortController();
      const followed: string[] = [];
      const following = (async () => {
        for await (const batch of store().subscribe({ after: null, signal: ending.signal })) {
          followed.push(...batch.events.map(placeOf));
          if (followed.length >= places.length) return;
        }
      })();
      const outcomes = [...(await appendInOrder(store(), requests.slice(0, 150))), ...(await appendInOrder(store(), requests.slice(150)))];
      expect(outcomes.map(({ kind }) => kind)).toEqual(requests.map(() => 'appended'));
      expect((await logOf(store(), places.length)).map(placeOf)).toEqual(places);
      await following;
      ending.abort();
      expect(followed).toEqual(places);
    });

    it('give the version and the place of each, as one append does', async () => {
      const outcomes = await appendInOrder(store(), [appendTo('a', 0, events(2)), appendTo('b', 0, events(1)), appendTo('a', 2, events(3))]);
      const log = await logOf(store(), 6);
      expect(outcomes).toEqual([1, 2, 5].map((last, index) => ({ kind: 'appended', version: [2, 1, 5][index], checkpoint: log[last]?.checkpoint })));
    });

    it('write nothing twice when they come again, and what was missing', async () => {
      const requests = manyAppends(60);
      await appendInOrder(store(), requests.slice(0, 25));
      const outcomes = await appendInOrder(store(), requests);
      expect(outcomes.map(({ kind }) => kind)).toEqual(requests.map((_, index) => (index < 25 ? 'duplicate' : 'appended')));
      const places = placesOf(requests);
      expect((await logOf(store(), places.length)).map(placeOf)).toEqual(places);
    });

    it.each([
      ['a version that is not there', () => appendTo('c', 7, events(1)), { kind: 'conflict', actualVersion: 0 }],
      ['a stream that stands already', () => appendTo('taken', 0, events(1)), { kind: 'conflict', actualVersion: 1 }],
      ['a key that was used for other content', () => appendTo('taken', 1, events(1), { command: { key: 'known', contentHash: 'other' } }), { kind: 'refused', rejection: { code: 'command.key-reused' } }],
      ['an append without events', () => appendTo('c', 0, []), { kind: 'refused', rejection: { code: 'append.empty' } }],
    ])('end at %s, and write nothing after it', async (_, bad, expected) => {
      await store().append(appendTo('taken', 0, [event('Noted', {})], { command: { key: 'known', contentHash: 'first' } }));
      const outcomes = await appendInOrder(store(), [appendTo('a', 0, events(1)), appendTo('b', 0, events(1)), bad(), appendTo('d', 0, events(1)), appendTo('a', 1, events(1))]);
      expect(outcomes).toMatchObject([{ kind: 'appended' }, { kind: 'appended' }, expected]);
      expect(outcomes).toHaveLength(3);
      expect((await logOf(store(), 3)).map(placeOf)).toEqual(['taken@1', 'a@1', 'b@1']);
    });

    it('of nothing are nothing', async () => {
      expect(await appendInOrder(store(), [])).toEqual([]);
      expect(await collect(store().readAll())).toEqual([]);
    });
  });
};

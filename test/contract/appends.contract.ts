import { EventStore, appendBytesMax, appendEventsMax, eventBytesMax } from '@zhibu/event-store';
import { appendTo, collect, event, events, logOf, placeOf } from './sample-append';

export const describeAppends = (store: () => EventStore): void => {
  describe('expected version', () => {
    it('appends to a stream that must not exist yet, and numbers from 1 without gaps', async () => {
      const first = await store().append(appendTo('person-a', 0, events(2)));
      const second = await store().append(appendTo('person-a', 2, events(3)));
      expect(first).toMatchObject({ kind: 'appended', version: 2 });
      expect(second).toMatchObject({ kind: 'appended', version: 5 });
      const stored = await collect(store().readStream('person-a'));
      expect(stored.map(({ meta }) => meta.version)).toEqual([1, 2, 3, 4, 5]);
    });

    it.each([0, 1, 3, 99])('answers with the actual version when %i was expected of a stream at 2', async (expectedVersion) => {
      await store().append(appendTo('person-a', 0, events(2)));
      const outcome = await store().append(appendTo('person-a', expectedVersion, events(1)));
      expect(outcome).toEqual({ kind: 'conflict', expectedVersion, actualVersion: 2 });
      expect(await collect(store().readStream('person-a'))).toHaveLength(2);
    });

    it('refuses a version of a stream that does not exist', async () => {
      expect(await store().append(appendTo('person-a', 4, events(1)))).toEqual({ kind: 'conflict', expectedVersion: 4, actualVersion: 0 });
    });

    it('appends at any version when asked to', async () => {
      await store().append(appendTo('access-a', 'any', events(1)));
      expect(await store().append(appendTo('access-a', 'any', events(1)))).toMatchObject({ kind: 'appended', version: 2 });
    });

    it('gives the checkpoint of the last event it wrote', async () => {
      const outcome = await store().append(appendTo('person-a', 0, events(3)));
      const [last] = await collect(store().readStream('person-a', { direction: 'backwards', limit: 1 }));
      expect(outcome).toEqual({ kind: 'appended', version: 3, checkpoint: last?.checkpoint });
    });
  });

  describe('appends at once', () => {
    it('lets one of many win a version; the others learn the actual one', async () => {
      const outcomes = await Promise.all(Array.from({ length: 40 }, () => store().append(appendTo('person-a', 0, events(1)))));
      expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.kind === 'conflict' && outcome.actualVersion === 1)).toHaveLength(39);
    });

    it('fails no neighbour because of a conflict, a duplicate or a refusal', async () => {
      await store().append(appendTo('taken', 0, events(1), { command: { key: 'known', contentHash: 'x' } }));
      const outcomes = await Promise.all(
        Array.from({ length: 120 }, (_, index) => {
          if (index % 4 === 1) return store().append(appendTo('taken', 0, events(1)));
          if (index % 4 === 2) return store().append(appendTo('taken', 0, events(1), { command: { key: 'known', contentHash: 'x' } }));
          if (index % 4 === 3) return store().append(appendTo(`person-${index}`, 0, []));
          return store().append(appendTo(`person-${index}`, 0, events(2)));
        }),
      );
      const expected = ['appended', 'conflict', 'duplicate', 'refused'];
      expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map((_, index) => expected[index % 4]));
    });

    it('keeps the order of arrival within a stream, also when versions follow one another', async () => {
      const outcomes = await Promise.all([
        ...Array.from({ length: 20 }, (_, version) => store().append(appendTo('person-a', version, [event('Noted', { version })]))),
        ...Array.from({ length: 20 }, (_, number) => store().append(appendTo('access-a', 'any', [event('Noted', { number })]))),
      ]);
      expect(outcomes.every(({ kind }) => kind === 'appended')).toBe(true);
      const order = (await collect(store().readStream('access-a'))).map(({ data }) => data);
      expect(order).toEqual(Array.from({ length: 20 }, (_, number) => ({ number })));
    });

    it('writes all events of an append side by side, or none', async () => {
      await Promise.all(Array.from({ length: 30 }, (_, index) => store().append(appendTo(`person-${index % 10}`, 'any', events(3)))));
      const places = (await logOf(store(), 90)).map(placeOf);
      expect(new Set(places).size).toBe(90);
      for (let start = 0; start < 10; start += 1) {
        const versions = places.filter((place) => place.startsWith(`person-${start}@`)).map((place) => Number(place.split('@')[1]));
        expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    });
  });

  describe('limits', () => {
    const sized = (bytes: number) => event('Noted', 'x'.repeat(bytes));
    it.each([
      ['no event', () => [], 'append.empty'],
      [`${appendEventsMax + 1} events`, () => events(appendEventsMax + 1), 'append.too-many-events'],
      [`an event of ${eventBytesMax} bytes beside its metadata`, () => [sized(eventBytesMax)], 'event.too-large'],
      ['events that are too many bytes together', () => [sized(appendBytesMax / 2 - 100), sized(appendBytesMax / 2)], 'append.too-large'],
      ['a BigInt', () => [event('Noted', { fen: 1n })], 'event.not-json'],
      ['no content', () => [event('Noted', undefined)], 'event.not-json'],
      ['an empty type', () => [event('', {})], 'append.malformed'],
    ])('refuses %s and says what was expected and found', async (_, make, code) => {
      const outcome = await store().append(appendTo('person-a', 0, make()));
      expect(outcome).toMatchObject({ kind: 'refused', rejection: { code } });
      if (outcome.kind !== 'refused') throw new Error('unreachable');
      const { message, expected, actual } = outcome.rejection;
      expect([message, expected, actual].every(({ zh, en }) => zh.length > 0 && en.length > 0)).toBe(true);
      expect(await store().head()).toBeNull();
    });

    it.each([
      ['a stream with a NUL character', { stream: 'a\0b' }],
      ['an empty stream name', { stream: '' }],
      ['an overlong stream name', { stream: 'x'.repeat(501) }],
      ['a negative version', { expectedVersion: -1 }],
      ['a time without milliseconds', { recordedAt: '2026-03-01T08:00:00Z' }],
      ['a time that is none', { recordedAt: '2026-13-01T08:00:00.000Z' }],
    ])('refuses %s', async (_, change) => {
      const outcome = await store().append(appendTo('person-a', 0, events(1), change));
      expect(outcome).toMatchObject({ kind: 'refused', rejection: { code: 'append.malformed' } });
    });

    it('takes the largest append there may be', async () => {
      const outcome = await store().append(appendTo('person-a', 0, [sized(490_000), sized(490_000)]));
      expect(outcome).toMatchObject({ kind: 'appended', version: 2 });
      expect(await store().append(appendTo('person-b', 0, events(appendEventsMax)))).toMatchObject({ kind: 'appended', version: appendEventsMax });
    });
  });
};

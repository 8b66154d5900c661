import { Checkpoint } from '@zhibu/kernel';
import { EventBatch, EventStore, SubscribeOptions } from '@zhibu/event-store';
import { appendTo, collect, event, events, logOf, placeOf } from './sample-append';

export const describeSubscriptions = (store: () => EventStore): void => {
  describe('subscriptions', () => {
    /** Reads until `enough` says so, then ends the subscription. */
    const readUntil = async (options: Omit<SubscribeOptions, 'signal'>, enough: (batches: readonly EventBatch[]) => boolean): Promise<EventBatch[]> => {
      const ending = new AbortController();
      const batches: EventBatch[] = [];
      for await (const batch of store().subscribe({ ...options, signal: ending.signal })) {
        batches.push(batch);
        if (enough(batches)) ending.abort();
      }
      return batches;
    };
    const placesOf = (batches: readonly EventBatch[]) => batches.flatMap((batch) => batch.events).map(placeOf);
    const isLive = (batches: readonly EventBatch[]) => batches.at(-1)?.live === true;

    const hasEverything = async (checkpoint: Checkpoint | undefined): Promise<boolean> => {
      const head = await store().head();
      return checkpoint !== undefined && head !== null && store().compare(checkpoint, head) >= 0;
    };

    it('catches up in bounded batches, then says that it is live', async () => {
      for (let index = 0; index < 5; index += 1) await store().append(appendTo(`person-${index}`, 0, events(5)));
      const all = await logOf(store(), 25);
      const batches = await readUntil({ after: null, batchSize: 10 }, isLive);
      expect(batches.flatMap((batch) => batch.events)).toEqual(all);
      expect(batches.every((batch) => batch.events.length <= 10)).toBe(true);
      expect(batches.slice(0, -1).some((batch) => batch.live)).toBe(false);
      expect(await hasEverything(batches.at(-1)?.checkpoint)).toBe(true);
    });

    it('goes on live with what comes later, without gap or repetition', async () => {
      await store().append(appendTo('person-a', 0, events(3)));
      let writing: Promise<unknown> | undefined;
      const batches = await readUntil({ after: null, batchSize: 4 }, (all) => {
        if (isLive(all)) writing ??= Promise.all(Array.from({ length: 30 }, (_, index) => store().append(appendTo(`person-${index}`, 'any', events(2)))));
        return placesOf(all).length >= 63;
      });
      await writing;
      expect(placesOf(batches)).toEqual((await logOf(store(), 63)).map(placeOf));
      expect(new Set(placesOf(batches)).size).toBe(63);
    });

    it('gives fast and slow readers, with and without a filter, each event once while others write', async () => {
      const total = 6_000;
      const write = async () => {
        for (let round = 0; round < total / 300; round += 1) {
          await Promise.all([0, 1, 2].map((n) => store().append(appendTo(`${n === 0 ? 'person' : 'ledger'}-${round}-${n}`, 0, events(100)))));
        }
      };
      const reader = async (options: Pick<SubscribeOptions, 'filter' | 'batchSize'>, expected: number, pauseMs: number): Promise<string[]> => {
        const ending = new AbortController();
        const seen: string[] = [];
        for await (const batch of store().subscribe({ after: null, ...options, signal: ending.signal })) {
          seen.push(...batch.events.map(placeOf));
          if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
          if (seen.length >= expected) ending.abort();
        }
        return seen;
      };
      const [, fast, slow, filtered] = await Promise.all([
        write(),
        reader({ batchSize: 500 }, total, 0),
        reader({ batchSize: 200 }, total, 15),
        reader({ batchSize: 70, filter: { streamPrefixes: ['person-'] } }, total / 3, 2),
      ]);
      const all = (await logOf(store(), total)).map(placeOf);
      expect(fast).toEqual(all);
      expect(slow).toEqual(all);
      expect(filtered).toEqual(all.filter((place) => place.startsWith('person-')));
    });

    it('resumes from the checkpoint of every batch', async () => {
      await store().append(appendTo('person-a', 0, events(7)));
      await store().append(appendTo('person-b', 0, events(7)));
      const all = (await logOf(store(), 14)).map(placeOf);
      let after: Checkpoint | null = null;
      const seen: string[] = [];
      for (let turn = 0; turn < 5; turn += 1) {
        const [batch]: EventBatch[] = await readUntil({ after, batchSize: 3 }, () => true);
        seen.push(...placesOf(batch === undefined ? [] : [batch]));
        after = batch?.checkpoint ?? after;
      }
      expect(seen).toEqual(all);
    });

    it('filters, and moves its checkpoint past what it leaves out', async () => {
      await store().append(appendTo('person-a', 0, [event('Registered', {}), event('Noted', {})]));
      for (let index = 0; index < 20; index += 1) await store().append(appendTo(`ledger-${index}`, 0, events(100)));
      await logOf(store(), 2_002);
      const batches = await readUntil({ after: null, filter: { streamPrefixes: ['person-'], types: ['Noted'] }, batchSize: 5 }, isLive);
      expect(placesOf(batches)).toEqual(['person-a@2']);
      expect(await hasEverything(batches.at(-1)?.checkpoint)).toBe(true);
    });

    it('moves its checkpoint past what it leaves out while it is live, so that somebody can wait for it', async () => {
      await store().append(appendTo('person-a', 0, events(1)));
      const ending = new AbortController();
      let appended: Promise<unknown> | undefined;
      let last: EventBatch | undefined;
      for await (const batch of store().subscribe({ after: null, filter: { streamPrefixes: ['person-'] }, signal: ending.signal })) {
        last = batch;
        if (batch.live) appended ??= store().append(appendTo('ledger-a', 0, events(1)));
        await appended;
        if (appended !== undefined && (await hasEverything(batch.checkpoint))) ending.abort();
      }
      expect(last?.events).toEqual([]);
    });

    it('says that it is live when there is nothing after the checkpoint', async () => {
      await store().append(appendTo('person-a', 0, events(1)));
      await logOf(store(), 1);
      const head = await store().head();
      const batches = await readUntil({ after: head }, isLive);
      expect(batches).toEqual([{ events: [], checkpoint: head, live: true }]);
    });

    it('serves several readers, each one everything', async () => {
      const readers = Array.from({ length: 4 }, (_, index) =>
        readUntil({ after: null, batchSize: 3 + index * 10 }, (all) => placesOf(all).length >= 60),
      );
      await Promise.all(Array.from({ length: 60 }, (_, index) => store().append(appendTo(`person-${index % 20}`, 'any', events(1)))));
      const all = (await logOf(store(), 60)).map(placeOf);
      for (const batches of await Promise.all(readers)) expect(placesOf(batches)).toEqual(all);
    });

    it('ends when it is told to, before and while it waits', async () => {
      expect(await collect(store().subscribe({ after: null, signal: AbortSignal.abort() }))).toEqual([]);
      const ending = new AbortController();
      setTimeout(() => ending.abort(), 20);
      expect(await collect(store().subscribe({ after: null, signal: ending.signal }))).toEqual([]);
    });

    it('ends when the store closes, which then takes no more appends', async () => {
      const following = collect(store().subscribe({ after: null, signal: new AbortController().signal }));
      await store().close();
      expect(await following).toEqual([]);
      await expect(store().append(appendTo('person-a', 0, events(1)))).rejects.toThrow('closed');
    });
  });
};

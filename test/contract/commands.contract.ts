import { EventStore } from '@zhibu/event-store';
import { appendTo, collect, events, logOf } from './sample-append';

export const describeCommands = (store: () => EventStore): void => {
  describe('commands that come again', () => {
    const command = { key: 'submit-1', contentHash: 'hash-1' };

    it('gives the first result for the same key and content, even when the version is outdated', async () => {
      await store().append(appendTo('person-a', 0, events(2), { command }));
      await store().append(appendTo('person-a', 2, events(3)));
      for (const expectedVersion of [0, 5, 17, 'any'] as const) {
        expect(await store().append(appendTo('person-a', expectedVersion, events(2), { command }))).toEqual({ kind: 'duplicate', version: 2 });
      }
      expect(await collect(store().readStream('person-a'))).toHaveLength(5);
    });

    it('refuses the same key with other content', async () => {
      await store().append(appendTo('person-a', 0, events(1), { command }));
      const outcome = await store().append(appendTo('person-a', 1, events(1), { command: { ...command, contentHash: 'hash-2' } }));
      expect(outcome).toMatchObject({ kind: 'refused', rejection: { code: 'command.key-reused' } });
    });

    it('keeps keys by stream', async () => {
      await store().append(appendTo('person-a', 0, events(1), { command }));
      expect(await store().append(appendTo('person-b', 0, events(1), { command }))).toMatchObject({ kind: 'appended', version: 1 });
    });

    it('does not remember a command that conflicted', async () => {
      expect(await store().append(appendTo('person-a', 3, events(1), { command }))).toMatchObject({ kind: 'conflict' });
      expect(await store().append(appendTo('person-a', 0, events(1), { command }))).toMatchObject({ kind: 'appended' });
    });

    it('writes once when the same command comes many times at once', async () => {
      const outcomes = await Promise.all(Array.from({ length: 25 }, () => store().append(appendTo('person-a', 0, events(2), { command }))));
      expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.kind === 'duplicate' && outcome.version === 2)).toHaveLength(24);
    });

    it('makes event ids from stream, key and place, each one once', async () => {
      await store().append(appendTo('person-a', 0, events(2), { command }));
      await store().append(appendTo('person-b', 0, events(2), { command }));
      const ids = (await logOf(store(), 4)).map(({ meta }) => meta.id);
      expect(new Set(ids).size).toBe(4);
      expect(ids).toEqual(expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)]));
    });
  });
};

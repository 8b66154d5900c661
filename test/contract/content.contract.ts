import { EventStore } from '@zhibu/event-store';
import { appendTo, caseworker, collect, event, events, logOf } from './sample-append';

export const describeContent = (store: () => EventStore): void => {
  describe('content', () => {
    it('keeps everything about an event', async () => {
      const request = appendTo('person-a', 0, [{ type: 'PersonRegistered', schemaVersion: 3, data: { a: 1 }, subjects: ['p1', 'p2'] }], {
        command: { key: 'k', contentHash: 'h' }, simulated: true, causationId: 'cause', correlationId: 'flow',
      });
      const outcome = await store().append(request);
      const [stored] = await collect(store().readStream('person-a'));
      expect(stored).toEqual({
        type: 'PersonRegistered',
        data: { a: 1 },
        checkpoint: outcome.kind === 'appended' ? outcome.checkpoint : '',
        meta: {
          id: expect.any(String), stream: 'person-a', version: 1, schemaVersion: 3, recordedAt: '2026-03-01T08:00:00.000Z', simulated: true,
          actor: caseworker, causationId: 'cause', correlationId: 'flow', commandKey: 'k', commandHash: 'h', subjects: ['p1', 'p2'],
        },
      });
    });

    it.each([
      ['a type that nobody knows', { nested: [{ deep: null }, true, 0.1] }],
      ['keys in their order', { z: 1, a: 2, '10': 3, é: 4 }],
      ['rare characters', { name: '阿卜杜·𠮷𪚥', escaped: '"\\\n\u2028', nul: 'a\u0000b', lone: '\ud800' }],
      ['large and small numbers', [9007199254740991, -0.000001, 1e21]],
      ['a bare text', 'text'],
      ['nothing', null],
    ])('keeps %s as it is', async (_, data) => {
      await store().append(appendTo('other-a', 0, [event('NeverHeardOf', data)]));
      const [stored] = await logOf(store(), 1);
      expect(JSON.stringify(stored?.data)).toBe(JSON.stringify(data));
      expect(stored?.type).toBe('NeverHeardOf');
    });

    it('hands out nothing that could change what is stored', async () => {
      const data = { list: [1] };
      await store().append(appendTo('person-a', 0, [event('Noted', data)]));
      data.list.push(2);
      const [first] = await collect(store().readStream('person-a'));
      try {
        (first?.data as { list: number[] }).list.push(3);
      } catch (error) {
        // What cannot be changed is as good as a copy.
        expect(error).toBeInstanceOf(TypeError);
      }
      const [again] = await collect(store().readStream('person-a'));
      expect(again?.data).toEqual({ list: [1] });
    });

    it('never lets recorded time run backwards within a stream', async () => {
      const at = async (time: string, stream: string) => store().append(appendTo(stream, 'any', events(1), { recordedAt: `2026-03-01T${time}.000Z` }));
      await at('08:00:00', 'person-a');
      await at('07:00:00', 'person-a');
      await at('09:30:00', 'person-a');
      await at('06:00:00', 'person-b');
      const times = (await logOf(store(), 4)).map(({ meta }) => `${meta.stream} ${meta.recordedAt.slice(11, 19)}`);
      expect(times).toEqual(['person-a 08:00:00', 'person-a 08:00:00', 'person-a 09:30:00', 'person-b 06:00:00']);
    });
  });
};

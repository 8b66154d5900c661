import fc from 'fast-check';
import { StoredEvent } from './port';
import { StreamMemory } from './stream-memory';

const eventOf = (stream: string, version: number): StoredEvent => ({ type: 'Happened', data: {}, meta: { stream, version }, checkpoint: `1/${version}` }) as unknown as StoredEvent;
const eventsOf = (stream: string, from: number, to: number): StoredEvent[] => Array.from({ length: to - from + 1 }, (_, index) => eventOf(stream, from + index));
const versions = (events: readonly StoredEvent[]): readonly number[] => events.map(({ meta }) => meta.version);
const upTo = (version: number): readonly number[] => Array.from({ length: version }, (_, index) => index + 1);

describe('streams remembered as they were read', () => {
  it('give every reader the stream from its first event to its last, whoever read in between and whatever was forgotten', () => {
    const step = fc.record({ stream: fc.constantFrom('a', 'b', 'c', 'd'), grown: fc.nat(3), length: fc.nat(400), overlapping: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const memory = new StreamMemory({ bytesMax: 9_000, streamBytesMax: 5_000 });
        const heads = new Map<string, number>();
        for (const { stream, grown, length, overlapping } of steps) {
          const before = memory.eventsOf(stream);
          const first = heads.get(stream) ?? 0;
          expect(versions(before)).toEqual(upTo(before.length));
          expect(before.length).toBeLessThanOrEqual(first);
          const head = first + grown;
          heads.set(stream, head);
          // A second reader who began at the same place and saw less, or more, is answered first.
          if (overlapping) expect(versions(memory.extend(stream, before, eventsOf(stream, before.length + 1, first), length))).toEqual(upTo(first));
          expect(versions(memory.extend(stream, before, eventsOf(stream, before.length + 1, head), length))).toEqual(upTo(head));
        }
      }),
    );
  });

  it('are bounded together, and the one read longest ago leaves first', () => {
    const memory = new StreamMemory({ bytesMax: 2_500, streamBytesMax: 2_000 });
    memory.extend('a', [], eventsOf('a', 1, 1), 400);
    memory.extend('b', [], eventsOf('b', 1, 1), 400);
    memory.eventsOf('a');
    memory.extend('c', [], eventsOf('c', 1, 1), 400);
    expect(['a', 'b', 'c'].map((stream) => memory.eventsOf(stream).length)).toEqual([1, 0, 1]);
  });

  it('never hold a stream that has grown too long', () => {
    const memory = new StreamMemory({ bytesMax: 10_000, streamBytesMax: 2_000 });
    memory.extend('a', [], eventsOf('a', 1, 2), 100);
    expect(versions(memory.extend('a', memory.eventsOf('a'), eventsOf('a', 3, 4), 100))).toEqual([1, 2, 3, 4]);
    expect(memory.eventsOf('a')).toEqual([]);
  });
});

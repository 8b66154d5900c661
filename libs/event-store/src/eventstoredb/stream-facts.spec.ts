import { ReadEvent } from './stored-event';
import { StreamFacts } from './stream-facts';

const read = (version: number, commandKey: string, lastOfCommand = version): ReadEvent =>
  ({ event: { meta: { version, commandKey, commandHash: `hash of ${commandKey}`, recordedAt: `2026-03-01T08:00:0${version}.000Z` } }, lastOfCommand, bytes: 1 }) as unknown as ReadEvent;

describe('what a process knows of streams', () => {
  it('grows by what is read, and leaves out what it has', () => {
    const facts = new StreamFacts();
    facts.extend('a', [read(1, 'one', 2), read(2, 'one', 2)]);
    expect(facts.extend('a', [read(2, 'one', 2), read(3, 'two')])).toMatchObject({ version: 3, recordedAt: '2026-03-01T08:00:03.000Z' });
    expect([...(facts.get('a')?.commands ?? [])]).toEqual([['one', { contentHash: 'hash of one', version: 2 }], ['two', { contentHash: 'hash of two', version: 3 }]]);
  });

  it('takes nothing with a gap before it: a command in the gap would be unknown', () => {
    const facts = new StreamFacts();
    expect(facts.extend('a', [read(2, 'two')])).toBeUndefined();
    expect(facts.get('a')).toBeUndefined();
    facts.extend('a', [read(1, 'one')]);
    expect(facts.extend('a', [read(3, 'three')])).toBeUndefined();
    expect(facts.get('a')?.version).toBe(1);
  });

  it('gives what it knew then: a reader may take in an append before its answer has come', () => {
    const facts = new StreamFacts();
    const before = facts.isMissing('a');
    facts.extend('a', [read(1, 'one')]);
    expect(before.version).toBe(0);
    facts.appended('a', 0, { key: 'one', contentHash: 'hash of one' }, 1, '2026-03-01T08:00:01.000Z');
    expect(facts.get('a')?.version).toBe(1);
  });

  it('is bounded by commands; the streams used longest ago leave first, and the one in use never', () => {
    const facts = new StreamFacts(6);
    for (const stream of ['a', 'b']) facts.extend(stream, [read(1, 'one'), read(2, 'two')]);
    facts.get('a');
    facts.extend('c', [read(1, 'one'), read(2, 'two')]);
    expect(['a', 'b', 'c'].map((stream) => facts.get(stream)?.version)).toEqual([2, undefined, 2]);
    facts.extend('d', Array.from({ length: 9 }, (_, index) => read(index + 1, `command ${index}`)));
    expect(['a', 'b', 'c', 'd'].map((stream) => facts.get(stream)?.version)).toEqual([undefined, undefined, undefined, 9]);
  });
});

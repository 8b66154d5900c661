import { createKeyCache } from './key-cache';
import { microBatch } from './micro-batch';

describe('the key cache', () => {
  const key = Buffer.alloc(32, 1);

  it('forgets a key after its time, but never an erasure', () => {
    let nowMs = 0;
    const cache = createKeyCache({ entriesMax: 10, liveForMs: 100, nowMs: () => nowMs });
    cache.put('a', key);
    cache.put('b', 'erased');
    nowMs = 99;
    expect(cache.get('a')).toBe(key);
    nowMs = 100;
    expect(cache.get('a')).toBeUndefined();
    expect(cache.get('b')).toBe('erased');
  });

  it('does not bring an erased key back from a read that began before', () => {
    const cache = createKeyCache({ entriesMax: 10, liveForMs: 100, nowMs: () => 0 });
    cache.put('a', 'erased');
    expect(cache.put('a', key)).toBe('erased');
    expect(cache.get('a')).toBe('erased');
  });

  it('forgets keys when told to, also one that was asked for before', () => {
    const cache = createKeyCache({ entriesMax: 10, liveForMs: 100, nowMs: () => 0 });
    cache.put('a', key);
    cache.put('b', 'erased');
    const askedIn = cache.era;
    cache.forget();
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'erased']);
    expect(cache.put('c', key, askedIn)).toBe(key);
    expect(cache.get('c')).toBeUndefined();
    cache.put('c', key, cache.era);
    expect(cache.get('c')).toBe(key);
  });

  it('holds no more than its limit; what was used last stays', () => {
    const cache = createKeyCache({ entriesMax: 2, liveForMs: 100, nowMs: () => 0 });
    cache.put('a', key);
    cache.put('b', key);
    cache.get('a');
    cache.put('c', key);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([key, undefined, key]);
  });
});

describe('micro-batches', () => {
  it('ask once for callers that come together, in pieces of bounded size', async () => {
    const asked: string[][] = [];
    const load = microBatch((keys) => {
      asked.push([...keys]);
      return Promise.resolve(new Map(keys.filter((key) => key !== 'd').map((key) => [key, key.toUpperCase()])));
    }, 3);
    expect(await Promise.all(['a', 'b', 'a', 'c', 'd'].map(load))).toEqual(['A', 'B', 'A', 'C', undefined]);
    expect(asked).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('fail only those who asked in the failed call', async () => {
    let calls = 0;
    const load = microBatch((keys) => ((calls += 1) === 1 ? Promise.reject(new Error('down')) : Promise.resolve(new Map(keys.map((key) => [key, 1])))), 10);
    await expect(load('a')).rejects.toThrow('down');
    expect(await load('a')).toBe(1);
  });
});

import fc from 'fast-check';
import { pack, unpack } from './packing';

describe('packing', () => {
  it('gives every text back, short or long', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 300 }), (text, times) => expect(unpack(pack(text.repeat(times)))).toBe(text.repeat(times))));
  });

  it('makes a decision with its reasons several times smaller', () => {
    const decision = JSON.stringify(Array.from({ length: 40 }, (_, no) => ({ id: `part-${no}`, answer: 'yes', text: { zh: '农村居民', en: 'Rural resident' }, factsRead: [], missing: [] })));
    expect(pack(decision).length).toBeLessThan(decision.length / 4);
  });

  it('does not guess at a form that it does not know', () => {
    expect(unpack(Buffer.from([7, 123, 125]))).toBeNull();
    expect(unpack(Buffer.alloc(0))).toBeNull();
  });
});

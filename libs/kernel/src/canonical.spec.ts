import fc from 'fast-check';
import { canonicalJson, contentHash, uuidFrom } from './canonical';

describe('canonical content', () => {
  it('does not depend on the order of keys, and keeps every value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());
        expect(contentHash(reversed)).toBe(contentHash(record));
        expect(JSON.parse(canonicalJson(record))).toEqual(JSON.parse(JSON.stringify(record)));
      }),
    );
  });

  it('leaves out undefined members, as JSON does', () => expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}'));

  it('makes well-formed, repeatable UUIDs of version 8', () => {
    expect(uuidFrom('x')).toBe(uuidFrom('x'));
    // Ids that are stored already: another version has to make the same ones.
    expect(['', 'application-1#3'].map(uuidFrom)).toEqual(['e3b0c442-98fc-8c14-9afb-f4c8996fb924', '5af12504-4363-88d8-8852-59770d0f0edf']);
    expect(uuidFrom('x')).not.toBe(uuidFrom('y'));
    fc.assert(fc.property(fc.string(), (input) => expect(uuidFrom(input)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)));
  });
});

import { randomBytes } from 'node:crypto';
import { base32 } from './base32';
import { createPseudonyms } from './pseudonyms';

describe('pseudonyms', () => {
  const secret = Buffer.alloc(32, 7);
  const pseudonyms = createPseudonyms(secret);

  it('are 26 lower-case characters, and the same for the same number', () => {
    expect(pseudonyms.personKey('990000194706150017')).toMatch(/^[a-z2-7]{26}$/);
    expect(createPseudonyms(secret).personKey('990000194706150017')).toBe(pseudonyms.personKey('990000194706150017'));
  });

  it('differ by number, by kind and by secret', () => {
    const number = '9900001947061500170';
    const all = [pseudonyms.personKey(number), pseudonyms.accountKey(number), pseudonyms.personKey(`${number}1`), createPseudonyms(randomBytes(32)).personKey(number)];
    expect(new Set(all).size).toBe(4);
  });

  it('do not depend on how the check character X was typed', () => {
    expect(pseudonyms.personKey('99000019550808018x')).toBe(pseudonyms.personKey('99000019550808018X'));
  });

  it('never change: stream names are made of them', () => {
    expect(pseudonyms.personKey('990000194706150017')).toBe('4jdkoeetgq2xyga5ctx3pdcshu');
  });

  it('refuse a short secret', () => {
    expect(() => createPseudonyms(Buffer.alloc(16))).toThrow(RangeError);
  });

  it.each([['', ''], ['f', 'my'], ['fo', 'mzxq'], ['foo', 'mzxw6'], ['foob', 'mzxw6yq'], ['fooba', 'mzxw6ytb'], ['foobar', 'mzxw6ytboi']])(
    'write %j in base32 as RFC 4648 does',
    (input, output) => expect(base32(Buffer.from(input))).toBe(output),
  );
});

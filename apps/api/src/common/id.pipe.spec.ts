import { registerIdOf } from '@zhibu/domain';
import { RejectionError } from '@zhibu/kernel';
import { IdPipe, NumberPipe } from './id.pipe';

const taken = (value: string): boolean => {
  try {
    return new IdPipe().transform(value) === value;
  } catch {
    return false;
  }
};

describe('an id in an address', () => {
  it.each(['p', 'rural-reward.990101000000.2016.1', 'county-1', 'special-hardship.abcdefghijklmnopqrstuvwxyz.1', 'a'.repeat(200)])('is taken: %s', (id) => expect(taken(id)).toBe(true));

  it.each(['', '-a', 'a b', 'a/b', 'a'.repeat(201), '990000194706150017', '99000019550808018X', '990000470615001', '9999010000000000010', 'rural-reward.9999010000000000010', 'x.990101000000.99990100000000000'])(
    'is refused: %s', (id) => expect(taken(id)).toBe(false));

  // One title in about 1,850 has a hash without a letter.
  it('is taken of a register whose hash has no letter', () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => registerIdOf('rural-reward', '990101000000', `${n} 年度名册`)).filter((id) => /\.\d{16}$/.test(id));
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id) => !taken(id))).toEqual([]);
  });
});

describe('a number in an address', () => {
  it.each(['1', '42', '999999999'])('is taken: %s', (value) => expect(new NumberPipe().transform(value)).toBe(Number(value)));
  it.each(['0', '-1', '1.5', '01', ' 1', 'x', '', '1000000000', '1e3'])('is refused: %j', (value) => expect(() => new NumberPipe().transform(value)).toThrow(RejectionError));
});

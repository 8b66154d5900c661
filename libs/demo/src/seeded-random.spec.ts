import { seededRandom } from './seeded-random';
import { identityMaker } from './synthetic-identity';

describe('synthetic people', () => {
  it('come out the same for the same seed, and differ for another', () => {
    const draw = (seed: number) => { const random = seededRandom(seed); return Array.from({ length: 5 }, () => random.int(0, 1_000_000)); };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('have numbers of area 990000 with the published check digits', () => {
    const make = identityMaker(seededRandom(1));
    expect(make.idNumber('1933-01-01', 'M').slice(0, 17)).toBe('99000019330101001');
    const female = Array.from({ length: 9 }, () => make.idNumber('1955-08-08', 'F'));
    expect(female).toContain('99000019550808018X');
    expect(new Set(female).size).toBe(9);
  });

  it('have bank cards that pass Luhn', () => {
    const make = identityMaker(seededRandom(1));
    const digits = [...make.accountNumber()].reverse().map(Number);
    const sum = digits.reduce((total, digit, index) => total + (index % 2 === 0 ? digit : ((digit * 2) % 10) + Math.floor((digit * 2) / 10)), 0);
    expect(digits).toHaveLength(19);
    expect(sum % 10).toBe(0);
  });
});

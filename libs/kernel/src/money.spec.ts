import fc from 'fast-check';
import { goldenFigures } from '../../../test/support/golden-figures';
import { formatYuan, parseYuan, percentFloored, splitByShares, sumFen } from './money';

const golden = goldenFigures();

const fenOf = (yuan: string): number => {
  const parsed = parseYuan(yuan);
  if (!parsed.ok) throw new Error(parsed.rejection.code);
  return parsed.value;
};

describe('money', () => {
  it('reads and writes every amount back to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }), (fen) => {
        expect(fenOf(formatYuan(fen))).toBe(fen === 0 ? 0 : fen);
      }),
    );
  });

  it.each([['1100.00', 110_000], ['1100.5', 110_050], ['1100', 110_000], ['7', 700], [' 0.05 ', 5], ['-0.00', 0], ['-12.3', -1_230]])('reads %p as %i fen', (input, fen) => {
    expect(fenOf(input)).toBe(fen);
  });

  it('writes nothing without a sign', () => expect([0, 5, -5, 100].map(formatYuan)).toEqual(['0.00', '0.05', '-0.05', '1.00']));

  it.each(['1100.005', '4,650,800.00', '1e3', '', '12.', '１１００', 'NaN', '99999999999999.00'])('refuses %p', (input) => {
    const parsed = parseYuan(input);
    expect(parsed.ok ? 'accepted' : parsed.rejection.code).toBe('money.not-an-amount');
  });

  const percents = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 4 }).map((cuts) => {
    const sorted = [0, ...cuts.sort((a, b) => a - b), 10_000];
    return sorted.slice(1).map((cut, index) => (cut - (sorted[index] ?? 0)) / 100);
  });

  it('splits so that the parts always add to the whole and no part is off by a fen or more', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), percents, (amountFen, shares) => {
        const split = splitByShares(amountFen, shares.map((percent, index) => ({ level: `l${index}`, percent })));
        if (!split.ok) throw new Error(split.rejection.actual.en);
        expect(sumFen(split.value.map((part) => part.amountFen))).toBe(amountFen);
        split.value.forEach((part, index) => {
          expect(Math.abs(part.amountFen - (amountFen * (shares[index] ?? 0)) / 100)).toBeLessThan(1);
        });
      }),
    );
  });

  it('gives the fen that is left to the largest remainder, and of equal ones to the earlier share', () => {
    const halves = fc.array(fc.constantFrom(12.5, 25, 37.5, 50), { minLength: 2, maxLength: 8 }).filter((shares) => shares.reduce((a, b) => a + b, 0) === 100);
    fc.assert(
      fc.property(fc.integer({ min: -2_000, max: 2_000 }), fc.oneof(percents, halves), (amountFen, shares) => {
        const split = splitByShares(amountFen, shares.map((percent, index) => ({ level: `l${index}`, percent })));
        const parts = split.ok ? split.value : [];
        const rounded = shares.map((percent, index) => {
          const hundredths = Math.abs(amountFen) * Math.round(percent * 100);
          return { index, rest: hundredths % 10_000, up: Math.abs(parts[index]?.amountFen ?? NaN) - Math.floor(hundredths / 10_000) };
        });
        const inOrder = [...rounded].sort((a, b) => b.rest - a.rest || a.index - b.index).map(({ up }) => up);
        expect(inOrder).toEqual([...inOrder].sort((a, b) => b - a));
      }),
    );
    expect(splitByShares(1, [{ level: 'a', percent: 50 }, { level: 'b', percent: 50 }])).toMatchObject({ value: [{ amountFen: 1 }, { amountFen: 0 }] });
    expect(splitByShares(-3, [{ level: 'a', percent: 25 }, { level: 'b', percent: 75 }])).toMatchObject({ value: [{ amountFen: -1 }, { amountFen: -2 }] });
  });

  it.each(golden.funding)('reproduces the published split of $total', (row) => {
    const shares = Object.entries(row.shares).map(([level, percent]) => ({ level, percent: Number(percent) }));
    const split = splitByShares(fenOf(row.total), shares);
    if (row.refused !== undefined) expect(split.ok ? '' : split.rejection.actual.en).toBe(row.refused);
    else {
      const found = Object.fromEntries((split.ok ? split.value : []).map((part) => [part.level, formatYuan(part.amountFen)]));
      expect(found).toEqual(row.split);
    }
  });

  it.each(golden.rounding)('rounds $numerator of $denominator down to $percent', (row) => {
    expect(percentFloored(row.numerator, row.denominator)).toBe(row.percent);
  });
});

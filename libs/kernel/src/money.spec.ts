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

  it.each(['1100.005', '4,650,800.00', '1e3', '', '12.', '１１００', 'NaN', '99999999999999.00'])('refuses %p', (input) => {
    const parsed = parseYuan(input);
    expect(parsed.ok ? 'accepted' : parsed.rejection.code).toBe('money.not-an-amount');
  });

  it('splits so that the parts always add to the whole and no part is off by a fen or more', () => {
    const percents = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 4 }).map((cuts) => {
      const sorted = [0, ...cuts.sort((a, b) => a - b), 10_000];
      return sorted.slice(1).map((cut, index) => (cut - (sorted[index] ?? 0)) / 100);
    });
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

import { Result, accept, refuse } from './rejection';
import { text } from './text';

/** Money in integer fen (1/100 yuan). Safe up to 90 trillion yuan. */
export type Fen = number;

const yuanPattern = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Reads "1100.00", "1100.5" or "1100"; no thousands separator, at most two decimals. */
export const parseYuan = (input: string): Result<Fen> => {
  const match = yuanPattern.exec(input.trim());
  if (!match) {
    return refuse({
      code: 'money.not-an-amount',
      message: text('金额格式不正确', 'This is not an amount of money'),
      expected: text('以元为单位，最多两位小数，不含逗号，例如 1100.00', 'yuan with at most two decimals and no comma, such as 1100.00'),
      actual: text(`“${input}”`, `"${input}"`),
    });
  }
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return accept(match[1] === '-' && fen !== 0 ? -fen : fen);
};

export const formatYuan = (fen: Fen): string => {
  const absolute = Math.abs(fen);
  const sign = fen < 0 ? '-' : '';
  return `${sign}${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
};

export const sumFen = (amounts: Iterable<Fen>): Fen => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
};

/** One funder's part of an amount, in percent. Parts of one amount add to 100. */
export interface Share<Level extends string = string> {
  readonly level: Level;
  readonly percent: number;
}

export interface SharePart<Level extends string = string> {
  readonly level: Level;
  readonly amountFen: Fen;
}

/**
 * Splits an amount by percentage, to the fen, by largest remainder; ties go to the earlier share.
 * The parts always add to the whole. Shares that do not add to 100 are refused.
 */
export const splitByShares = <Level extends string>(
  amountFen: Fen,
  shares: readonly Share<Level>[],
): Result<readonly SharePart<Level>[]> => {
  // Percentages may have two decimals; hundredths of a percent keep the arithmetic in integers.
  const weights = shares.map((share) => Math.round(share.percent * 100));
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum !== 10_000) {
    const shown = sum / 100;
    return refuse({
      code: 'money.shares-not-100',
      message: text('分担比例之和不是 100', 'The shares do not add to 100'),
      expected: text('分担比例之和为 100', 'shares that add to 100'),
      actual: text(`比例之和为 ${shown}`, `shares add to ${shown}, not 100`),
    });
  }
  const exact = weights.map((weight) => BigInt(amountFen) * BigInt(weight));
  const parts = exact.map((value) => Number(value / 10_000n));
  const rests = exact.map((value, index) => ({ index, rest: Number(value % 10_000n) }));
  let left = amountFen - sumFen(parts);
  const step = Math.sign(left);
  for (const { index } of rests.sort((a, b) => step * (b.rest - a.rest) || a.index - b.index)) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + step;
    left -= step;
  }
  return accept(shares.map((share, index) => ({ level: share.level, amountFen: parts[index] ?? 0 })));
};

/** Percentage floored to two decimals: 4227 of 4228 is "99.97%"; nothing of nothing is "n/a". */
export const percentFloored = (numerator: number, denominator: number): string => {
  if (denominator === 0) return 'n/a';
  const hundredths = (BigInt(numerator) * 10_000n) / BigInt(denominator);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}%`;
};

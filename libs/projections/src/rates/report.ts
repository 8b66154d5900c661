import { Fen, percentFloored } from '@zhibu/kernel';
import { FundingLevel, fundingLevels } from '@zhibu/policy';

/** One rate with what it is made of. Nothing of nothing is `n/a`, never 100 %. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  /** Floored to two decimals: 4227 of 4228 is "99.97%". */
  readonly percent: string;
}

/** The same rate by count (people or payments) and by amount in fen. */
export interface CountAndAmount {
  readonly count: Rate;
  readonly amountFen: Rate;
}

export interface SchemeRates {
  readonly scheme: string;
  /** People confirmed of people who meet the conditions, on that day. */
  readonly coverage: Rate;
  /** People whom an officer refused although the check had said yes: not in the coverage, but to be looked at. */
  readonly refusedDespiteYes: number;
  /** Right decisions of people checked by audit sample in the year. */
  readonly decisionAccuracy: Rate & { readonly wronglyIn: number; readonly wronglyOut: number };
  /** People paid everything that was due to them, of people due; and fen credited of fen due. */
  readonly disbursementAccuracy: CountAndAmount;
  /** Credited by the deadline of what was due by a deadline that has come, in payments and fen. */
  readonly timelyDisbursement: CountAndAmount;
  /** Instructions credited of instructions sent. */
  readonly creditSuccess: CountAndAmount;
  /** Instructions returned of instructions sent; one that was reissued later stays returned. */
  readonly returned: CountAndAmount;
  /** Fen received of fen due by frozen lists; `null` below the county, where no fund is kept. */
  readonly fundsInPlace: { readonly total: Rate; readonly byLevel: Readonly<Record<FundingLevel, Rate>> } | null;
}

export type RateSums = Readonly<Record<
  | 'eligible' | 'covered' | 'refusedDespiteYes' | 'sampled' | 'wronglyIn' | 'wronglyOut' | 'peopleDue' | 'peoplePaid' | 'dueFen' | 'paidFen'
  | 'deadlineLines' | 'deadlineFen' | 'timelyLines' | 'timelyFen' | 'submitted' | 'submittedFen' | 'credited' | 'creditedFen' | 'returned' | 'returnedFen',
  number
>>;

export interface FundSums {
  readonly level: FundingLevel;
  readonly receivedFen: Fen;
  readonly dueFen: Fen;
}

export const noSums: RateSums = {
  eligible: 0, covered: 0, refusedDespiteYes: 0, sampled: 0, wronglyIn: 0, wronglyOut: 0, peopleDue: 0, peoplePaid: 0, dueFen: 0, paidFen: 0,
  deadlineLines: 0, deadlineFen: 0, timelyLines: 0, timelyFen: 0, submitted: 0, submittedFen: 0, credited: 0, creditedFen: 0, returned: 0, returnedFen: 0,
};

export const rateOf = (numerator: number, denominator: number): Rate => ({ numerator, denominator, percent: percentFloored(numerator, denominator) });

const both = (count: Rate, amountFen: Rate): CountAndAmount => ({ count, amountFen });

const fundsOf = (funds: readonly FundSums[]): NonNullable<SchemeRates['fundsInPlace']> => {
  const at = (level: FundingLevel): Rate => {
    const found = funds.find((each) => each.level === level);
    return rateOf(found?.receivedFen ?? 0, found?.dueFen ?? 0);
  };
  const [central, province, city, county] = fundingLevels.map(at) as [Rate, Rate, Rate, Rate];
  const parts = [central, province, city, county];
  const sum = (of: (rate: Rate) => number): number => parts.reduce((total, rate) => total + of(rate), 0);
  return { total: rateOf(sum((rate) => rate.numerator), sum((rate) => rate.denominator)), byLevel: { central, province, city, county } };
};

/** Rates from sums; `funds` is null where no fund is kept. */
export const schemeRates = (scheme: string, sums: RateSums, funds: readonly FundSums[] | null): SchemeRates => ({
  scheme,
  coverage: rateOf(sums.covered, sums.eligible),
  refusedDespiteYes: sums.refusedDespiteYes,
  decisionAccuracy: { ...rateOf(sums.sampled - sums.wronglyIn - sums.wronglyOut, sums.sampled), wronglyIn: sums.wronglyIn, wronglyOut: sums.wronglyOut },
  disbursementAccuracy: both(rateOf(sums.peoplePaid, sums.peopleDue), rateOf(sums.paidFen, sums.dueFen)),
  timelyDisbursement: both(rateOf(sums.timelyLines, sums.deadlineLines), rateOf(sums.timelyFen, sums.deadlineFen)),
  creditSuccess: both(rateOf(sums.credited, sums.submitted), rateOf(sums.creditedFen, sums.submittedFen)),
  returned: both(rateOf(sums.returned, sums.submitted), rateOf(sums.returnedFen, sums.submittedFen)),
  fundsInPlace: funds === null ? null : fundsOf(funds),
});

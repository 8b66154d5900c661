import { Fen } from '@zhibu/kernel';
import { Scheme } from '@zhibu/policy';

/** What the county published for one scheme; `null` where it published nothing. */
export interface PublishedFigures {
  readonly scheme: Scheme;
  readonly people: number;
  readonly totalFen: Fen | null;
  readonly disbursementAccuracy: string;
  readonly fundsInPlace: string;
  readonly timelyDisbursement: string;
}

const allInFull = { disbursementAccuracy: '100.00%', fundsInPlace: '100.00%', timelyDisbursement: '100.00%' };

/** Fiscal year 2016 as published by the county that the demo is made after; to be shown beside what was worked out. */
export const publishedFigures: readonly PublishedFigures[] = [
  { scheme: 'rural-reward', people: 4228, totalFen: 465_080_000, ...allInFull },
  { scheme: 'only-child-bonus', people: 7028, totalFen: null, ...allInFull },
  { scheme: 'special-hardship', people: 472, totalFen: null, ...allInFull },
];

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Published figures, in yuan as they were printed. */
export interface GoldenFigures {
  readonly demoCounty: {
    readonly ruralReward: { readonly people: number; readonly ratePerYear: string; readonly total: string; readonly layers: readonly { readonly total: string }[] };
    readonly onlyChildBonus: { readonly ratePerMonth: string; readonly previousRatePerMonth: string };
  };
  readonly arithmetic: readonly { readonly what: string; readonly people?: number; readonly each?: string; readonly total: string }[];
  readonly funding: readonly { readonly total: string; readonly shares: Readonly<Record<string, number>>; readonly split?: Readonly<Record<string, string>>; readonly refused?: string }[];
  readonly rounding: readonly { readonly numerator: number; readonly denominator: number; readonly percent: string }[];
}

export const goldenFigures = (): GoldenFigures => JSON.parse(readFileSync(resolve(__dirname, '../golden/figures.json'), 'utf8')) as GoldenFigures;

import { Measure, Rate, SchemeRates, measures } from './measure-words';

/** A rate that reads otherwise today than it did on an earlier day of record; null where it was not kept. */
export interface Since {
  readonly measure: Measure;
  readonly then: Rate | null;
  readonly today: Rate | null;
}

const same = (a: Rate | null, b: Rate | null): boolean => a?.numerator === b?.numerator && a?.denominator === b?.denominator;

/** What was recorded later of the same business days changed these; a scheme of which nothing was known yet has no rates. */
export const changedSince = (then: SchemeRates | null, today: SchemeRates | null): readonly Since[] =>
  measures
    .map((measure) => ({ measure, then: then === null ? null : measure.of(then), today: today === null ? null : measure.of(today) }))
    .filter((each) => !same(each.then, each.today));

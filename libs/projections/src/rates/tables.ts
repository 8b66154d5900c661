import { LineExceptionKind } from '@zhibu/domain';
import { SharePart } from '@zhibu/kernel';
import { Answer, FundingLevel } from '@zhibu/policy';
import { RowOf, boolean, counter, integer, json, nullable, oneOf, table, text } from '../framework/table';

/**
 * What was counted of one row, from which business day on, and since which day that is on record: the newest turn up to both days says what
 * the sums up to them hold of it. So the people behind a figure are found for any past day, as any later day knew it. Neither day ever goes
 * back from one turn to the next. Written short, because there is one list for each line of every payment.
 */
export type StandingTurn = readonly [day: string, knownOn: string, areaCode: string, eligible: 0 | 1, covered: 0 | 1, refusedDespiteYes: 0 | 1];
export type SampleTurn = readonly [day: string, knownOn: string, finding: 'correct' | 'wrongly-in' | 'wrongly-out'];
export type PayeeTurn = readonly [day: string, knownOn: string, due: 0 | 1, paid: 0 | 1];
export type LineTurn = readonly [day: string, knownOn: string, due: 0 | 1, credited: 0 | 1, timely: 0 | 1, submitted: number, returned: number];
type AnyTurn = readonly [day: string, knownOn: string, ...unknown[]];

/** Of two turns of the same days the later one counts; what changed nothing is none. */
export const turned = <T extends AnyTurn>(turns: readonly T[], next: T): readonly T[] => {
  const last = turns.at(-1);
  if (last !== undefined && next.every((value, index) => index < 2 || value === last[index])) return turns;
  return last?.[0] === next[0] && last[1] === next[1] ? [...turns.slice(0, -1), next] : [...turns, next];
};

/** A business day, and the day (Asia/Shanghai) since which what is counted on it is on record. */
export interface Days {
  readonly on: string;
  readonly known: string;
}

/**
 * The days on which a row is counted after it was counted before: neither goes back. The business day does not, so that no sum up to a day is
 * negative; nor does the day of record where the clocks of two processes disagree, so that nothing is known before what it builds upon.
 */
export const daysAfter = (before: { readonly countedOn: string; readonly knownOn: string } | null | undefined, { on, known }: Days): Days =>
  before === null || before === undefined ? { on, known } : { on: later(on, before.countedOn), known: later(known, before.knownOn) };

const later = (a: string, b: string): string => (a > b ? a : b);

/** Where one person stands with one scheme; the two flags are what is counted. */
export const rateStandings = table('rateStandings', {
  columns: {
    scheme: text, personKey: text, areaCode: text,
    /** Latest answer of a check or a re-verification; null before the first one. */
    answer: nullable(oneOf<Answer>()),
    /** The latest end of an application was a refusal. */
    refused: boolean,
    confirmed: boolean,
    exited: boolean,
    eligibleCounted: boolean, coveredCounted: boolean, turns: json<readonly StandingTurn[]>(),
    /** Days of the last count, see `daysAfter`. */
    countedOn: text, knownOn: text,
  },
  key: ['scheme', 'personKey'],
});

/** Latest audit finding of a person in a year. */
export const rateSamples = table('rateSamples', {
  columns: { year: integer, scheme: text, personKey: text, areaCode: text, finding: oneOf<'correct' | 'wrongly-in' | 'wrongly-out'>(), turns: json<readonly SampleTurn[]>(), countedOn: text, knownOn: text },
  key: ['year', 'scheme', 'personKey'],
});

export const rateBatches = table('rateBatches', {
  columns: { batchId: text, deadline: text, byLevel: json<readonly SharePart<FundingLevel>[]>(), frozenOn: nullable(text), knownOn: text },
  key: ['batchId'],
});

export const rateChunks = table('rateChunks', { columns: { batchId: text, chunk: integer, lines: json<readonly { readonly lineNo: number; readonly personKey: string }[]>() }, key: ['batchId', 'chunk'] });

export const rateLines = table('rateLines', {
  columns: {
    batchId: text, lineNo: integer, personKey: text, areaCode: text, amountFen: integer, deadline: text, attempt: integer,
    status: oneOf<'pending' | 'credited' | 'returned' | 'unknown' | 'reversed' | 'cancelled'>(),
    /** The present attempt was sent; a reissue starts again. */
    sent: boolean,
    creditedOn: nullable(text), timely: boolean,
    turns: json<readonly LineTurn[]>(),
    countedOn: text, knownOn: text,
  },
  key: ['batchId', 'lineNo'],
});

/** One person's dues of a year and scheme, over all batches. */
export const ratePayees = table('ratePayees', {
  columns: {
    year: integer, scheme: text, personKey: text, areaCode: text,
    dueLines: integer, paidLines: integer,
    /** Rights that were due and could not be listed, as `<batch>/<entitlement>`. */
    notListed: json<readonly string[]>(),
    dueCounted: boolean, paidCounted: boolean, turns: json<readonly PayeeTurn[]>(), countedOn: text, knownOn: text,
  },
  key: ['year', 'scheme', 'personKey'],
});

/** Changes of each business day by the day of record; what was true on a day as another day knew it is the sum up to both. */
export const rateDeltas = counter('rateDeltas', {
  columns: {
    year: integer, scheme: text, areaCode: text, day: text, knownOn: text,
    sampled: integer, wronglyIn: integer, wronglyOut: integer,
    peopleDue: integer, peoplePaid: integer, dueFen: integer, paidFen: integer,
    deadlineLines: integer, deadlineFen: integer, timelyLines: integer, timelyFen: integer,
    submitted: integer, submittedFen: integer, credited: integer, creditedFen: integer, returned: integer, returnedFen: integer,
  },
  key: ['year', 'scheme', 'areaCode', 'day', 'knownOn'],
});

/** Coverage is a standing, not a year's flow, and is kept without a year. */
export const coverageDeltas = counter('coverageDeltas', {
  columns: { scheme: text, areaCode: text, day: text, knownOn: text, eligible: integer, covered: integer, refusedDespiteYes: integer },
  key: ['scheme', 'areaCode', 'day', 'knownOn'],
});

export const fundDeltas = counter('fundDeltas', {
  columns: { year: integer, scheme: text, areaCode: text, level: text, day: text, knownOn: text, receivedFen: integer, dueFen: integer },
  key: ['year', 'scheme', 'areaCode', 'level', 'day', 'knownOn'],
});

export type StandingRow = RowOf<typeof rateStandings>;
export type RateLineRow = RowOf<typeof rateLines>;
export type PayeeRow = RowOf<typeof ratePayees>;

/** Exceptions that take away a credit which was counted. */
export const takesBack = (kind: LineExceptionKind): boolean => kind === 'reversed';

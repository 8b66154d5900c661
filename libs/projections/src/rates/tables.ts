import { LineExceptionKind } from '@zhibu/domain';
import { SharePart } from '@zhibu/kernel';
import { Answer, FundingLevel } from '@zhibu/policy';
import { RowOf, boolean, counter, integer, json, nullable, oneOf, table, text } from '../framework/table';

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
    eligibleCounted: boolean, coveredCounted: boolean,
    /** Day of the last count; later counts never go before it, so that no sum up to a day is negative. */
    countedOn: text,
  },
  key: ['scheme', 'personKey'],
});

/** Latest audit finding of a person in a year. */
export const rateSamples = table('rateSamples', {
  columns: { year: integer, scheme: text, personKey: text, areaCode: text, finding: oneOf<'correct' | 'wrongly-in' | 'wrongly-out'>(), countedOn: text },
  key: ['year', 'scheme', 'personKey'],
});

export const rateBatches = table('rateBatches', {
  columns: { batchId: text, deadline: text, byLevel: json<readonly SharePart<FundingLevel>[]>(), frozenOn: nullable(text) },
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
    countedOn: text,
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
    dueCounted: boolean, paidCounted: boolean, countedOn: text,
  },
  key: ['year', 'scheme', 'personKey'],
});

/** Changes of each day; what was true on a day is the sum up to it. */
export const rateDeltas = counter('rateDeltas', {
  columns: {
    year: integer, scheme: text, areaCode: text, day: text,
    sampled: integer, wronglyIn: integer, wronglyOut: integer,
    peopleDue: integer, peoplePaid: integer, dueFen: integer, paidFen: integer,
    deadlineLines: integer, deadlineFen: integer, timelyLines: integer, timelyFen: integer,
    submitted: integer, submittedFen: integer, credited: integer, creditedFen: integer, returned: integer, returnedFen: integer,
  },
  key: ['year', 'scheme', 'areaCode', 'day'],
});

/** Coverage is a standing, not a year's flow, and is kept without a year. */
export const coverageDeltas = counter('coverageDeltas', {
  columns: { scheme: text, areaCode: text, day: text, eligible: integer, covered: integer, refusedDespiteYes: integer },
  key: ['scheme', 'areaCode', 'day'],
});

export const fundDeltas = counter('fundDeltas', {
  columns: { year: integer, scheme: text, areaCode: text, level: text, day: text, receivedFen: integer, dueFen: integer },
  key: ['year', 'scheme', 'areaCode', 'level', 'day'],
});

export type StandingRow = RowOf<typeof rateStandings>;
export type RateLineRow = RowOf<typeof rateLines>;
export type PayeeRow = RowOf<typeof ratePayees>;

/** Exceptions that take away a credit which was counted. */
export const takesBack = (kind: LineExceptionKind): boolean => kind === 'reversed';

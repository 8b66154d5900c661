import { EventOf, Handlers, Rows, Wanted, want } from '../framework/projection';
import { SettledStatus } from '@zhibu/domain';
import { EventMetadata, dateOf } from '@zhibu/kernel';
import { batchPartsOf, countyOf } from '../shared/ids';
import { Days, PayeeRow, RateLineRow, daysAfter, fundDeltas, rateBatches, rateChunks, rateDeltas, rateLines, ratePayees, rateStandings, takesBack, turned } from './tables';

const recordedOn = (meta: EventMetadata): string => dateOf(meta.recordedAt);
/** Of an event that carries no business day of its own. */
const asRecorded = (meta: EventMetadata): Days => ({ on: recordedOn(meta), known: recordedOn(meta) });
const numberOf = (flag: boolean): 0 | 1 => (flag ? 1 : 0);

const isDue = (row: PayeeRow): boolean => row.dueLines > 0 || row.notListed.length > 0;
const isPaid = (row: PayeeRow): boolean => isDue(row) && row.notListed.length === 0 && row.paidLines === row.dueLines;

/** Changes what one person is due or was paid in the year, and counts people when a flag turns. */
const changePayee = (rows: Rows, batchId: string, personKey: string, areaCode: string, days: Days, patch: (row: PayeeRow) => Partial<PayeeRow>): void => {
  const { scheme, year } = batchPartsOf(batchId);
  const before = rows.get(ratePayees, [year, scheme, personKey]) ?? {
    year, scheme, personKey, areaCode, dueLines: 0, paidLines: 0, notListed: [], dueCounted: false, paidCounted: false, turns: [], countedOn: days.on, knownOn: days.known,
  };
  const after = { ...before, ...patch(before) };
  const { on: day, known } = daysAfter(before, days);
  const [dueCounted, paidCounted] = [isDue(after), isPaid(after)];
  const turns = turned(before.turns, [day, known, numberOf(dueCounted), numberOf(paidCounted)]);
  if (dueCounted !== before.dueCounted || paidCounted !== before.paidCounted) {
    rows.add(rateDeltas, [year, scheme, before.areaCode, day, known], {
      peopleDue: numberOf(dueCounted) - numberOf(before.dueCounted), peoplePaid: numberOf(paidCounted) - numberOf(before.paidCounted),
    });
  }
  rows.put(ratePayees, { ...after, dueCounted, paidCounted, turns, countedOn: day, knownOn: known });
};

const isCredited = (line: RateLineRow | null): boolean => line?.status === 'credited';
const isOwed = (line: RateLineRow | null): boolean => line !== null && line.status !== 'cancelled';

/** Moves a line to its next state and adds every difference: of the day, of the deadline, of the person. */
const moveLine = (rows: Rows, before: RateLineRow | null, after: RateLineRow, days: Days): void => {
  const { scheme, year } = batchPartsOf(after.batchId);
  const { batchId, personKey, areaCode, amountFen, deadline } = after;
  const counted = daysAfter(before, days);
  const { on: day, known } = counted;
  const due = numberOf(isOwed(after)) - numberOf(isOwed(before));
  const paid = numberOf(isCredited(after)) - numberOf(isCredited(before));
  const timely = numberOf(isOwed(after) && after.timely) - numberOf(isOwed(before) && before?.timely === true);
  const submitted = numberOf(after.sent && before?.sent !== true);
  // A returned instruction stays one: only an answer to the present attempt can take it back.
  const sameAttempt = before?.attempt === after.attempt;
  const returned = numberOf(after.status === 'returned' && !(sameAttempt && before?.status === 'returned')) - numberOf(sameAttempt && before?.status === 'returned' && after.status !== 'returned');
  rows.add(rateDeltas, [year, scheme, areaCode, day, known], {
    dueFen: due * amountFen, paidFen: paid * amountFen,
    submitted, submittedFen: submitted * amountFen, credited: paid, creditedFen: paid * amountFen, returned, returnedFen: returned * amountFen,
  });
  // What a deadline asks and what met it stand on the deadline's own day: before it nothing is late.
  if (due !== 0 || timely !== 0) {
    rows.add(rateDeltas, [year, scheme, areaCode, deadline, known], { deadlineLines: due, deadlineFen: due * amountFen, timelyLines: timely, timelyFen: timely * amountFen });
  }
  const [, , , , , submittedBefore = 0, returnedBefore = 0] = before?.turns.at(-1) ?? [];
  const turns = turned(before?.turns ?? [], [day, known, numberOf(isOwed(after)), numberOf(isCredited(after)), numberOf(isOwed(after) && after.timely), submittedBefore + submitted, returnedBefore + returned]);
  rows.put(rateLines, { ...after, turns, countedOn: day, knownOn: known });
  if (due !== 0 || paid !== 0) changePayee(rows, batchId, personKey, areaCode, counted, (row) => ({ dueLines: row.dueLines + due, paidLines: row.paidLines + paid }));
};

const lineKeys = (batchId: string, lines: readonly { readonly lineNo: number }[]): Wanted => want(rateLines, ...lines.map(({ lineNo }) => [batchId, lineNo]));

/** What the year owes these people, over all batches. */
const payeesOf = (batchId: string, people: readonly string[]): Wanted => {
  const { scheme, year } = batchPartsOf(batchId);
  return want(ratePayees, ...people.map((personKey) => [year, scheme, personKey]));
};

/** The ledger refuses what is claimed elsewhere already: that is owed there, not here. Every other code leaves it owed. */
const isStillDue = (code: string): boolean => !code.startsWith('ledger.');

const build = (rows: Rows, { data, meta }: EventOf<'LinesBuilt'>): void => {
  const { batchId, chunk, lines, exceptions } = data;
  const { scheme, areaCode: batchArea } = batchPartsOf(batchId);
  const days = asRecorded(meta);
  const { on } = days;
  const deadline = rows.get(rateBatches, [batchId])?.deadline ?? on;
  const areaOf = (personKey: string): string => rows.get(rateStandings, [scheme, personKey])?.areaCode ?? batchArea;
  rows.put(rateChunks, { batchId, chunk, lines: lines.map(({ lineNo, personKey }) => ({ lineNo, personKey })) });
  for (const { lineNo, personKey, amountFen } of lines) {
    const line: RateLineRow = {
      batchId, lineNo, personKey, areaCode: areaOf(personKey), amountFen, deadline, attempt: 1, status: 'pending', sent: false, creditedOn: null, timely: false, turns: [], countedOn: on, knownOn: on,
    };
    moveLine(rows, null, line, days);
  }
  // Whoever is on a list now is no longer missing from an earlier one: arrears come with the next batch. What this list leaves off comes after it.
  for (const { personKey } of lines) {
    const payee = rows.get(ratePayees, [batchPartsOf(batchId).year, scheme, personKey]);
    if (payee !== undefined && payee.notListed.length > 0) changePayee(rows, batchId, personKey, payee.areaCode, days, () => ({ notListed: [] }));
  }
  for (const { personKey, entitlementId } of exceptions.filter(({ code }) => isStillDue(code))) {
    changePayee(rows, batchId, personKey, areaOf(personKey), days, (row) => ({ notListed: [...row.notListed, `${batchId}/${entitlementId}`] }));
  }
};

/** The line after an answer or a decision: money counts from its value day where that is known. */
const answer = (rows: Rows, before: RateLineRow, status: SettledStatus, days: Days, valueDay: string | null): void => {
  if (status !== 'credited') return moveLine(rows, before, { ...before, status, creditedOn: null, timely: false }, days);
  const creditedOn = valueDay ?? days.on;
  moveLine(rows, before, { ...before, status, creditedOn, timely: creditedOn <= before.deadline }, { ...days, on: creditedOn });
};

const settle = (rows: Rows, { data, meta }: EventOf<'LinesSettled'>): void => {
  for (const { lineNo, attempt, status, creditedOn } of data.outcomes) {
    const before = rows.get(rateLines, [data.batchId, lineNo]);
    if (before === undefined || before.attempt !== attempt) continue;
    answer(rows, before, status, { on: data.settledOn, known: recordedOn(meta) }, creditedOn ?? null);
  }
};

const cancel = (rows: Rows, { data: { batchId, chunk }, meta }: EventOf<'LinesCancelled'>): void => {
  for (const { lineNo } of rows.get(rateChunks, [batchId, chunk])?.lines ?? []) {
    const before = rows.get(rateLines, [batchId, lineNo]);
    if (before !== undefined) moveLine(rows, before, { ...before, status: 'cancelled', timely: false }, asRecorded(meta));
  }
};

const fundsDue = (rows: Rows, batchId: string, { on, known }: Days, sign: 1 | -1): void => {
  const { scheme, year, areaCode } = batchPartsOf(batchId);
  for (const { level, amountFen } of rows.get(rateBatches, [batchId])?.byLevel ?? []) {
    rows.add(fundDeltas, [year, scheme, countyOf(areaCode), level, on, known], { dueFen: sign * amountFen });
  }
};

const thaw = {
  keys: ({ data }: EventOf<'BatchSentBack' | 'BatchCancelled'>) => [want(rateBatches, [data.batchId])],
  apply(rows: Rows, { data, meta }: EventOf<'BatchSentBack' | 'BatchCancelled'>) {
    const before = rows.get(rateBatches, [data.batchId]);
    if (before === undefined) return;
    const { frozenOn, knownOn } = before;
    const days = daysAfter({ countedOn: frozenOn ?? '', knownOn }, asRecorded(meta));
    if (frozenOn !== null) fundsDue(rows, data.batchId, days, -1);
    rows.put(rateBatches, { ...before, byLevel: [], frozenOn: null, knownOn: days.known });
  },
};

export const paymentRateHandlers: Handlers = {
  BatchOpened: { apply: (rows, { data: { batchId, deadline }, meta }) => rows.put(rateBatches, { batchId, deadline, byLevel: [], frozenOn: null, knownOn: recordedOn(meta) }) },
  BatchFrozen: {
    keys: ({ data }) => [want(rateBatches, [data.batchId])],
    apply(rows, { data: { batchId, byLevel, frozenOn }, meta }) {
      const before = rows.get(rateBatches, [batchId]);
      if (before === undefined) return;
      const { known } = daysAfter({ countedOn: '', knownOn: before.knownOn }, { on: frozenOn, known: recordedOn(meta) });
      rows.put(rateBatches, { ...before, byLevel, frozenOn, knownOn: known });
      fundsDue(rows, batchId, { on: frozenOn, known }, 1);
    },
  },
  BatchSentBack: thaw,
  BatchCancelled: thaw,
  FundReceived: {
    apply: (rows, { data, meta }) => rows.add(fundDeltas, [data.year, data.scheme, countyOf(data.areaCode), data.level, data.receivedOn, recordedOn(meta)], { receivedFen: data.amountFen }),
  },
  LinesBuilt: {
    keys: ({ data: { batchId, lines, exceptions } }) => {
      const people = [...lines, ...exceptions].map(({ personKey }) => personKey);
      const { scheme } = batchPartsOf(batchId);
      return [want(rateBatches, [batchId]), want(rateStandings, ...people.map((personKey) => [scheme, personKey])), payeesOf(batchId, people)];
    },
    apply: build,
  },
  LinesSent: {
    keys: ({ data }) => [lineKeys(data.batchId, data.lines)],
    apply(rows, { data, meta }) {
      for (const { lineNo, attempt } of data.lines) {
        const before = rows.get(rateLines, [data.batchId, lineNo]);
        if (before !== undefined && before.attempt === attempt) moveLine(rows, before, { ...before, sent: true }, { on: data.sentOn, known: recordedOn(meta) });
      }
    },
  },
  LinesSettled: {
    keys: ({ data }) => [lineKeys(data.batchId, data.outcomes), payeesOf(data.batchId, data.outcomes.map(({ personKey }) => personKey))],
    apply: settle,
  },
  LineReconciled: {
    keys: ({ data }) => [lineKeys(data.batchId, [data]), payeesOf(data.batchId, [data.personKey])],
    apply(rows, { data: { batchId, lineNo, attempt, outcome, reconciledOn, creditedOn }, meta }) {
      const before = rows.get(rateLines, [batchId, lineNo]);
      if (before !== undefined && before.attempt === attempt) answer(rows, before, outcome, { on: reconciledOn, known: recordedOn(meta) }, creditedOn);
    },
  },
  LineReissued: {
    keys: ({ data }) => [lineKeys(data.batchId, [data]), payeesOf(data.batchId, [data.personKey])],
    apply(rows, { data, meta }) {
      const before = rows.get(rateLines, [data.batchId, data.lineNo]);
      if (before !== undefined) moveLine(rows, before, { ...before, attempt: data.attempt, status: 'pending', sent: false, creditedOn: null, timely: false }, asRecorded(meta));
    },
  },
  LineExceptionRaised: {
    keys: ({ data }) => [lineKeys(data.batchId, [data]), payeesOf(data.batchId, data.personKey === null ? [] : [data.personKey])],
    apply(rows, { data, meta }) {
      const before = rows.get(rateLines, [data.batchId, data.lineNo]);
      if (before === undefined || !takesBack(data.kind) || before.status !== 'credited') return;
      moveLine(rows, before, { ...before, status: 'reversed', timely: false }, asRecorded(meta));
    },
  },
  LinesCancelled: {
    keys: ({ data }) => [want(rateChunks, [data.batchId, data.chunk])],
    more: ({ data: { batchId, chunk } }, rows) => {
      const lines = rows.get(rateChunks, [batchId, chunk])?.lines ?? [];
      return [lineKeys(batchId, lines), payeesOf(batchId, lines.map(({ personKey }) => personKey))];
    },
    apply: cancel,
  },
};

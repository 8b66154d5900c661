import { LineExceptionKind, LineOutcome, LineReconciled, PaymentLine, PaymentLinesEvent } from './events';
import { LineState, PaymentLinesState, ReturnFileTotals, noReturnTotals } from './state';

/** Field by field: two objects spread into one take ten times as long, for every line of every chunk that is read. */
const newLine = ({ lineNo, personKey, entitlementId, accountKey, amountFen }: PaymentLine): LineState => ({
  lineNo, personKey, entitlementId, accountKey, amountFen,
  attempt: 1, status: 'pending', fileNo: 1, failures: [], lateCredit: false, sentOn: {}, returnedAttempt: 0, openExceptions: [], reconciliations: 0, proposal: null,
});

const withLine = (state: PaymentLinesState, lineNo: number, change: Partial<LineState>): PaymentLinesState => {
  const line = state.lines[lineNo];
  return line === undefined ? state : { ...state, lines: { ...state.lines, [lineNo]: { ...line, ...change } } };
};

const settledByAnswer: readonly LineExceptionKind[] = ['missing', 'short', 'duplicated'];

const settled = (line: LineState, outcome: LineOutcome): LineState => {
  const failed = outcome.status === 'returned' ? [{ attempt: outcome.attempt, reason: outcome.reason ?? ('other' as const) }] : [];
  // A return that was taken back for unknown and then confirmed is one failure, not two.
  const failures = [...line.failures.filter((failure) => failure.attempt !== outcome.attempt), ...failed];
  const returnedAttempt = outcome.status === 'returned' ? outcome.attempt : line.returnedAttempt;
  // A final answer settles what had made the line unknown. That money moved twice is for people to say.
  const openExceptions = outcome.status === 'unknown' ? line.openExceptions : line.openExceptions.filter((kind) => !settledByAnswer.includes(kind));
  return { ...line, status: outcome.status, failures, returnedAttempt, openExceptions, proposal: null };
};

/** Two officers agreed. That it was paid twice is a matter of its own: a further decision on the credited line closes it. */
const reconciled = (line: LineState, { attempt, from, outcome }: LineReconciled['data']): LineState => {
  const others = line.failures.filter((failure) => failure.attempt !== attempt);
  const credited = outcome === 'credited';
  return {
    ...line,
    status: outcome,
    failures: credited ? others : [...others, { attempt, reason: line.failures.find((failure) => failure.attempt === attempt)?.reason ?? 'other' }],
    lateCredit: false,
    returnedAttempt: credited ? 0 : attempt,
    openExceptions: line.openExceptions.filter((kind) => credited && from !== 'credited' && kind === 'paid-twice'),
    proposal: null,
  };
};

const added = (totals: ReturnFileTotals, outcomes: readonly LineOutcome[]): ReturnFileTotals => {
  const sum = { ...totals };
  for (const { status, amountFen } of outcomes) {
    sum[status] += 1;
    sum[`${status}Fen`] += amountFen;
  }
  return sum;
};

export const evolve = (state: PaymentLinesState, event: PaymentLinesEvent): PaymentLinesState => {
  switch (event.type) {
    case 'LinesPlanned': {
      const { batchId, chunk, entitlementIds } = event.data;
      return { ...state, status: 'planned', batchId, chunk, entitlementIds };
    }
    case 'LinesBuilt': {
      const { batchId, chunk, lines, exceptions } = event.data;
      const byNo = Object.fromEntries(lines.map((line) => [line.lineNo, newLine(line)]));
      return { ...state, status: 'built', batchId, chunk, built: { lines, exceptions }, lines: byNo };
    }
    case 'LinesSent': {
      const lines = { ...state.lines };
      for (const { lineNo, attempt } of event.data.lines) {
        const line = lines[lineNo];
        if (line !== undefined) lines[lineNo] = { ...line, status: 'sent', sentOn: { ...line.sentOn, [attempt]: event.data.sentOn } };
      }
      return { ...state, lines, filesSent: [...state.filesSent, event.data.fileNo] };
    }
    case 'LinesSettled': {
      const { returnFileId, outcomes } = event.data;
      const lines = { ...state.lines };
      for (const outcome of outcomes) {
        const line = lines[outcome.lineNo];
        if (line !== undefined) lines[outcome.lineNo] = settled(line, outcome);
      }
      const totals = added(state.returnFiles[returnFileId] ?? noReturnTotals, outcomes);
      return { ...state, lines, returnFiles: { ...state.returnFiles, [returnFileId]: totals } };
    }
    case 'LineReissued': {
      const { lineNo, attempt, accountKey, fileNo } = event.data;
      return withLine(state, lineNo, { attempt, accountKey, fileNo, status: 'pending' });
    }
    case 'LineExceptionRaised': {
      const { lineNo, kind, returnFileId } = event.data;
      const line = state.lines[lineNo];
      const openExceptions = line === undefined || line.openExceptions.includes(kind) ? (line?.openExceptions ?? []) : [...line.openExceptions, kind];
      const marked = withLine(state, lineNo, { openExceptions, proposal: null, ...(kind === 'late' ? { lateCredit: true } : {}) });
      // What the ledgers found out after the file was posted is not what the file said.
      if (kind === 'paid-twice') return marked;
      const before = state.returnFiles[returnFileId] ?? noReturnTotals;
      return { ...marked, returnFiles: { ...state.returnFiles, [returnFileId]: { ...before, exceptions: before.exceptions + 1 } } };
    }
    case 'LineReconciliationProposed': {
      const { lineNo, reconciliation, outcome, creditedOn, decidedBy } = event.data;
      return withLine(state, lineNo, { reconciliations: reconciliation, proposal: { reconciliation, outcome, creditedOn, decidedBy } });
    }
    case 'LineReconciliationDeclined':
      return withLine(state, event.data.lineNo, { proposal: null });
    case 'LineReconciled': {
      const line = state.lines[event.data.lineNo];
      return line === undefined ? state : withLine(state, line.lineNo, reconciled(line, event.data));
    }
    case 'LinesCancelled':
      return { ...state, status: 'cancelled' };
    default:
      event satisfies never;
      return state;
  }
};

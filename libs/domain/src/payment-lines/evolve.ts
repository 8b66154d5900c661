import { contentHash } from '@zhibu/kernel';
import { LineOutcome, PaymentLinesEvent } from './events';
import { LineState, PaymentLinesState, ReturnFileTotals, noReturnTotals } from './state';

const withLine = (state: PaymentLinesState, lineNo: number, change: Partial<LineState>): PaymentLinesState => {
  const line = state.lines[lineNo];
  return line === undefined ? state : { ...state, lines: { ...state.lines, [lineNo]: { ...line, ...change } } };
};

const settled = (line: LineState, outcome: LineOutcome): LineState => {
  const failed = outcome.status === 'returned' ? [{ attempt: outcome.attempt, reason: outcome.reason ?? ('other' as const) }] : [];
  // A return that was taken back for unknown and then confirmed is one failure, not two.
  const failures = [...line.failures.filter((failure) => failure.attempt !== outcome.attempt), ...failed];
  return { ...line, status: outcome.status, failures };
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
      const byNo = Object.fromEntries(lines.map((line) => [line.lineNo, { ...line, attempt: 1, status: 'pending' as const, fileNo: 1, failures: [], lateCredit: false }]));
      return { ...state, status: 'built', batchId, chunk, builtHash: contentHash({ lines, exceptions }), lines: byNo };
    }
    case 'LinesSent': {
      const lines = { ...state.lines };
      for (const { lineNo } of event.data.lines) {
        const line = lines[lineNo];
        if (line !== undefined) lines[lineNo] = { ...line, status: 'sent' };
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
      const before = state.returnFiles[event.data.returnFileId] ?? noReturnTotals;
      const marked = event.data.kind === 'late' ? withLine(state, event.data.lineNo, { lateCredit: true }) : state;
      return { ...marked, returnFiles: { ...state.returnFiles, [event.data.returnFileId]: { ...before, exceptions: before.exceptions + 1 } } };
    }
    case 'LinesCancelled':
      return { ...state, status: 'cancelled' };
    default:
      event satisfies never;
      return state;
  }
};

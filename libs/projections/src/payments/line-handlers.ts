import { LineExceptionKind, ReconciledOutcome } from '@zhibu/domain';
import { EventOf, Handlers, RowReader, Rows, Wanted, want } from '../framework/projection';
import { batchPartsOf } from '../shared/ids';
import { Moved, moveTotals } from './batch-totals';
import { PaymentLineRow, batches, paymentChunks, paymentExceptions, paymentLines, payeeAreas } from './tables';

const linesOf = (batchId: string, lines: readonly { readonly lineNo: number }[]): Wanted[] => [
  want(batches, [batchId]),
  want(paymentLines, ...lines.map(({ lineNo }) => [batchId, lineNo])),
];

const moveIn = (rows: Rows, batchId: string, moves: readonly Moved[]): void => {
  if (moves.length > 0) rows.change(batches, [batchId], (row) => moveTotals(row, moves));
};

const build = (rows: Rows, { data, meta }: EventOf<'LinesBuilt'>): void => {
  const { batchId, chunk, lines, exceptions } = data;
  const batchArea = batchPartsOf(batchId).areaCode;
  const areaOf = (entitlementId: string): string => rows.get(payeeAreas, [entitlementId])?.areaCode ?? batchArea;
  let totalFen = 0;
  for (const line of lines) {
    totalFen += line.amountFen;
    rows.put(paymentLines, {
      batchId, chunk, ...line, areaCode: areaOf(line.entitlementId),
      attempt: 1, status: 'pending', reason: null, fileNo: null, settledOn: null, attempts: [], exceptions: 0, openExceptions: [], creditedOn: null, proposalNo: null, proposal: null,
    });
  }
  rows.put(paymentChunks, { batchId, chunk, lineNos: lines.map(({ lineNo }) => lineNo), cancelled: false });
  for (const { personKey, entitlementId, code } of exceptions) {
    rows.put(paymentExceptions, {
      exceptionId: `${batchId}/not-listed/${entitlementId}`, batchId, lineNo: null, areaCode: areaOf(entitlementId), personKey, entitlementId,
      kind: 'not-listed', code, expectedFen: null, actualFen: null, returnFileId: null, raisedAt: meta.recordedAt, resolvedAt: null, resolution: null,
    });
  }
  rows.change(batches, [batchId], (row) => ({
    lines: row.lines + lines.length, totalFen: row.totalFen + totalFen,
    pending: row.pending + lines.length, pendingFen: row.pendingFen + totalFen,
    buildExceptions: row.buildExceptions + exceptions.length,
  }));
};

const exceptionIdOf = ({ batchId, returnFileId, lineNo, kind }: EventOf<'LineExceptionRaised'>['data']): string => `${batchId}/${returnFileId}/${lineNo}/${kind}`;

/** Kinds that a final answer of the bank settles; that money moved twice is for people to say. */
const settledByAnswer: readonly LineExceptionKind[] = ['missing', 'short', 'duplicated'];

/** A later word of the bank, or a decision, leaves nothing to approve. */
const noProposal = { proposalNo: null, proposal: null };

const openOf = (rows: RowReader, batchId: string, lines: readonly { readonly lineNo: number }[]): Wanted[] => {
  const ids = lines.flatMap(({ lineNo }) => rows.get(paymentLines, [batchId, lineNo])?.openExceptions ?? []);
  return ids.length === 0 ? [] : [want(paymentExceptions, ...ids.map((id) => [id]))];
};

/** Closes those of a line's open exceptions that are chosen; gives the ids of the others. */
const resolve = (rows: Rows, { batchId, openExceptions }: PaymentLineRow, resolvedAt: string, resolution: ReconciledOutcome, chosen: (id: string) => boolean): readonly string[] => {
  const closing = openExceptions.filter(chosen);
  if (closing.length === 0) return openExceptions;
  for (const id of closing) rows.change(paymentExceptions, [id], () => ({ resolvedAt, resolution }));
  rows.change(batches, [batchId], (row) => ({ lineExceptionsOpen: row.lineExceptionsOpen - closing.length }));
  return openExceptions.filter((id) => !chosen(id));
};

/** Two officers agreed what became of the money. That it was paid twice is closed by a further decision only. */
const reconcile = (rows: Rows, { data, meta }: EventOf<'LineReconciled'>): void => {
  const { batchId, lineNo, attempt, from, outcome, reconciledOn, creditedOn } = data;
  const line = rows.get(paymentLines, [batchId, lineNo]);
  if (line === undefined) return;
  const open = resolve(rows, line, meta.recordedAt, outcome, (id) => outcome === 'returned' || from === 'credited' || !id.endsWith('/paid-twice'));
  const earlier = line.attempts.find((each) => each.attempt === attempt);
  const reason = outcome === 'returned' ? (earlier?.reason ?? 'other') : null;
  const attempts = [...line.attempts.filter((each) => each.attempt !== attempt), { attempt, status: outcome, reason, settledOn: reconciledOn, ...(creditedOn === null ? {} : { creditedOn }) }];
  rows.put(paymentLines, { ...line, ...noProposal, status: outcome, reason, settledOn: reconciledOn, attempts, openExceptions: open, creditedOn });
  moveIn(rows, batchId, [{ from: line.status, to: outcome, amountFen: line.amountFen }]);
};

const settle = (rows: Rows, { data, meta }: EventOf<'LinesSettled'>): void => {
  const moves: Moved[] = [];
  for (const { lineNo, attempt, status, reason, creditedOn } of data.outcomes) {
    const line = rows.get(paymentLines, [data.batchId, lineNo]);
    // An answer to an earlier attempt says nothing about the instruction that is out now.
    if (line === undefined || line.attempt !== attempt) continue;
    moves.push({ from: line.status, to: status, amountFen: line.amountFen });
    const attempts = [...line.attempts.filter((each) => each.attempt !== attempt), { attempt, status, reason, settledOn: data.settledOn, ...(creditedOn === undefined ? {} : { creditedOn }) }];
    const open = status === 'unknown' ? line.openExceptions : resolve(rows, line, meta.recordedAt, status, (id) => settledByAnswer.some((kind) => id.endsWith(`/${kind}`)));
    rows.put(paymentLines, { ...line, ...noProposal, status, reason, settledOn: data.settledOn, attempts, openExceptions: open, creditedOn: creditedOn ?? null });
  }
  moveIn(rows, data.batchId, moves);
};

const reissue = (rows: Rows, { data }: EventOf<'LineReissued'>): void => {
  const { batchId, lineNo, attempt, accountKey, amountFen } = data;
  const line = rows.get(paymentLines, [batchId, lineNo]);
  if (line === undefined) return;
  rows.put(paymentLines, { ...line, attempt, accountKey, amountFen, status: 'pending', reason: null, fileNo: null, settledOn: null, creditedOn: null });
  moveIn(rows, batchId, [{ from: line.status, to: 'pending', amountFen: line.amountFen }]);
  rows.change(batches, [batchId], (row) => ({ reissued: row.reissued + 1 }));
};

const cancel = (rows: Rows, { data: { batchId, chunk } }: EventOf<'LinesCancelled'>): void => {
  const moves: Moved[] = [];
  for (const lineNo of rows.get(paymentChunks, [batchId, chunk])?.lineNos ?? []) {
    const line: PaymentLineRow | undefined = rows.get(paymentLines, [batchId, lineNo]);
    if (line === undefined || line.status === 'cancelled') continue;
    moves.push({ from: line.status, to: 'cancelled', amountFen: line.amountFen });
    rows.put(paymentLines, { ...line, status: 'cancelled' });
  }
  rows.change(paymentChunks, [batchId, chunk], () => ({ cancelled: true }));
  moveIn(rows, batchId, moves);
};

export const lineHandlers: Handlers = {
  EntitlementGranted: { apply: (rows, { data: { entitlementId, areaCode } }) => rows.put(payeeAreas, { entitlementId, areaCode }) },
  EntitlementCarriedOver: { apply: (rows, { data: { entitlementId, areaCode } }) => rows.put(payeeAreas, { entitlementId, areaCode }) },
  LinesBuilt: {
    keys: ({ data }) => [
      want(batches, [data.batchId]),
      want(payeeAreas, ...[...data.lines, ...data.exceptions].map(({ entitlementId }) => [entitlementId])),
    ],
    apply: build,
  },
  LinesSent: {
    keys: ({ data }) => linesOf(data.batchId, data.lines),
    apply(rows, { data }) {
      for (const { lineNo, attempt } of data.lines) {
        rows.change(paymentLines, [data.batchId, lineNo], (line): Partial<PaymentLineRow> => (line.attempt === attempt && line.status === 'pending' ? { status: 'sent', fileNo: data.fileNo } : {}));
      }
    },
  },
  LinesSettled: { keys: ({ data }) => linesOf(data.batchId, data.outcomes), more: ({ data }, rows) => openOf(rows, data.batchId, data.outcomes), apply: settle },
  LineReconciliationProposed: {
    keys: ({ data }) => linesOf(data.batchId, [data]),
    apply: (rows, { data: { batchId, lineNo, reconciliation, outcome, creditedOn, proposedOn, decidedBy } }) =>
      rows.change(paymentLines, [batchId, lineNo], () => ({ proposalNo: reconciliation, proposal: { reconciliation, outcome, creditedOn, proposedOn, decidedBy } })),
  },
  LineReconciliationDeclined: { keys: ({ data }) => linesOf(data.batchId, [data]), apply: (rows, { data }) => rows.change(paymentLines, [data.batchId, data.lineNo], () => noProposal) },
  LineReconciled: { keys: ({ data }) => linesOf(data.batchId, [data]), more: ({ data }, rows) => openOf(rows, data.batchId, [data]), apply: reconcile },
  LineReissued: { keys: ({ data }) => linesOf(data.batchId, [data]), apply: reissue },
  LineExceptionRaised: {
    keys: ({ data }) => linesOf(data.batchId, [data]),
    apply(rows, { data, meta }) {
      const { batchId, lineNo, personKey, kind, expectedFen, actualFen, returnFileId } = data;
      const line = rows.get(paymentLines, [batchId, lineNo]);
      const areaCode = line?.areaCode ?? batchPartsOf(batchId).areaCode;
      rows.put(paymentExceptions, {
        exceptionId: exceptionIdOf(data), batchId, lineNo, areaCode, personKey, entitlementId: line?.entitlementId ?? null,
        kind, code: null, expectedFen, actualFen, returnFileId, raisedAt: meta.recordedAt, resolvedAt: null, resolution: null,
      });
      const exceptionId = exceptionIdOf(data);
      rows.change(paymentLines, [batchId, lineNo], (row) => ({ exceptions: row.exceptions + 1, openExceptions: [...row.openExceptions.filter((id) => id !== exceptionId), exceptionId], ...noProposal }));
      rows.change(batches, [batchId], (row) => ({ lineExceptions: row.lineExceptions + 1, lineExceptionsOpen: row.lineExceptionsOpen + (line?.openExceptions.includes(exceptionId) === true ? 0 : 1) }));
    },
  },
  LinesCancelled: {
    keys: ({ data }) => [want(batches, [data.batchId]), want(paymentChunks, [data.batchId, data.chunk])],
    more: ({ data: { batchId, chunk } }, rows) => [want(paymentLines, ...(rows.get(paymentChunks, [batchId, chunk])?.lineNos ?? []).map((lineNo) => [batchId, lineNo]))],
    apply: cancel,
  },
};

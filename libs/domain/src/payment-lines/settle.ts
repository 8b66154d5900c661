import { Fen, LocalDate } from '@zhibu/kernel';
import { ReturnRow } from './commands';
import { LineExceptionKind, LineOutcome, ReturnReason, SettledStatus } from './events';
import { LineState, PaymentLinesState, linesOf } from './state';

export interface LineVerdict {
  readonly outcome: LineOutcome | null;
  readonly exception: { readonly lineNo: number; readonly personKey: string | null; readonly kind: LineExceptionKind; readonly expectedFen: Fen; readonly actualFen: Fen | null } | null;
}

const outcome = (line: LineState, status: SettledStatus, reason: ReturnReason | null = null, creditedOn?: LocalDate): LineOutcome => ({
  lineNo: line.lineNo,
  attempt: line.attempt,
  personKey: line.personKey,
  status,
  reason: status === 'returned' ? (reason ?? 'other') : null,
  amountFen: line.amountFen,
  ...(status === 'credited' && creditedOn !== undefined ? { creditedOn } : {}),
});

const exception = (line: LineState, kind: LineExceptionKind, actualFen: Fen | null): LineVerdict['exception'] => ({
  lineNo: line.lineNo,
  personKey: line.personKey,
  kind,
  expectedFen: line.amountFen,
  actualFen,
});

/** Rows that agree but for the day: the later one, so that nothing counts as timely that may not have been. */
const lastDay = (rows: readonly ReturnRow[]): LocalDate | undefined => rows.flatMap(({ creditedOn }) => creditedOn ?? []).sort().at(-1);

const nothing: LineVerdict = { outcome: null, exception: null };

/** The first word on a sent instruction, or the reconciliation of an unknown one. */
const firstAnswer = (line: LineState, rows: readonly ReturnRow[], lateCredit: boolean): LineVerdict => {
  const [row] = rows;
  if (row === undefined) return nothing;
  const agree = rows.every((other) => other.status === row.status && other.amountFen === row.amountFen);
  // Rows that contradict one another, or another amount, tell nothing certain about the money.
  // Nor does a return, once an earlier instruction of the line was called credited: it is not paid again.
  const certain = agree && row.amountFen === line.amountFen && !(lateCredit && row.status === 'returned');
  const status = certain ? row.status : 'unknown';
  const kind = rows.length > 1 ? 'duplicated' : row.amountFen === line.amountFen ? null : 'short';
  return {
    outcome: line.status === 'unknown' && status === 'unknown' ? null : outcome(line, status, row.reason, lastDay(rows)),
    exception: kind === null ? null : exception(line, kind, row.amountFen),
  };
};

/**
 * A word on an instruction that already had its final answer. A credit stays a credit: what came back after it
 * is money of its own (`reversed`). A return that is later called credited becomes unknown, so that it cannot be
 * paid again before somebody looked (`late`). The same word again is `duplicated` and changes nothing.
 */
const secondAnswer = (line: LineState, row: ReturnRow): LineVerdict => {
  if (row.status === line.status) return { outcome: null, exception: exception(line, 'duplicated', row.amountFen) };
  if (line.status === 'credited') return { outcome: null, exception: exception(line, 'reversed', row.amountFen) };
  return { outcome: outcome(line, 'unknown'), exception: exception(line, 'late', row.amountFen) };
};

/** A word on an earlier attempt, which was returned. A credit there puts the later instruction in doubt. */
const earlierAttempt = (line: LineState, rows: readonly ReturnRow[]): LineVerdict => {
  const other = rows.find((row) => row.status !== 'returned');
  if (other === undefined) return { outcome: null, exception: exception(line, 'duplicated', rows[0]?.amountFen ?? null) };
  const held = line.status === 'pending' || line.status === 'returned';
  return { outcome: held ? outcome(line, 'unknown') : null, exception: exception(line, 'late', other.amountFen) };
};

/** What rows about the latest instruction say, or their absence. */
const judgeCurrent = (line: LineState, rows: readonly ReturnRow[], fileNo: number, lateCredit: boolean): LineVerdict => {
  const [first] = rows;
  if (first === undefined) {
    // Silence never means paid.
    const missing = line.status === 'sent' && line.fileNo === fileNo;
    return missing ? { outcome: outcome(line, 'unknown'), exception: exception(line, 'missing', null) } : nothing;
  }
  if (line.status === 'sent' || line.status === 'unknown') return firstAnswer(line, rows, lateCredit);
  if (line.status === 'pending') return { outcome: null, exception: exception(line, 'unknown-line', first.amountFen) };
  return secondAnswer(line, rows.find((row) => row.status !== line.status) ?? first);
};

const judge = (line: LineState, rows: readonly ReturnRow[], fileNo: number): LineVerdict => {
  const of = (wanted: (row: ReturnRow) => boolean): ReturnRow[] => rows.filter(wanted);
  const neverIssued = of((row) => row.attempt > line.attempt)[0];
  const stranger = neverIssued === undefined ? nothing : { outcome: null, exception: exception(line, 'unknown-line', neverIssued.amountFen) };
  const earlier = of((row) => row.attempt < line.attempt);
  const past = earlier.length === 0 ? nothing : earlierAttempt(line, earlier);
  // A file that speaks of another attempt only is still silent about this one.
  const lateCredit = line.lateCredit || past.exception?.kind === 'late';
  const current = judgeCurrent(line, of((row) => row.attempt === line.attempt), fileNo, lateCredit);
  return { outcome: current.outcome ?? past.outcome, exception: past.exception ?? current.exception ?? stranger.exception };
};

/** What a return file means for each line; at most one exception a line. Rows of nobody come last. */
export const judgeReturnFile = (state: PaymentLinesState, fileNo: number, rows: readonly ReturnRow[]): LineVerdict[] => {
  const byLine = new Map<number, ReturnRow[]>();
  for (const row of rows) {
    const group = byLine.get(row.lineNo);
    if (group === undefined) byLine.set(row.lineNo, [row]);
    else group.push(row);
  }
  const known = linesOf(state).map((line) => judge(line, byLine.get(line.lineNo) ?? [], fileNo));
  const strangers = [...byLine.values()].flatMap((group) => (group[0] !== undefined && state.lines[group[0].lineNo] === undefined ? [group[0]] : []));
  return [
    ...known.filter((verdict) => verdict.outcome !== null || verdict.exception !== null),
    ...strangers.map((row) => ({
      outcome: null,
      exception: { lineNo: row.lineNo, personKey: null, kind: 'unknown-line' as const, expectedFen: 0, actualFen: row.amountFen },
    })),
  ];
};

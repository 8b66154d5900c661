import { Actor, Decided, Decider, Rejection, contentHash, decided, parseDate, refuse } from '@zhibu/kernel';
import { refuseUnlessRecorder } from '../payment-batch/duties';
import { unknownCommand } from '../refusals';
import { PaymentLinesCommand } from './commands';
import { PaymentLine, PaymentLinesEvent, ReturnReason } from './events';
import { evolve } from './evolve';
import { approveReconciliation, declineReconciliation, proposeReconciliation } from './reconcile';
import * as rejections from './rejections';
import { judgeReturnFile } from './settle';
import { PaymentLinesState, carriedBy, instructionNameOf, instructionsOfFile, linesOf, noLines } from './state';

type Data<Type extends PaymentLinesCommand['type']> = Extract<PaymentLinesCommand, { type: Type }>['data'];
type Outcome = Decided<PaymentLinesEvent>;

/** One settlement may raise an exception a line and still fit one append of 500 events. */
export const linesPerChunkMax = 450;
const strangersMax = 49;
const exceptionsMax = 1_000;
const attemptsMax = 20;
const positive = (n: number): boolean => Number.isSafeInteger(n) && n > 0;

/** SHA-256 over the lines in order: the chunk's hash in its batch. */
export const linesHashOf = (lines: readonly PaymentLine[]): string => contentHash(lines);

const linesProblem = (lines: readonly PaymentLine[]): Rejection | null => {
  if (lines.length > linesPerChunkMax)
    return rejections.notUsable('lines.too-many', 'lines', `最多 ${linesPerChunkMax} 行`, `at most ${linesPerChunkMax} lines`, lines.length);
  const entitlements = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (!positive(line.lineNo) || (before !== undefined && before.lineNo >= line.lineNo))
      return rejections.notUsable('lines.number', `lines.${index}.lineNo`, '自 1 起递增的行号', 'line numbers from 1 that rise', line.lineNo);
    if (!positive(line.amountFen))
      return rejections.notUsable('lines.amount', `lines.${index}.amountFen`, '正整数分', 'whole fen above zero', line.amountFen);
    if (entitlements.has(line.entitlementId))
      return rejections.notUsable('lines.entitlement-twice', `lines.${index}.entitlementId`, '每项资格一行', 'one line for each entitlement', line.entitlementId);
    entitlements.add(line.entitlementId);
  }
  return null;
};

const planLines = (state: PaymentLinesState, data: Data<'PlanLines'>): Outcome => {
  if (state.status !== 'none') return refuse(rejections.wrongState(state, '未生成', 'not planned yet'));
  const { entitlementIds } = data;
  const wanted = { zh: `1 至 ${linesPerChunkMax} 项资格，按编号递增`, en: `1 to ${linesPerChunkMax} entitlements, their ids rising` };
  const rising = entitlementIds.every((id, index) => index === 0 || (entitlementIds[index - 1] ?? '') < id);
  if (entitlementIds.length === 0 || entitlementIds.length > linesPerChunkMax || !rising)
    return refuse(rejections.notUsable('lines.plan', 'entitlementIds', wanted.zh, wanted.en, entitlementIds.length));
  return decided({ type: 'LinesPlanned', data });
};

const buildLines = (state: PaymentLinesState, data: Data<'BuildLines'>): Outcome => {
  const { batchId, chunk, lines, exceptions } = data;
  if (state.status === 'built' && state.batchId === batchId && state.chunk === chunk)
    return contentHash({ lines, exceptions }) === contentHash(state.built) ? decided() : refuse(rejections.builtOtherwise());
  if (state.status !== 'planned' || state.batchId !== batchId || state.chunk !== chunk) return refuse(rejections.wrongState(state, '已列名单', 'planned and not built yet'));
  const planned = new Set(state.entitlementIds);
  const stranger = [...lines, ...exceptions].find(({ entitlementId }) => !planned.has(entitlementId));
  if (stranger !== undefined) return refuse(rejections.notUsable('lines.not-planned', 'lines', '名单内的资格', 'an entitlement of the plan', stranger.entitlementId));
  if (exceptions.length > exceptionsMax)
    return refuse(rejections.notUsable('lines.too-many', 'exceptions', `最多 ${exceptionsMax} 人`, `at most ${exceptionsMax} people`, exceptions.length));
  const problem = linesProblem(lines);
  return problem !== null ? refuse(problem) : decided({ type: 'LinesBuilt', data: { batchId, chunk, lines, exceptions } });
};

const markSent = (state: PaymentLinesState, data: Data<'MarkSent'>): Outcome => {
  if (state.status !== 'built') return refuse(rejections.wrongState(state, '已生成', 'built'));
  const day = parseDate(data.sentOn);
  if (!day.ok) return refuse(day.rejection);
  const carried = carriedBy(state, data.fileNo).map(instructionNameOf);
  if (data.instructions !== undefined && carried.join() !== data.instructions.join()) return refuse(rejections.fileStale(data.fileNo, carried, data.instructions));
  const lines = instructionsOfFile(state, data.fileNo).map(({ lineNo, attempt }) => ({ lineNo, attempt }));
  if (lines.length === 0) return decided();
  return decided({ type: 'LinesSent', data: { batchId: state.batchId, chunk: state.chunk, fileNo: data.fileNo, sentOn: data.sentOn, lines } });
};

/** A credit happens from the day its instruction was sent until today. */
const impossibleCredit = (state: PaymentLinesState, { rows, settledOn }: Data<'SettleLines'>): Rejection | null => {
  for (const { lineNo, attempt, creditedOn } of rows) {
    const sentOn = state.lines[lineNo]?.sentOn[attempt];
    if (creditedOn === undefined || sentOn === undefined) continue;
    const day = parseDate(creditedOn);
    if (!day.ok) return { ...day.rejection, field: 'creditedOn' };
    if (creditedOn < sentOn || creditedOn > settledOn) return rejections.creditedBeforeSent(lineNo, attempt, sentOn, settledOn, creditedOn);
  }
  return null;
};

const settleLines = (state: PaymentLinesState, data: Data<'SettleLines'>): Outcome => {
  if (state.status !== 'built') return refuse(rejections.wrongState(state, '已生成', 'built'));
  if (state.returnFiles[data.returnFileId] !== undefined) return decided();
  const day = parseDate(data.settledOn);
  if (!day.ok) return refuse(day.rejection);
  const waiting = instructionsOfFile(state, data.fileNo);
  if (waiting.length > 0) return refuse(rejections.fileNotSent(data.fileNo, waiting.length));
  const impossible = impossibleCredit(state, data);
  if (impossible !== null) return refuse(impossible);
  const verdicts = judgeReturnFile(state, data.fileNo, data.rows);
  const strangers = verdicts.filter((verdict) => verdict.exception?.personKey === null).length;
  if (strangers > strangersMax) return refuse(rejections.tooManyUnknownLines(strangers, strangersMax));
  if (verdicts.length === 0) return decided();
  const { batchId, chunk } = state;
  const { returnFileId, settledOn } = data;
  return decided<PaymentLinesEvent>(
    { type: 'LinesSettled', data: { batchId, chunk, returnFileId, settledOn, outcomes: verdicts.flatMap((verdict) => verdict.outcome ?? []) } },
    ...verdicts.flatMap(({ exception }) => (exception === null ? [] : [{ type: 'LineExceptionRaised' as const, data: { batchId, chunk, ...exception, returnFileId } }])),
  );
};

/** With these the account itself is the fault; the others may be put right at the bank or in the register. */
const accountIsGone: readonly ReturnReason[] = ['no-such-account', 'account-closed'];

const reissueLine = (state: PaymentLinesState, data: Data<'ReissueLine'>, by: Actor): Outcome => {
  if (state.status !== 'built') return refuse(rejections.wrongState(state, '已生成', 'built'));
  // Whether it may go out again was decided on the batch, for a new account by an approver.
  const duty = refuseUnlessRecorder(by, ['finance-preparer', 'finance-approver'], state.batchId.split('.')[1] ?? '');
  if (duty !== null) return refuse(duty);
  const line = state.lines[data.lineNo];
  if (line === undefined) return refuse(rejections.noSuchLine(data.lineNo));
  if (line.status !== 'returned' || line.lateCredit) return refuse(rejections.notReissuable(line));
  if (line.attempt >= attemptsMax)
    return refuse(rejections.notUsable('line.too-many-attempts', 'lineNo', `最多 ${attemptsMax} 次`, `at most ${attemptsMax} attempts`, line.attempt));
  // An instruction that two officers took back before it was sent leaves its file to the next one.
  const lastSent = Math.max(line.sentOn[line.attempt] === undefined ? line.fileNo - 1 : line.fileNo, ...state.filesSent);
  if (!positive(data.fileNo) || data.fileNo <= lastSent)
    return refuse(rejections.notUsable('line.file-number', 'fileNo', `大于 ${lastSent} 的文件号`, `a file after file ${lastSent}`, data.fileNo));
  const reason = line.failures.at(-1)?.reason;
  if (data.accountKey === line.accountKey && reason !== undefined && accountIsGone.includes(reason)) return refuse(rejections.sameAccount(line));
  const { batchId, chunk } = state;
  const { lineNo, accountKey, fileNo } = data;
  return decided({
    type: 'LineReissued',
    data: { batchId, chunk, lineNo, attempt: line.attempt + 1, personKey: line.personKey, accountKey, amountFen: line.amountFen, reason: data.reason, fileNo },
  });
};

/** Once for as long as it is open: whoever repeats the work finds it said. */
const notePaidTwice = (state: PaymentLinesState, { lineNo, returnFileId }: Data<'NotePaidTwice'>): Outcome => {
  const line = state.lines[lineNo];
  if (line === undefined) return refuse(rejections.noSuchLine(lineNo));
  if (line.openExceptions.includes('paid-twice')) return decided();
  const { batchId, chunk } = state;
  const { personKey, amountFen } = line;
  return decided({ type: 'LineExceptionRaised', data: { batchId, chunk, lineNo, personKey, kind: 'paid-twice', expectedFen: 0, actualFen: amountFen, returnFileId } });
};

const cancelLines = (state: PaymentLinesState, reason: string): Outcome => {
  if (state.status === 'cancelled') return decided();
  // Also before they are built: a builder still at work then finds that it comes too late.
  if (state.status === 'planned') return decided({ type: 'LinesCancelled', data: { batchId: state.batchId, chunk: state.chunk, reason } });
  if (state.status !== 'built') return refuse(rejections.wrongState(state, '已生成', 'built'));
  const moved = linesOf(state).filter((line) => line.status !== 'pending' || line.attempt > 1).length;
  if (moved > 0) return refuse(rejections.alreadySent(moved));
  return decided({ type: 'LinesCancelled', data: { batchId: state.batchId, chunk: state.chunk, reason } });
};

export const paymentLinesDecider: Decider<PaymentLinesState, PaymentLinesCommand, PaymentLinesEvent> = {
  initialState: noLines,
  decide(state, command) {
    switch (command.type) {
      case 'PlanLines':
        return planLines(state, command.data);
      case 'BuildLines':
        return buildLines(state, command.data);
      case 'MarkSent':
        return markSent(state, command.data);
      case 'SettleLines':
        return settleLines(state, command.data);
      case 'ReissueLine':
        return reissueLine(state, command.data, command.by);
      case 'NotePaidTwice':
        return notePaidTwice(state, command.data);
      case 'ProposeReconciliation':
        return proposeReconciliation(state, command.data, command.by);
      case 'ApproveReconciliation':
        return approveReconciliation(state, command.data, command.by);
      case 'DeclineReconciliation':
        return declineReconciliation(state, command.data, command.by);
      case 'CancelLines':
        return cancelLines(state, command.data.reason);
      default:
        return unknownCommand(command satisfies never);
    }
  },
  evolve,
};

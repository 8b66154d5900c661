import { Decided, Fen, Rejection, SharePart, actingIds, canonicalJson, contentHash, decided, parseAreaCode, parseDate, parseMonth, refuse, sha256Hex, sumFen } from '@zhibu/kernel';
import { FundingLevel, fundingLevels } from '@zhibu/policy';
import { PaymentBatchCommand } from './commands';
import { refuseIfAmong, refuseUnlessOfficer, refuseUnlessRecorder } from './duties';
import { BatchFrozen, ChunkTotals, PaymentBatchEvent } from './events';
import { parsePeriod } from './period';
import * as rejections from './rejections';
import { PaymentBatchState, PaymentBatchStatus, chunksMissing } from './state';

export type Command<Type extends PaymentBatchCommand['type']> = Extract<PaymentBatchCommand, { type: Type }>;
type Outcome = Decided<PaymentBatchEvent>;

/** A plan is one event: 2,000 chunks of 500 lines are a million payees. */
const chunksMax = 2_500;
const amount = (fen: Fen): boolean => Number.isSafeInteger(fen) && fen >= 0;

export const statusProblem = (state: PaymentBatchState, ...wanted: PaymentBatchStatus[]): Rejection | null =>
  wanted.includes(state.status) ? null : rejections.wrongStatus(state, wanted);

/** Whoever confirmed anybody on the list has no hand in paying it. */
export const confirmerProblem = (state: PaymentBatchState, by: Command<'FreezeBatch'>['by']): Rejection | null =>
  refuseIfAmong(by, state.confirmers, {
    code: 'duty.confirmed-and-pays',
    zh: '资格确认人不得办理该批次的发放',
    en: 'Somebody who confirmed a person on this list may not pay it',
  });

/** Whoever approved a batch neither writes nor sends nor reissues it, whatever role they hold by then. */
export const approverProblem = (state: PaymentBatchState, by: Command<'FreezeBatch'>['by']): Rejection | null =>
  refuseIfAmong(by, [...state.approvals.flat(), ...state.reissueApprovers], {
    code: 'duty.approved-and-pays',
    zh: '审批人不得办理同一批次的发放',
    en: 'Whoever approved a batch may not pay it',
  });

export const openBatch = (state: PaymentBatchState, { data, by }: Command<'OpenBatch'>): Outcome => {
  const area = parseAreaCode(data.areaCode);
  if (!area.ok) return refuse(area.rejection);
  const problem = statusProblem(state, 'none') ?? refuseUnlessOfficer(by, ['finance-preparer'], data.areaCode);
  if (problem !== null) return refuse(problem);
  for (const parsed of [parsePeriod(data.period), parseMonth(data.throughMonth), parseDate(data.deadline), parseDate(data.today)])
    if (!parsed.ok) return refuse(parsed.rejection);
  const period = parsePeriod(data.period);
  if (period.ok && (data.throughMonth < period.value.from || data.throughMonth > period.value.to)) {
    const { from, to } = period.value;
    return refuse(rejections.notUsable('batch.through-month', 'throughMonth', { zh: `${from} 至 ${to}`, en: `${from} to ${to}` }, data.throughMonth));
  }
  const prefix = `${data.scheme}.${data.areaCode}.${data.period}.`;
  if (!data.batchId.startsWith(prefix) || !/^[1-9]\d{0,3}$/.test(data.batchId.slice(prefix.length)))
    return refuse(rejections.notUsable('batch.id-differs', 'batchId', { zh: `${prefix}1`, en: `${prefix}1` }, data.batchId));
  const { batchId, scheme, areaCode, throughMonth, deadline, today } = data;
  return decided({ type: 'BatchOpened', data: { batchId, scheme, areaCode, period: data.period, throughMonth, deadline, preparedBy: actingIds(by), openedOn: today } });
};

export const planBatch = (state: PaymentBatchState, { data, by }: Command<'PlanBatch'>): Outcome => {
  const samePlan = state.chunksPlanned.join() === data.chunks.map(({ chunk }) => chunk).join();
  const problem =
    refuseUnlessRecorder(by, ['finance-preparer'], state.areaCode) ??
    (state.status === 'planned' && samePlan ? null : statusProblem(state, 'open'));
  if (problem !== null) return refuse(problem);
  if (state.status === 'planned') return decided();
  const shape = { zh: `1 至 ${chunksMax} 块，自 1 起连续编号，范围首尾相接`, en: `1 to ${chunksMax} chunks numbered from 1, each range starting where the last ended` };
  if (data.chunks.length === 0 || data.chunks.length > chunksMax) return refuse(rejections.notUsable('batch.plan', 'chunks', shape, data.chunks.length));
  for (const [index, entry] of data.chunks.entries()) {
    const before = data.chunks[index - 1];
    const inOrder = entry.chunk === index + 1 && entry.after < entry.through && (before === undefined || before.through === entry.after);
    if (!inOrder || !amount(entry.entitlements)) return refuse(rejections.notUsable('batch.plan', `chunks.${index}`, shape, canonicalJson(entry)));
  }
  return decided({ type: 'BatchPlanned', data: { batchId: state.batchId, chunks: data.chunks } });
};

export const recordChunk = (state: PaymentBatchState, { data, by }: Command<'RecordChunk'>): Outcome => {
  const duty = refuseUnlessRecorder(by, ['finance-preparer'], state.areaCode);
  if (duty !== null) return refuse(duty);
  const known = state.chunks[data.chunk];
  if (known !== undefined) return known.hash === data.hash ? decided() : refuse(rejections.chunkDiffers(data.chunk, known.hash, data.hash));
  const problem = statusProblem(state, 'planned');
  if (problem !== null) return refuse(problem);
  if (!state.chunksPlanned.includes(data.chunk))
    return refuse(rejections.notUsable('batch.chunk-not-planned', 'chunk', { zh: '计划内的块号', en: 'a chunk of the plan' }, data.chunk));
  if (![data.lines, data.totalFen, data.exceptions, ...data.byLevel.map((part) => part.amountFen)].every(amount))
    return refuse(rejections.notUsable('batch.chunk-totals', 'totalFen', { zh: '非负整数分', en: 'whole fen, not below zero' }, data.totalFen));
  const levelsFen = sumFen(data.byLevel.map((part) => part.amountFen));
  if (levelsFen !== data.totalFen)
    return refuse(rejections.amountsDiffer('batch.chunk-levels-differ', data.totalFen, levelsFen, { zh: '分块合计与各级分担之和', en: 'The chunk total and its funders' }));
  return decided({ type: 'BatchChunkBuilt', data: { batchId: state.batchId, ...data } });
};

/** What a list's hash is of. The id names scheme, area, period and number. */
export interface HashedList {
  readonly batchId: string;
  readonly covers: BatchFrozen['data']['hashCovers'];
  /** In order of chunk. */
  readonly chunks: readonly Pick<ChunkTotals, 'hash'>[];
}

/** SHA-256 that the approver signs: of one batch only, even where another one pays the same people the same amounts. */
export const listHashOf = ({ batchId, covers, chunks }: HashedList): string => {
  const hashes = chunks.map(({ hash }) => hash);
  return covers === 'lines' ? sha256Hex(hashes.join('\n')) : contentHash({ batchId, chunks: hashes });
};

const levelTotals = (chunks: readonly ChunkTotals[]): SharePart<FundingLevel>[] =>
  fundingLevels
    .map((level) => ({ level, amountFen: sumFen(chunks.flatMap((c) => c.byLevel.filter((part) => part.level === level).map((part) => part.amountFen))) }))
    .filter((part) => part.amountFen > 0);

export const freezeBatch = (state: PaymentBatchState, { data, by }: Command<'FreezeBatch'>): Outcome => {
  const problem = statusProblem(state, 'planned') ?? refuseUnlessOfficer(by, ['finance-preparer'], state.areaCode) ?? confirmerProblem(state, by);
  if (problem !== null) return refuse(problem);
  const openedBy = state.preparers.filter((id) => state.confirmers.includes(id));
  if (openedBy.length > 0) return refuse(rejections.openedByConfirmer(openedBy));
  const missing = chunksMissing(state);
  if (missing.length > 0) return refuse(rejections.chunksNotBuilt(missing, state.chunksPlanned.length));
  const chunks = state.chunksPlanned.flatMap((chunk) => state.chunks[chunk] ?? []);
  const lines = chunks.reduce((count, chunk) => count + chunk.lines, 0);
  if (lines === 0) return refuse(rejections.nothingToPay());
  const totalFen = sumFen(chunks.map((chunk) => chunk.totalFen));
  const { batchId } = state;
  return decided({ type: 'BatchFrozen', data: { batchId, lines, totalFen, byLevel: levelTotals(chunks), listHash: listHashOf({ batchId, covers: 'batch', chunks }), hashCovers: 'batch', frozenBy: actingIds(by), frozenOn: data.today } });
};

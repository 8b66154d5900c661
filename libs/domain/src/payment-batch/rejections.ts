import { Fen, Rejection, formatYuan, text } from '@zhibu/kernel';
import { PaymentBatchState, PaymentBatchStatus } from './state';

const statusNames: Record<PaymentBatchStatus, string> = {
  none: '不存在',
  open: '已开立',
  planned: '生成中',
  frozen: '已冻结',
  submitted: '待审批',
  approved: '已审批',
  funded: '资金已预留',
  filed: '文件已生成',
  sent: '已送银行',
  closed: '已结清',
  cancelled: '已取消',
};

export const wrongStatus = (state: PaymentBatchState, wanted: readonly PaymentBatchStatus[]): Rejection => ({
  code: 'batch.wrong-status',
  message: text('批次当前状态不允许此操作', 'The batch is not in a state that allows this'),
  expected: text(wanted.map((status) => statusNames[status]).join('或'), wanted.join(' or ')),
  actual: text(statusNames[state.status], state.status),
});

/** One shape for everything that was given in a form that cannot be used. */
export const notUsable = (code: string, field: string, expected: { zh: string; en: string }, actual: string | number): Rejection => ({
  code,
  message: text('填报内容不正确', 'A value cannot be used as given'),
  expected,
  actual: text(`“${actual}”`, `"${actual}"`),
  field,
});

export const chunkDiffers = (chunk: number, expected: string, actual: string): Rejection => ({
  code: 'batch.chunk-differs',
  message: text(`第 ${chunk} 块已生成，内容不同`, `Chunk ${chunk} was built with other content`),
  expected: text(`哈希 ${expected}`, `hash ${expected}`),
  actual: text(`哈希 ${actual}`, `hash ${actual}`),
});

export const chunksNotBuilt = (missing: readonly number[], planned: number): Rejection => ({
  code: 'batch.chunks-missing',
  message: text('还有分块未生成，不能冻结', 'Not every chunk is built yet'),
  expected: text(`${planned} 块全部生成`, `all ${planned} chunks built`),
  actual: text(`缺 ${missing.length} 块，最先缺第 ${missing[0]} 块`, `${missing.length} missing, first chunk ${missing[0]}`),
});

export const nothingToPay = (): Rejection => ({
  code: 'batch.empty',
  message: text('没有可发放的人员', 'Nobody is on the list'),
  expected: text('至少一行', 'at least one line'),
  actual: text('0 行', '0 lines'),
});

export const amountsDiffer = (code: string, expectedFen: Fen, actualFen: Fen, what: { zh: string; en: string }): Rejection => ({
  code,
  message: text(`${what.zh}不相等`, `${what.en} differ`),
  expected: text(`${formatYuan(expectedFen)} 元`, `${formatYuan(expectedFen)} yuan`),
  actual: text(`${formatYuan(actualFen)} 元`, `${formatYuan(actualFen)} yuan`),
});

export const hashChanged = (expected: string | null, actual: string): Rejection => ({
  code: 'batch.hash-changed',
  message: text('名单与您看到的不是同一份', 'The list is not the one you saw'),
  expected: text(`名单哈希 ${expected ?? '无'}`, `list hash ${expected ?? 'none'}`),
  actual: text(`名单哈希 ${actual}`, `list hash ${actual}`),
});

export const fileDiffers = (code: string, zh: string, en: string, expected: string, actual: string): Rejection => ({
  code,
  message: text(zh, en),
  expected: text(expected, expected),
  actual: text(actual, actual),
});

export const notSettled = (pendingFen: Fen, unknownFen: Fen): Rejection => ({
  code: 'batch.not-settled',
  message: text('还有款项没有结果，不能结清', 'Money without an answer keeps the batch open'),
  expected: text('在途 0.00 元，不明 0.00 元', 'pending 0.00 yuan, unknown 0.00 yuan'),
  actual: text(`在途 ${formatYuan(pendingFen)} 元，不明 ${formatYuan(unknownFen)} 元`, `pending ${formatYuan(pendingFen)} yuan, unknown ${formatYuan(unknownFen)} yuan`),
});

export const openedByConfirmer = (ids: readonly string[]): Rejection => ({
  code: 'duty.confirmed-and-pays',
  message: text('开立批次的人确认过名单上的人，该批次只能取消', 'The batch was opened by somebody who confirmed a person on it; it can only be cancelled'),
  expected: text('由没有确认过名单上任何人的人开立', 'opened by somebody who confirmed nobody on it'),
  actual: text(ids.join('、'), ids.join(', ')),
});

export const alreadySent = (nextFileNo: number, fileNo: number): Rejection => fileDiffers('batch.file-already-sent', '该文件已送出，不得再送', 'This file was sent and is never sent again', `${nextFileNo}`, `${fileNo}`);

/** What the file carries is no longer what the lines say: a line of it was held, or it was written anew. */
export const fileStale = (fileNo: number, expected: string, actual: string): Rejection => ({
  code: 'batch.file-stale',
  message: text(`第 ${fileNo} 号文件与明细现状不符，不得送出，须作废后重新生成`, `File ${fileNo} is not what its lines say now; it is not sent, but voided and written anew`),
  expected: text(expected, expected),
  actual: text(actual, actual),
});

import { Fen, Rejection, SharePart, formatYuan, text } from '@zhibu/kernel';
import { FundingLevel, fundingLevels } from '@zhibu/policy';
import { ByLevel } from './state';

const levelNames: Record<FundingLevel, string> = { central: '中央', province: '省级', city: '市级', county: '县级' };

const zhOf = (money: ByLevel): string => fundingLevels.map((level) => `${levelNames[level]} ${formatYuan(money[level])} 元`).join('，');
const enOf = (money: ByLevel): string => fundingLevels.map((level) => `${level} ${formatYuan(money[level])}`).join(', ');

export const otherAccount = (expected: string, actual: string): Rejection => ({
  code: 'fund.other-account',
  message: text('资金账户不符', 'This is not the account of the command'),
  expected: text(expected, expected),
  actual: text(actual, actual),
});

export const notAnAmount = (field: string, actual: Fen | string): Rejection => ({
  code: 'fund.not-an-amount',
  message: text('金额不正确', 'This is not an amount that can be booked'),
  expected: text('各级每级一项，整数分，不为负，合计大于零', 'each level once, whole fen, none below zero, together above zero'),
  actual: text(`${actual}`, `${actual}`),
  field,
});

export const receiptTwice = (receiptNo: string): Rejection => ({
  code: 'fund.receipt-twice',
  message: text('该到账凭证已登记', 'This receipt was recorded before'),
  expected: text('未登记过的凭证号', 'a receipt number not recorded yet'),
  actual: text(receiptNo, receiptNo),
  field: 'receiptNo',
});

export const short = (missing: readonly SharePart<FundingLevel>[], available: ByLevel): Rejection => ({
  code: 'fund.short',
  message: text(
    `资金不足：缺${missing.map((part) => `${levelNames[part.level]} ${formatYuan(part.amountFen)} 元`).join('、')}`,
    `Not enough funds: ${missing.map((part) => `${part.level} lacks ${formatYuan(part.amountFen)} yuan`).join(', ')}`,
  ),
  expected: text('各级可用资金不少于需要', 'enough at every level'),
  actual: text(`可用：${zhOf(available)}`, `available: ${enOf(available)}`),
});

export const reservedOtherwise = (batchId: string, reserved: ByLevel, wanted: ByLevel): Rejection => ({
  code: 'fund.already-reserved',
  message: text(`批次 ${batchId} 已预留，金额不同`, `Batch ${batchId} has reserved other amounts`),
  expected: text(zhOf(reserved), enOf(reserved)),
  actual: text(zhOf(wanted), enOf(wanted)),
});

export const overdraftByApprover = (batchId: string, deciders: readonly string[]): Rejection => ({
  code: 'duty.allowed-overdraft-and-approves',
  message: text('同意垫付的人不得又是名单的经办人或唯一审批人', 'Whoever lets the county pay out more than it holds may neither prepare the list nor be the only one who approves it'),
  expected: text('垫付由未经办、非唯一审批该名单的人另行决定', 'an overdraft decided anew by somebody who did not prepare the list and is not its only approver'),
  actual: text(`${[...new Set(deciders)].join('、')} 同意垫付并办理 ${batchId}`, `${[...new Set(deciders)].join(', ')} allowed the overdraft and had a hand in ${batchId}`),
});

export const batchEnded = (batchId: string): Rejection => ({
  code: 'fund.batch-ended',
  message: text('批次已取消，不再为其预留资金', 'The batch was cancelled; no money is set aside for it'),
  expected: text('未取消的批次', 'a batch that was not cancelled'),
  actual: text(batchId, batchId),
});

export const moreThanReserved = (batchId: string, outstanding: ByLevel, wanted: ByLevel): Rejection => ({
  code: 'fund.more-than-reserved',
  message: text(`超出批次 ${batchId} 尚余的预留`, `More than batch ${batchId} still has reserved`),
  expected: text(`不超过 ${zhOf(outstanding)}`, `at most ${enOf(outstanding)}`),
  actual: text(zhOf(wanted), enOf(wanted)),
});

export const moreThanUsed = (batchId: string, used: ByLevel, wanted: ByLevel): Rejection => ({
  code: 'fund.more-than-used',
  message: text(`批次 ${batchId} 没有支出这么多，不能冲回`, `Batch ${batchId} has not used that much, so it cannot come back`),
  expected: text(`不超过 ${zhOf(used)}`, `at most ${enOf(used)}`),
  actual: text(zhOf(wanted), enOf(wanted)),
});

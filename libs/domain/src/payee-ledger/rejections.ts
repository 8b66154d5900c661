import { Fen, Month, Rejection, formatYuan, text } from '@zhibu/kernel';
import { DuesClaim } from './state';

const list = (months: readonly Month[]): string => (months.length <= 12 ? months.join(', ') : `${months.slice(0, 12).join(', ')} …`);

export const otherPerson = (): Rejection => ({
  code: 'ledger.other-person',
  message: text('该台账属于另一人', 'This ledger belongs to another person'),
  expected: text('台账所属人', 'the person of the ledger'),
  actual: text('另一人', 'another person'),
});

export const monthsNotUsable = (field: string, zh: string, en: string): Rejection => ({
  code: 'ledger.months-not-usable',
  message: text('发放月份不正确', 'The months cannot be claimed as given'),
  expected: text('1 至 600 个不同的月份，按先后排列，每月金额为正整数分', '1 to 600 different months in order, each with a positive amount in whole fen'),
  actual: text(zh, en),
  field,
});

export const totalsDiffer = (monthsFen: Fen, componentsFen: Fen): Rejection => ({
  code: 'ledger.total-differs',
  message: text('各月金额与各构成金额不相等', 'The months and the components do not add up to the same amount'),
  expected: text(`各构成合计 ${formatYuan(monthsFen)} 元（各月合计）`, `components of ${formatYuan(monthsFen)} yuan, as the months add up to`),
  actual: text(`${formatYuan(componentsFen)} 元`, `${formatYuan(componentsFen)} yuan`),
});

export const componentNotUsable = (layerId: string, zh: string, en: string): Rejection => ({
  code: 'ledger.component-not-usable',
  message: text(`构成“${layerId}”不正确`, `Component "${layerId}" is not usable`),
  expected: text('月份在所领月份之内，金额为正，各级分担之和等于该金额', 'months inside the claim, a positive amount, and funders that add up to it'),
  actual: text(zh, en),
});

export const batchAlreadyClaimed = (claim: DuesClaim): Rejection => ({
  code: claim.released ? 'ledger.batch-released' : 'ledger.batch-already-claimed',
  message: text('该批次已在此人台账上记过', 'This batch has claimed on this ledger before'),
  expected: text('每批次、每项目只记一次', 'one claim per batch and scheme'),
  actual: text(
    `批次 ${claim.batchId} 第 ${claim.lineNo} 行，${formatYuan(claim.amountFen)} 元${claim.released ? '，已释放' : ''}`,
    `batch ${claim.batchId}, line ${claim.lineNo}, ${formatYuan(claim.amountFen)} yuan${claim.released ? ', released' : ''}`,
  ),
});

export const monthAlreadyClaimed = (months: readonly Month[], claim: DuesClaim): Rejection => ({
  code: 'ledger.month-already-claimed',
  message: text('该月已发放或已列入批次', 'A month is already claimed for this scheme'),
  expected: text('每月只发一次', 'every month paid once'),
  actual: text(`${list(months)} 已由批次 ${claim.batchId} 列支`, `${list(months)} claimed by batch ${claim.batchId}`),
});

export const exclusiveSchemeClaimed = (months: readonly Month[], claim: DuesClaim): Rejection => ({
  code: 'ledger.exclusive-scheme-claimed',
  message: text('该月已由不可同时享受的项目列支', 'A month is already claimed by a scheme that excludes this one'),
  expected: text('不可同时享受的项目每月只发其一', 'only one of the exclusive schemes in a month'),
  actual: text(`${list(months)}：${claim.scheme}，批次 ${claim.batchId}`, `${list(months)}: ${claim.scheme}, batch ${claim.batchId}`),
});

export const lowerNotLower = (amountFen: Fen, higherAmountFen: Fen): Rejection => ({
  code: 'ledger.suppressed-not-lower',
  message: text('只能停发两项中金额较低的一项', 'Only the lower of two amounts can be suppressed'),
  expected: text('另一不同项目的金额不低于本项目，且本项目金额为正', 'another scheme with at least this amount, and an amount above zero'),
  actual: text(`本项目 ${formatYuan(amountFen)} 元，另一项目 ${formatYuan(higherAmountFen)} 元`, `${formatYuan(amountFen)} yuan here, ${formatYuan(higherAmountFen)} yuan there`),
});

export const basisMissing = (month: Month): Rejection => ({
  code: 'ledger.basis-missing',
  message: text('金额没有写明计算依据', 'What the amount follows from is not stated'),
  expected: text('每月恰有一段依据（类别、地区、标准）', 'exactly one run of branch, area and rates for every month'),
  actual: text(`${month} 没有或有多段`, `none or several for ${month}`),
  field: 'basis',
});

export const batchAlreadySuppressed = (batchId: string): Rejection => ({
  code: 'ledger.batch-already-suppressed',
  message: text('该批次已记录过停发', 'This batch has recorded its suppression before'),
  expected: text('每批次、每项目只记一次', 'one suppression per batch and scheme'),
  actual: text(`批次 ${batchId} 已记录`, `batch ${batchId} is on record`),
});

export const batchReleased = (batchId: string): Rejection => ({
  code: 'ledger.batch-released',
  message: text('该批次已终止并释放，不得再列支', 'This batch ended and was released here; it claims nothing any more'),
  expected: text('未终止的批次', 'a batch that has not ended'),
  actual: text(batchId, batchId),
});

export const nothingToRelease = (batchId: string): Rejection => ({
  code: 'ledger.nothing-to-release',
  message: text('该批次在此台账上没有记录', 'This batch holds nothing on this ledger'),
  expected: text('曾在此台账列支的批次', 'a batch that claimed on this ledger'),
  actual: text(`批次 ${batchId} 无记录`, `no entry of batch ${batchId}`),
});

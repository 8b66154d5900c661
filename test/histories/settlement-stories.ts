import { addDays, dateOf, instantOf } from '@zhibu/kernel';
import { demoCounty } from '@zhibu/demo';
import { must, value } from '../simulation/county';
import type { Village } from './village';

const scheme = 'rural-reward';
const evidence = '银行对账单 2016-02 第 7 页';

const daysLater = (village: Village, days: number): void => village.clock.advanceTo(instantOf(addDays(dateOf(village.clock.now()), days), 9));

const settle = async (village: Village, batchId: string, outcome: 'credited' | 'returned', creditedOn: string | null): Promise<void> => {
  const { payments } = village.runtime.services;
  const { reconciliation } = value(await payments.proposeReconciliation(village.as('preparer', `propose-${outcome}`), { batchId, lineNo: 2, outcome, creditedOn, evidence }));
  value(await payments.approveReconciliation(village.as('approver', `agree-${outcome}`), { batchId, lineNo: 2, reconciliation }));
  await village.runtime.settle();
};

/** A line that came back, a batch closed without it, and then the bank says that it was credited after all. */
export const lateCreditAfterClosing = async (village: Village): Promise<void> => {
  const { payments, funds } = village.runtime.services;
  const batchId = await village.approved(scheme, '2016');
  must(await village.runtime.services.funds.allowOverdraft(village.as('approver', 'overdraft'), { scheme, areaCode: demoCounty, year: 2016, level: 'county', limitFen: 10_000, document: '县府〔2016〕3号' }));
  await village.sendAndAnswer(batchId, 1, (lineNo) => (lineNo === 2 ? 'returned' : 'credited'), '2016-01-04');
  must(await payments.close(village.as('preparer', 'close'), { batchId }));
  await village.runtime.settle();
  daysLater(village, 20);
  await village.answer(batchId, 1, (lineNo) => (lineNo === 2 ? 'credited' : 'silent'), '2016-01-05');
  await village.runtime.settle();
  const wrong = value(await payments.proposeReconciliation(village.as('preparer', 'propose-wrong'), { batchId, lineNo: 2, outcome: 'returned', creditedOn: null, evidence: '未附对账单' }));
  must(await payments.declineReconciliation(village.as('approver', 'decline'), { batchId, lineNo: 2, reconciliation: wrong.reconciliation, reason: '缺对账单' }));
  await settle(village, batchId, 'credited', '2016-01-05');
  must(await funds.recordReceipt(village.as('preparer', 'receipt-more'), { scheme, areaCode: demoCounty, year: 2016, receiptNo: 'more', level: 'central', amountFen: 100_000, receivedOn: '2016-01-24', document: '示例财社〔2016〕9号' }));
};

/** Credited, taken back by the bank, found returned by two officers, issued again and credited. */
export const reversedAndPaidAgain = async (village: Village): Promise<void> => {
  const { payments } = village.runtime.services;
  const batchId = await village.approved(scheme, '2016');
  await village.sendAndAnswer(batchId, 1, () => 'credited', '2016-01-04');
  daysLater(village, 2);
  await village.answer(batchId, 1, (lineNo) => (lineNo === 2 ? 'returned' : 'silent'));
  await settle(village, batchId, 'returned', null);
  const { waiting } = value(await payments.reissue(village.as('preparer', 'reissue'), { batchId, lines: [2], reason: '账户已恢复' }));
  if (waiting.length > 0) value(await payments.approveReissue(village.as('approver', 'approve-reissue'), { batchId, instructions: waiting, reason: '已核对' }));
  await village.runtime.settle();
  await village.sendAndAnswer(batchId, 2, () => 'credited', '2016-01-06');
  must(await payments.close(village.as('preparer', 'close'), { batchId }));
  await village.runtime.settle();
};

/** Its months are on another list when the bank says that the line was credited; nobody pays them a second time. */
export const monthsContested = async (village: Village): Promise<void> => {
  const { payments } = village.runtime.services;
  const batchId = await village.approved(scheme, '2016');
  await village.sendAndAnswer(batchId, 1, (lineNo) => (lineNo === 2 ? 'returned' : 'credited'), '2016-01-04');
  must(await payments.close(village.as('preparer', 'close'), { batchId }));
  await village.runtime.settle();
  daysLater(village, 20);
  const other = value(await payments.open(village.as('preparer', 'open-other'), { scheme, areaCode: demoCounty, period: '2016-12' }));
  await village.runtime.settle();
  await village.answer(batchId, 1, (lineNo) => (lineNo === 2 ? 'credited' : 'silent'), '2016-01-05');
  await village.runtime.settle();
  await settle(village, batchId, 'credited', '2016-01-05');
  must(await payments.cancel(village.as('preparer', 'cancel-other'), { batchId: other.batchId, reason: '已由前一批次发放' }));
  await village.runtime.settle();
  daysLater(village, 30);
  await settle(village, batchId, 'returned', null);
};

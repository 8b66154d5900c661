import { contentHash, sumFen } from '@zhibu/kernel';
import { loadStream } from '@zhibu/application';
import { batchStream, paymentBatchDecider } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { must, value } from '../simulation/county';
import { Village } from './village';

/** Two lines come back; one new account is approved, one declined at first; a file is voided and written anew before it is sent. */
export const voidedFileAndNewAccount = async (village: Village): Promise<void> => {
  const { payments, people } = village.runtime.services;
  const batchId = await village.approved('rural-reward', '2016');
  const returned = await village.sendAndAnswer(batchId, 1, (lineNo) => (lineNo === 2 || lineNo === 3 ? 'returned' : 'credited'));
  for (const person of village.carriedOver) must(await people.recordAccount(village.as('desk', `account-${village.keyOf(person)}`), { personKey: village.keyOf(person), ...person.newAccount, validFrom: '2016-01-04' }));
  const { waiting } = value(await payments.reissue(village.as('preparer', 'reissue'), { batchId, lines: returned, reason: '账户已更正' }));
  const [second = '', third = ''] = waiting;
  must(await payments.declineReissue(village.as('approver', 'decline'), { batchId, instructions: [third], reason: '户名不一致，先核实' }));
  value(await payments.approveReissue(village.as('approver', 'approve-second'), { batchId, instructions: [second], reason: '已电话核对' }));
  await village.runtime.settle();
  must(await payments.voidFile(village.as('approver', 'void'), { batchId, fileNo: 2, reason: '银行更换了格式' }));
  value(await payments.writeFile(village.as('preparer', 'file-2-again'), { batchId }));
  must(await payments.send(village.as('preparer', 'send-2'), { batchId, fileNo: 2, bankReference: '示例行-2' }));
  const rows = (village.runtime.files.get(`memory:${batchId}/2.v2`)?.rows ?? []).map(({ lineNo, attempt, amountFen }) => ({ lineNo, attempt, status: 'credited' as const, reason: null, amountFen }));
  value(await payments.receiveReturns(village.as('preparer', 'returns-2'), { batchId, fileNo: 2, layout: 'memory', sha256: contentHash(rows), statedRows: rows.length, statedTotalFen: sumFen(rows.map((row) => row.amountFen)), rows }));
  const again = value(await payments.reissue(village.as('preparer', 'reissue-again'), { batchId, lines: [3], reason: '户名已更正' }));
  value(await payments.approveReissue(village.as('approver', 'approve-third'), { batchId, instructions: again.waiting, reason: '已上门核对' }));
  await village.runtime.settle();
  await village.sendAndAnswer(batchId, 3, () => 'credited');
  must(await payments.close(village.as('preparer', 'close'), { batchId }));
  await village.runtime.settle();
};

/** A list is sent back once, approved, and taken back by the approver while the money stays short. */
export const sentBackAndCancelled = async (village: Village): Promise<void> => {
  const { payments } = village.runtime.services;
  const { batchId } = value(await payments.open(village.as('preparer', 'open'), { scheme: 'rural-reward', areaCode: demoCounty, period: '2016' }));
  await village.runtime.settle();
  for (const round of ['1', '2']) {
    must(await payments.freeze(village.as('preparer', `freeze-${round}`), { batchId }));
    must(await payments.submit(village.as('preparer', `submit-${round}`), { batchId }));
    if (round === '1') must(await payments.sendBack(village.as('approver', 'send-back'), { batchId, reason: '再核一户' }));
  }
  const { state } = await loadStream(village.runtime.deps, paymentBatchDecider, batchStream(batchId));
  must(await payments.approve(village.as('approver', 'approve'), { batchId, listHash: state.listHash ?? '' }));
  await village.runtime.settle();
  must(await payments.cancel(village.as('approver', 'cancel'), { batchId, reason: '资金不到位' }));
  await village.runtime.settle();
};

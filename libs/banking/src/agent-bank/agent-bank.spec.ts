import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PaymentFileRow } from '@zhibu/application';
import { ReturnFileRow } from '@zhibu/domain';
import { parseBankLayout } from '../layout';
import { readReturnFile } from '../read-return-file';
import { writePaymentFile } from '../write-payment-file';
import { readPaymentFile } from './read-payment-file';
import { writeReturnFile } from './write-return-file';

const folder = join(__dirname, '../../../../policies/bank-layouts');
const row = (lineNo: number, name: string): PaymentFileRow => ({
  lineNo, attempt: 1, instructionId: `b.1/${lineNo}/1`, name, idNumber: '990000194706150017', accountNumber: `99990100000000000${lineNo}`, bank: '示例行', amountFen: 110_000 + lineNo,
});

describe.each(['demo-rural-bank.yaml', 'demo-post-bank.yaml'])('an agent bank with layout %s', (file) => {
  const layout = parseBankLayout(readFileSync(join(folder, file), 'utf8'));

  it('reads what we write, and its answer reads back line by line', async () => {
    const rows = [row(1, '阿依古丽·买买提'), row(2, '𠮷田福生')];
    const header = { batchId: 'b.1', fileNo: 1, scheme: 'rural-reward', areaCode: '990101000000', period: '2016', writtenOn: '2016-07-11', lines: 2, totalFen: 220_003 };
    const written = writePaymentFile(layout, header, (async function* () { yield* rows; })());
    const orders = await readPaymentFile(layout, written.chunks);
    expect(orders.map((order) => [order.instructionId, order.accountNumber, order.amountFen])).toEqual(rows.map((r) => [r.instructionId, r.accountNumber, r.amountFen]));
    const answer = writeReturnFile(layout, header, [
      { sequence: 1, instructionId: 'b.1/1/1', status: 'credited', reason: null, amountFen: 110_001, creditedOn: '2016-07-13' },
      { sequence: 2, instructionId: 'b.1/2/1', status: 'returned', reason: 'account-closed', amountFen: 110_002 },
    ]);
    const kept: ReturnFileRow[] = [];
    const reading = await readReturnFile(layout, (async function* () { yield answer; })(), (more) => void kept.push(...more), { batchId: 'b.1' });
    if (!reading.ok) throw new Error(reading.problems[0]?.rejection.code);
    expect(kept.map((r) => [r.lineNo, r.attempt, r.status, r.reason, r.creditedOn])).toEqual([[1, 1, 'credited', null, '2016-07-13'], [2, 1, 'returned', 'account-closed', undefined]]);
  });
});

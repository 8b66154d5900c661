import { createReadStream } from 'node:fs';
import { BankAnswer, BankLayout, readPaymentFile, readReturnFile, writeReturnFile } from '@zhibu/banking';
import { ReturnFileRow } from '@zhibu/domain';
import { RejectionError } from '@zhibu/kernel';
import { DemoBank } from './demo-context';

/** Plays the county's agent bank on the files that were written: it credits every account but the closed ones. */
export const createDemoBank = (layout: BankLayout): DemoBank => ({
  async answer(file, closedAccounts, answeredOn) {
    const orders = await readPaymentFile(layout, createReadStream(file.location));
    const isClosed = (accountNumber: string): boolean => closedAccounts.has(accountNumber);
    const answers = orders.map((order): BankAnswer => ({
      sequence: order.sequence,
      instructionId: order.instructionId,
      status: isClosed(order.accountNumber) ? 'returned' : 'credited',
      reason: isClosed(order.accountNumber) ? 'account-closed' : null,
      amountFen: order.amountFen,
      ...(answeredOn === undefined || isClosed(order.accountNumber) ? {} : { creditedOn: answeredOn }),
    }));
    const bytes = writeReturnFile(layout, file, answers);
    const rows: ReturnFileRow[] = [];
    const reading = await readReturnFile(layout, (async function* () { yield bytes; })(), (more) => void rows.push(...more), { batchId: file.batchId });
    if (!reading.ok) {
      const [problem] = reading.problems;
      throw problem === undefined ? new Error('the bank\'s answer could not be read') : new RejectionError(problem.rejection);
    }
    const { sha256, ...content } = reading.file;
    const returned = orders.filter((order) => isClosed(order.accountNumber));
    return {
      returns: { ...content, sha256, layout: layout.id, rows },
      returnedLines: returned.map((order) => ({ lineNo: Number(order.instructionId.split('/').at(-2)), accountNumber: order.accountNumber })),
    };
  },
});

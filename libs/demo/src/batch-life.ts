import { LocalDate, SharePart, addDays } from '@zhibu/kernel';
import { PaymentsService, WrittenFile } from '@zhibu/application';
import { FundingLevel } from '@zhibu/policy';
import { demoCounty, townshipOf } from './demo-areas';
import { DemoDesk, DemoSetting, done, must } from './demo-context';
import { officersOf } from './demo-officers';
import { DemoPerson } from './demo-plan';

export interface DemoBatch {
  readonly scheme: DemoPerson['scheme'];
  readonly period: string;
  readonly opensOn: LocalDate;
}

/** Rural reward once a year, the only-child bonus by half-year, special relief by month. */
export const demoBatches = (year: number): DemoBatch[] =>
  [
    ...Array.from({ length: 12 }, (_, index) => {
      const month = `${year}-${String(index + 1).padStart(2, '0')}`;
      return { scheme: 'special-hardship' as const, period: month, opensOn: `${month}-08` };
    }),
    { scheme: 'only-child-bonus' as const, period: `${year}-H1`, opensOn: `${year}-06-06` },
    { scheme: 'only-child-bonus' as const, period: `${year}-H2`, opensOn: `${year}-12-05` },
    { scheme: 'rural-reward' as const, period: `${year}`, opensOn: `${year}-07-11` },
  ];

/**
 * One batch from the list to the last credited yuan: built, approved by another, sent, answered, reissued,
 * closed. Yields the day before which it has nothing to do.
 */
export async function* batchLife(setting: DemoSetting, desk: DemoDesk, batch: DemoBatch, byAccount: ReadonlyMap<string, DemoPerson>): AsyncGenerator<LocalDate, void> {
  const { payments } = setting.services;
  const key = (step: string): string => `batch-${batch.scheme}-${batch.period}/${step}`;
  const preparer = (step: string) => desk.as('finance-1', key(step));

  yield batch.opensOn;
  await setting.settle();
  const { batchId } = must(await payments.open(await preparer('open'), { scheme: batch.scheme, areaCode: demoCounty, period: batch.period }));
  must(await payments.buildAll(await preparer('build'), { batchId }));
  const frozen = done(await payments.freeze(await preparer('freeze'), { batchId })).events.find((event) => event.type === 'BatchFrozen');
  if (frozen?.type !== 'BatchFrozen') throw new Error(`${batchId} was not frozen`);

  yield addDays(batch.opensOn, 2);
  await receiveFunds(setting, desk, batch, frozen.data.byLevel, key);
  await setting.settle();
  done(await payments.submit(await preparer('submit'), { batchId }));
  await approve(payments, desk, batchId, frozen.data.listHash, key);
  done(await payments.reserveFunds(desk.automatic(key('reserve')), { batchId }));

  yield addDays(batch.opensOn, 4);
  const first = await sendFile(setting, desk, batchId, 1, key);
  yield addDays(batch.opensOn, 6);
  const returned = await settleFile(setting, desk, first, byAccount, key);
  if (returned.length > 0) {
    yield addDays(batch.opensOn, 9);
    for (const { person } of returned) await correctAccount(setting, desk, person, key);
    const { waiting } = must(await payments.reissue(await preparer('reissue'), { batchId, lines: returned.map((line) => line.lineNo), reason: '账户已更正' }));
    if (waiting.length > 0) must(await payments.approveReissue(await desk.as('finance-2', key('approve-reissue')), { batchId, instructions: waiting, reason: '已电话核对新账户' }));
    const second = await sendFile(setting, desk, batchId, 2, key);
    yield addDays(batch.opensOn, 11);
    const again = await settleFile(setting, desk, second, byAccount, key);
    if (again.length > 0) throw new Error(`${batchId}: ${again.length} lines came back twice`);
  }
  yield addDays(batch.opensOn, 14);
  done(await payments.close(await preparer('close'), { batchId }));
}

const receiveFunds = async (setting: DemoSetting, desk: DemoDesk, batch: DemoBatch, byLevel: readonly SharePart<FundingLevel>[], key: (step: string) => string): Promise<void> => {
  const year = Number(batch.period.slice(0, 4));
  for (const part of byLevel) {
    if (part.amountFen === 0) continue;
    done(
      await setting.services.funds.recordReceipt(await desk.as('finance-1', key(`receipt-${part.level}`)), {
        scheme: batch.scheme,
        areaCode: demoCounty,
        year,
        receiptNo: `${batch.scheme}-${batch.period}-${part.level}`,
        level: part.level,
        amountFen: part.amountFen,
        receivedOn: desk.today,
        document: `示例财社〔${year}〕${batch.period}号`,
      }),
    );
  }
};

const approve = async (payments: PaymentsService, desk: DemoDesk, batchId: string, listHash: string, key: (step: string) => string): Promise<void> => {
  const first = done(await payments.approve(await desk.as('finance-2', key('approve')), { batchId, listHash }));
  const complete = first.events.some((event) => event.type === 'BatchApproved' && event.data.complete);
  if (!complete) done(await payments.approve(await desk.as('finance-3', key('approve-second')), { batchId, listHash }));
};

interface ReturnedLine {
  readonly lineNo: number;
  readonly person: DemoPerson;
}

type SentFile = WrittenFile & { readonly batchId: string; readonly fileNo: number };

const sendFile = async (setting: DemoSetting, desk: DemoDesk, batchId: string, fileNo: number, key: (step: string) => string): Promise<SentFile> => {
  const { payments } = setting.services;
  const file = must(await payments.writeFile(await desk.as('finance-1', key(`file-${fileNo}`)), { batchId }));
  done(await payments.send(await desk.as('finance-1', key(`send-${fileNo}`)), { batchId, fileNo: file.fileNo, bankReference: `示例行-${batchId}-${file.fileNo}` }));
  return { ...file, batchId };
};

const settleFile = async (setting: DemoSetting, desk: DemoDesk, file: SentFile, byAccount: ReadonlyMap<string, DemoPerson>, key: (step: string) => string): Promise<ReturnedLine[]> => {
  const answer = await setting.bank.answer(file, new Set(byAccount.keys()), desk.today);
  must(await setting.services.payments.receiveReturns(await desk.as('finance-1', key(`returns-${file.fileNo}`)), answer.returns));
  return answer.returnedLines.map((line) => {
    const person = byAccount.get(line.accountNumber);
    if (person === undefined) throw new Error(`${file.batchId}: line ${line.lineNo} came back without a reason in the plan`);
    return { lineNo: line.lineNo, person };
  });
};

const correctAccount = async (setting: DemoSetting, desk: DemoDesk, person: DemoPerson, key: (step: string) => string): Promise<void> => {
  const personKey = must(setting.services.people.keyOf(person.form.idNumber));
  const account = { ...person.newAccount, validFrom: desk.today };
  done(await setting.services.people.recordAccount(await desk.as(officersOf(townshipOf(person.form.areaCode)).caseworker, key(`account-${personKey}`)), { personKey, ...account }));
};

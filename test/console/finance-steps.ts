import { PaidLine, bankAnswer } from './support/bank';
import { Batch, Seat, answersOf, batchOf, chooseAnswer, isWithinReach, linesOf, openTab, pathOf, pick, sharesOf } from './support/finance-seat';
import { PaidPeriod, PaidScheme } from './support/finance-words';
import { button, dialogOf, readUntil, rows, send, step, withReason } from './support/steps';

export const county = '990101000000';

/** What one run pays: more than a year after the demo's last list, so everybody is due more months than then. */
export interface Month {
  readonly scheme: PaidScheme;
  readonly period: PaidPeriod;
  readonly batchId: string;
  /** Any month of the period. */
  readonly month: string;
  /** Of each line, last time and now. */
  readonly months: readonly [before: number, now: number];
  readonly isRaised: boolean;
  /** A batch of the demo's own year: may not be answered for this one. */
  readonly another: string;
}

/** At every moment, to the fen. */
export const addsUp = ({ totalFen, creditedFen, returnedFen, pendingFen, unknownFen, cancelledFen }: Batch): void => expect(creditedFen + returnedFen + pendingFen + unknownFen + cancelledFen).toBe(totalFen);

/** Opens the batch from the month, builds, freezes and submits it. */
export const prepare = async (seat: Seat, due: Month): Promise<void> => {
  const { page, said } = seat;
  const [scheme, period] = [said.scheme[due.scheme], said.period[due.period]];
  await seat.open(`/month?month=${due.month}`);
  await isWithinReach(seat);
  await button(rows(page).filter({ hasText: new RegExp(`${scheme}.*${period}`) }), said.open).first().click();
  const dialog = dialogOf(page);
  await dialog.getByText(period).first().waitFor();
  await isWithinReach(seat);
  await button(dialog, said.open).click();
  await page.waitForURL(`**${pathOf(due.batchId)}`);
  await step(page, said.freeze, said.isFixed);
  await button(page, said.submit).waitFor();
  expect(await button(page, said.submit).isDisabled()).toBe(true);
  await compare(seat, due);
  await step(page, said.submit, said.goesToApprover);
};

/** A line is opened down to its months, by a tap on a phone; each group is looked at and ticked off. */
const compare = async (seat: Seat, { months: [before, now], isRaised }: Month): Promise<void> => {
  const { page, said, isPhone } = seat;
  await button(page, said.listThem).click();
  const changed = rows(page).filter({ hasText: new RegExp(`${said.changed}.*${said.months(before, now)}`) }).first();
  await changed.waitFor();
  if (isRaised) await page.getByText(said.rate).first().waitFor();
  await isWithinReach(seat);
  await (isPhone ? changed.click() : changed.press('Enter'));
  await page.getByText(said.addsUp(now)).waitFor();
  await isWithinReach(seat);
  await (isPhone ? button(page.getByRole('dialog'), said.leave).click() : page.keyboard.press('Escape'));
  for (const box of await page.getByRole('checkbox', { name: said.lookedAt }).all()) await box.check();
};

/** By another person, who types the end of the hash that is in view. */
export const approve = async (seat: Seat, batchId: string): Promise<void> => {
  const { page, said } = seat;
  await seat.open(pathOf(batchId));
  const { listHash } = await batchOf(seat, batchId);
  if (listHash === null) throw new Error('expected a frozen list');
  await button(page, said.approve).click();
  const dialog = dialogOf(page);
  await dialog.getByText((listHash.match(/.{1,8}/g) ?? []).join(' ')).waitFor();
  await isWithinReach(seat);
  await dialog.locator('#hash-typed').fill('000000');
  await button(dialog, said.approve).click();
  await dialog.getByText(said.wrongHash).waitFor();
  await dialog.locator('#hash-typed').fill(listHash.slice(-6));
  await button(dialog, said.approve).click();
  await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
};

/** What each level owes arrives. */
export const receive = async (seat: Seat, { scheme, batchId }: Month): Promise<void> => {
  const { page, said } = seat;
  const { first, others } = sharesOf(await batchOf(seat, batchId));
  const [receivedOn, document] = ['2018-01-05', '示例财社〔2018〕1号'];
  for (const { level, amountFen } of others) {
    const { status, detail } = await send(seat, '/funds/receipts', { scheme, areaCode: county, year: 2018, level, amountFen, receiptNo: `${scheme}-${level}`, receivedOn, document });
    expect([status, status < 300 ? '' : detail]).toEqual([status, '']);
  }
  const level = said.level[first.level] ?? '';
  await seat.open('/funds');
  await button(page, said.record).click();
  const form = dialogOf(page);
  await pick(form, said.form.scheme, said.scheme[scheme]);
  await form.getByLabel(said.form.year, { exact: true }).fill('2018');
  await pick(form, said.form.level, level);
  await form.getByLabel(said.form.amount).fill((first.amountFen / 100).toFixed(2));
  await form.getByLabel(said.form.receiptNo).fill(`${scheme}-first`);
  await form.getByLabel(said.form.receivedOn).fill(receivedOn);
  await form.getByLabel(said.form.document).fill(document);
  await isWithinReach(seat);
  await button(form, said.record).click();
  await page.getByText(said.arrived(level)).waitFor();
  await button(dialogOf(page), said.record).click();
  await page.locator('.done-note', { hasText: said.recorded }).waitFor();
  await isWithinReach(seat);
};

/** From the file that waits to be sent to the bank's word for it. */
export const sendToBank = async (seat: Seat, batchId: string, fileNo: number): Promise<void> => {
  const { page, said } = seat;
  await openTab(seat, batchId, said.files);
  const row = rows(page).filter({ has: page.locator('td, dd').getByText(`${fileNo}`, { exact: true }) }).filter({ hasText: said.noteSent });
  // The money is set aside and the file is written by the service.
  await row.waitFor({ timeout: 40_000 });
  const downloading = page.waitForEvent('download');
  await step(page, said.take, said.recordedFirst, withReason('送银行代发'), row);
  expect((await downloading).suggestedFilename()).toContain(`${batchId}.${fileNo}`);
  await step(page, said.noteSent, said.bankPays, (dialog) => dialog.locator('#bank-reference').fill(`示例行-${fileNo}`), row);
  await answersOf(seat).waitFor();
};

/** The bank answers that one line came back and that of another one it does not know. */
export const takeAnswer = async (seat: Seat, batchId: string, [returned, unknown]: readonly [PaidLine, PaidLine]): Promise<void> => {
  const { page, said } = seat;
  const lines = await linesOf(seat, batchId);
  await openTab(seat, batchId, said.files);
  await chooseAnswer(seat, '回盘.txt', bankAnswer(batchId, 1, lines, ({ lineNo }) => (lineNo === returned.lineNo ? '失败' : lineNo === unknown.lineNo ? '处理中' : '成功')));
  await step(page, said.takeIn, said.postsLines);
  await page.getByText(said.cameBack).waitFor();
  await isWithinReach(seat);
  // The view follows the answer at a short distance.
  const answered = await readUntil<Batch>(seat, pathOf(batchId), ({ pendingFen }) => pendingFen === 0);
  addsUp(answered);
  expect([answered.returnedFen, answered.unknownFen]).toEqual([returned.amountFen, unknown.amountFen]);
};

/** What became of unknown money is proposed by one officer and approved by the other, who read the evidence. */
export const settle = async (preparer: Seat, approver: Seat, batchId: string): Promise<void> => {
  const evidence = '对账单第 3 页：当日入账';
  await openTab(preparer, batchId, preparer.said.exceptions);
  await step(preparer.page, preparer.said.propose, preparer.said.byAnother, async (dialog) => {
    await dialog.getByText(preparer.said.credited, { exact: true }).click();
    await dialog.locator('.day-input input').fill(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date()));
    await dialog.locator('textarea').fill(evidence);
    await isWithinReach(preparer);
  });
  await openTab(approver, batchId, approver.said.exceptions);
  await step(approver.page, approver.said.readProposal, approver.said.isRecorded, withReason('审批前核对'));
  await approver.page.getByText(evidence).waitFor();
  await isWithinReach(approver);
  await step(approver.page, approver.said.agree, approver.said.counts);
};

/** A line that came back is paid anew to the person's other account, once the second officer has agreed to it. */
export const reissue = async (preparer: Seat, approver: Seat, batchId: string, { lineNo }: PaidLine): Promise<void> => {
  const { page, said } = preparer;
  await openTab(preparer, batchId, said.reissues);
  await page.getByRole('checkbox', { name: said.choose(lineNo) }).check();
  await step(page, said.reissue, said.paidAnew, withReason('账户已更正'));
  await openTab(approver, batchId, approver.said.reissues);
  await approver.page.getByRole('region', { name: approver.said.waiting }).getByRole('checkbox', { name: approver.said.chooseAccount(lineNo) }).check();
  await step(approver.page, approver.said.approveReissue, approver.said.toNewAccount, withReason('已电话核对本人'));
};

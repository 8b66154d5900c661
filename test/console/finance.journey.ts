import type { Locator, Page } from 'playwright-core';
import { recordAccount } from './support/accounts';
import { phoneTroubles } from './support/axe';
import { PaidLine, asFile, bankAnswer } from './support/bank';
import { FinanceWords, PaidPeriod, PaidScheme, financeWords } from './support/finance-words';
import { Screen, Tongue, Width } from './support/screen';
import { JourneyOptions, Stage } from './support/stage';
import { as, button, dialogOf, read, readUntil, send, step, withReason } from './support/steps';

type Look = readonly [Width, Tongue];

/** What one run pays: more than a year after the demo's last list, so everybody is due more months than then. */
interface Month {
  readonly scheme: PaidScheme;
  readonly period: PaidPeriod;
  /** Any month of the period. */
  readonly month: string;
  /** Of each line, last time and now. */
  readonly months: readonly [before: number, now: number];
  readonly isRaised: boolean;
  /** A batch of the demo's own year: may not be answered for this one. */
  readonly another: string;
}

const ofJanuary: Month = { scheme: 'special-hardship', period: '2018-01', month: '2018-01', months: [1, 13], isRaised: true, another: 'special-hardship.990101000000.2016-12.1' };
const ofHalfYear: Month = { scheme: 'only-child-bonus', period: '2018-H1', month: '2018-06', months: [6, 18], isRaised: false, another: 'only-child-bonus.990101000000.2016-H2.1' };

/** An officer at a screen of their own, and what it says in their language. */
interface Seat extends Screen, Month {
  readonly said: FinanceWords;
  readonly isPhone: boolean;
  readonly batchId: string;
}

const county = '990101000000';

const sit = (stage: Stage, userId: string, [width, tongue]: Look, month: Month, work: (seat: Seat) => Promise<void>, options: JourneyOptions = {}): Promise<void> =>
  as(stage, userId, [width, tongue], (screen) => work({ ...screen, ...month, said: financeWords[tongue], isPhone: width === 'phone', batchId: `${month.scheme}.${county}.${month.period}.1` }), options);

interface Batch { readonly status: string; readonly totalFen: number; readonly lines: number; readonly listHash: string | null; readonly byLevel: readonly { readonly level: string; readonly amountFen: number }[] | null; readonly creditedFen: number; readonly returnedFen: number; readonly pendingFen: number; readonly unknownFen: number; readonly cancelledFen: number; readonly files: readonly { readonly fileNo: number }[] }

const batchOf = (seat: Seat): Promise<Batch> => read<Batch>(seat, `/batches/${seat.batchId}`);
const linesOf = async (seat: Seat): Promise<readonly PaidLine[]> => (await read<{ items: PaidLine[] }>(seat, `/batches/${seat.batchId}/lines?limit=200`)).items;

/** At every moment, to the fen. */
const addsUp = ({ totalFen, creditedFen, returnedFen, pendingFen, unknownFen, cancelledFen }: Batch): void => expect(creditedFen + returnedFen + pendingFen + unknownFen + cancelledFen).toBe(totalFen);

/** A row of a table, which is a card on a phone. */
const rows = (page: Page): Locator => page.locator('main tr, main .list-card');
const answers = ({ page, said }: Seat): Locator => page.getByRole('region', { name: said.answers });
const choose = (seat: Seat, name: string, content: string): Promise<void> => answers(seat).locator('input[type=file]').setInputFiles(asFile(name, content));

const isWithinReach = async ({ page, isPhone }: Seat): Promise<void> => {
  if (isPhone) expect(await phoneTroubles(page)).toEqual([]);
};

const openTab = async (seat: Seat, name: RegExp): Promise<void> => {
  await seat.open(`/batches/${seat.batchId}`);
  await seat.page.getByRole('tab', { name }).click();
  await seat.settled();
  await isWithinReach(seat);
};

/** Opens the batch from the month, builds, freezes and submits it. */
const prepare = async (seat: Seat): Promise<void> => {
  const { page, said, scheme, period, batchId } = seat;
  await seat.open(`/month?month=${seat.month}`);
  await isWithinReach(seat);
  await button(rows(page).filter({ hasText: new RegExp(`${said.scheme[scheme]}.*${said.period[period]}`) }), said.open).first().click();
  const dialog = dialogOf(page);
  await dialog.getByText(said.period[period]).first().waitFor();
  await isWithinReach(seat);
  await button(dialog, said.open).click();
  await page.waitForURL(`**/batches/${batchId}`);
  await step(page, said.freeze, said.isFixed);
  await button(page, said.submit).waitFor();
  expect(await button(page, said.submit).isDisabled()).toBe(true);
  await compare(seat);
  await step(page, said.submit, said.goesToApprover);
};

/** Each group is looked at and ticked off; a line is opened down to its months. */
const compare = async (seat: Seat): Promise<void> => {
  const { page, said, months: [before, now], isRaised, isPhone } = seat;
  await button(page, said.listThem).click();
  const changed = rows(page).filter({ hasText: new RegExp(`${said.changed}.*${said.months(before, now)}`) }).first();
  await changed.waitFor();
  if (isRaised) await page.getByText(said.rate).first().waitFor();
  await isWithinReach(seat);
  await (isPhone ? changed.click() : changed.press('Enter'));
  await page.getByText(said.addsUp(now)).waitFor();
  await isWithinReach(seat);
  await (isPhone ? page.getByRole('dialog').getByRole('button', { name: said.leave }).click() : page.keyboard.press('Escape'));
  for (const box of await page.getByRole('checkbox', { name: said.lookedAt }).all()) await box.check();
};

/** By another person, who types the end of the hash that is in view. */
const approve = async (seat: Seat): Promise<void> => {
  const { page, said } = seat;
  await seat.open(`/batches/${seat.batchId}`);
  const { listHash } = await batchOf(seat);
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

/** One receipt through the page, the others by the API: the form is the same. */
const receive = async (seat: Seat): Promise<void> => {
  const { page, said, scheme } = seat;
  const { byLevel } = await batchOf(seat);
  const [first, ...others] = (byLevel ?? []).filter(({ amountFen }) => amountFen > 0);
  if (first === undefined) throw new Error('expected shares of levels');
  const [receivedOn, document] = ['2018-01-05', '示例财社〔2018〕1号'];
  for (const { level, amountFen } of others) {
    const { status, detail } = await send(seat, '/funds/receipts', { scheme, areaCode: county, year: 2018, level, amountFen, receiptNo: `${scheme}-${level}`, receivedOn, document });
    expect([status, status < 300 ? '' : detail]).toEqual([status, '']);
  }
  await seat.open('/funds');
  await button(page, said.record).click();
  const form = dialogOf(page);
  const pick = async (label: string, option: string): Promise<void> => {
    await form.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).evaluate((choice) => (choice as HTMLElement).click());
  };
  await pick(said.form.scheme, said.scheme[scheme]);
  await form.getByLabel(said.form.year, { exact: true }).fill('2018');
  await pick(said.form.level, said.level[first.level] ?? '');
  await form.getByLabel(said.form.amount).fill((first.amountFen / 100).toFixed(2));
  await form.getByLabel(said.form.receiptNo).fill(`${scheme}-first`);
  await form.getByLabel(said.form.receivedOn).fill(receivedOn);
  await form.getByLabel(said.form.document).fill(document);
  await isWithinReach(seat);
  await button(form, said.record).click();
  await page.getByText(said.arrived(said.level[first.level] ?? '')).waitFor();
  await button(dialogOf(page), said.record).click();
  await page.locator('.done-note', { hasText: said.recorded }).waitFor();
  await isWithinReach(seat);
};

/** From the file that waits to be sent to the bank's word for it. */
const sendToBank = async (seat: Seat, fileNo: number): Promise<void> => {
  const { page, said, batchId } = seat;
  await openTab(seat, said.files);
  const row = rows(page).filter({ has: page.locator('td, dd').getByText(`${fileNo}`, { exact: true }) }).filter({ hasText: said.noteSent });
  // The money is set aside and the file is written by the service.
  await row.waitFor({ timeout: 40_000 });
  const downloading = page.waitForEvent('download');
  await step(page, said.take, said.recordedFirst, withReason('送银行代发'), row);
  expect((await downloading).suggestedFilename()).toContain(`${batchId}.${fileNo}`);
  await step(page, said.noteSent, said.bankPays, (dialog) => dialog.locator('#bank-reference').fill(`示例行-${fileNo}`), row);
  await answers(seat).waitFor();
};

/** The bank answers that one line came back and that of another one it does not know. */
const takeAnswer = async (seat: Seat, returned: PaidLine, unknown: PaidLine): Promise<void> => {
  const { page, said, batchId } = seat;
  await openTab(seat, said.files);
  await choose(seat, '回盘.txt', bankAnswer(batchId, 1, await linesOf(seat), ({ lineNo }) => (lineNo === returned.lineNo ? '失败' : lineNo === unknown.lineNo ? '处理中' : '成功')));
  await step(page, said.takeIn, said.postsLines);
  await page.getByText(said.cameBack).waitFor();
  await isWithinReach(seat);
  // The view follows the answer at a short distance.
  const answered = await readUntil<Batch>(seat, `/batches/${batchId}`, ({ pendingFen }) => pendingFen === 0);
  addsUp(answered);
  expect([answered.returnedFen, answered.unknownFen]).toEqual([returned.amountFen, unknown.amountFen]);
};

/** What became of unknown money is proposed by one officer and approved by the other, who read the evidence. */
const settle = async (preparer: Seat, approver: Seat): Promise<void> => {
  const evidence = '对账单第 3 页：当日入账';
  await openTab(preparer, preparer.said.exceptions);
  await step(preparer.page, preparer.said.propose, preparer.said.byAnother, async (dialog) => {
    await dialog.getByText(preparer.said.credited, { exact: true }).click();
    await dialog.locator('.day-input input').fill(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date()));
    await dialog.locator('textarea').fill(evidence);
    await isWithinReach(preparer);
  });
  await openTab(approver, approver.said.exceptions);
  await step(approver.page, approver.said.readProposal, approver.said.isRecorded, withReason('审批前核对'));
  await approver.page.getByText(evidence).waitFor();
  await isWithinReach(approver);
  await step(approver.page, approver.said.agree, approver.said.counts);
};

/** The line that came back is paid anew to the person's other account, once the second officer has agreed to it. */
const reissue = async (preparer: Seat, approver: Seat, { lineNo }: PaidLine): Promise<void> => {
  const { page, said } = preparer;
  await openTab(preparer, said.reissues);
  await page.getByRole('checkbox', { name: said.choose(lineNo) }).check();
  await step(page, said.reissue, said.paidAnew, withReason('账户已更正'));
  await openTab(approver, approver.said.reissues);
  await approver.page.getByRole('region', { name: approver.said.waiting }).getByRole('checkbox', { name: approver.said.chooseAccount(lineNo) }).check();
  await step(approver.page, approver.said.approveReissue, approver.said.toNewAccount, withReason('已电话核对本人'));
};

/** A month from rights to money that was credited, returned and paid again: one officer prepares, another one approves, each once at a desk and once at a phone. */
export const financeJourneys = (stage: () => Stage): void => {
  describe.each<readonly [Width, Tongue, Look, Month]>([['wide', 'zh', ['phone', 'en'], ofJanuary], ['phone', 'en', ['wide', 'zh'], ofHalfYear]])('the month of finance, prepared %s, %s', (width, tongue, others, month) => {
    const both = (journey: (preparer: Seat, approver: Seat) => Promise<void>): Promise<void> =>
      sit(stage(), 'finance-1', [width, tongue], month, (preparer) => sit(stage(), 'finance-2', others, month, (approver) => journey(preparer, approver)));

    it('is opened from the page of the month, approved with the hash in view, funded and sent', () => both(async (preparer, approver) => {
      await prepare(preparer);
      await approve(approver);
      await receive(preparer);
      await sendToBank(preparer, 1);
      const batch = await batchOf(preparer);
      addsUp(batch);
      expect([batch.status, batch.pendingFen]).toEqual(['sent', batch.totalFen]);
    }));

    it('refuses the answer to another batch and one that was cut off, in words, and posts nothing', () => sit(stage(), 'finance-1', [width, tongue], month, async (seat) => {
      const { page, said, batchId } = seat;
      const lines = await linesOf(seat);
      const before = await batchOf(seat);
      await openTab(seat, said.files);
      const whole = bankAnswer(batchId, 1, lines, () => '成功');
      for (const [name, content, says] of [
        ['别的批次.txt', bankAnswer(month.another, 1, lines, () => '成功'), said.otherBatch],
        ['半份.txt', whole.slice(0, whole.lastIndexOf('\r\n', whole.length - 3) + 2), said.cutOff],
      ] as const) {
        await choose(seat, name, content);
        await page.getByText(name).waitFor();
        await step(page, said.takeIn, said.refusesAll);
        await answers(seat).locator('.ant-alert-error, .trouble-box').first().waitFor();
        expect(await answers(seat).innerText()).toMatch(says);
        await isWithinReach(seat);
      }
      expect(await batchOf(seat)).toEqual(before);
    }, { expected: [/status of 4(09|22)/] }));

    it('pays returned and unknown money once: reissued to another account by two, settled by two, closed to the fen', () => both(async (preparer, approver) => {
      const { page, said, batchId } = preparer;
      const lines = await linesOf(preparer);
      const [returned, unknown] = lines;
      if (returned === undefined || unknown === undefined) throw new Error('expected two lines');
      const { totalFen } = await batchOf(preparer);
      await takeAnswer(preparer, returned, unknown);
      await settle(preparer, approver);
      await recordAccount(stage(), returned);
      await reissue(preparer, approver, returned);
      await sendToBank(preparer, 2);
      await choose(preparer, '回盘2.txt', bankAnswer(batchId, 2, [{ ...returned, attempt: 2 }], () => '成功'));
      await step(page, said.takeIn, said.postsLines);
      await page.getByText(said.wasCredited).waitFor();
      await preparer.open(`/batches/${batchId}`);
      await step(page, said.close, said.closes(lines.length));
      await page.getByText(said.nothingLeft).waitFor();
      const closed = await batchOf(preparer);
      addsUp(closed);
      expect([closed.status, closed.creditedFen, closed.returnedFen, closed.unknownFen]).toEqual(['closed', totalFen, 0, 0]);
    }));
  });
};

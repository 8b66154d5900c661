import type { Locator, Page } from 'playwright-core';
import { recordAccount } from './support/accounts';
import { bankAnswer } from './support/bank';
import { Batch, Look, Seat, batchOf, both, chooseAnswer, isWithinReach, linesOf, openTab, pathOf, pick, sharesOf, sit } from './support/finance-seat';
import { PaidScheme } from './support/finance-words';
import { Screen, Tongue, Width } from './support/screen';
import { Stage } from './support/stage';
import { button, dialogOf, openUntil, readUntil, send, step, whyNot, withReason } from './support/steps';

const county = '990101000000';
const desk: Look = ['wide', 'zh'];

/** A list that no other journey has. */
interface Due {
  readonly scheme: PaidScheme;
  readonly period: string;
}

const until = (screen: Screen, batchId: string, status: string): Promise<Batch> => readUntil<Batch>(screen, pathOf(batchId), (batch) => batch.status === status);
const yuan = (fen: number): string => `¥${new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 }).format(fen / 100)}`;

/** Views follow what another officer did at a short distance. */
const openOnce = async (seat: Seat, batchId: string, shown: (page: Page) => Locator): Promise<void> => {
  await openUntil(seat, pathOf(batchId), shown);
  await isWithinReach(seat);
};

/** Of a period that holds another list already, only with what is not on it; an earlier run may have left some. */
const openList = async (seat: Seat, { scheme, period }: Due): Promise<string> => {
  const { status, detail } = await send(seat, '/batches', { scheme, areaCode: county, period });
  expect([status, status === 201 ? '' : detail]).toEqual([201, '']);
  const { batchId } = JSON.parse(detail) as { readonly batchId: string };
  await openOnce(seat, batchId, (page) => button(page, seat.said.freeze));
  return batchId;
};

const freezeAndSubmit = async ({ page, said }: Seat): Promise<void> => {
  await step(page, said.freeze, said.isFixed);
  await button(page, said.listThem).waitFor();
  for (const box of await page.getByRole('checkbox', { name: said.lookedAt }).all()) await box.check();
  await step(page, said.submit, said.goesToApprover);
};

const approve = async (seat: Seat, batchId: string): Promise<void> => {
  const { listHash } = await until(seat, batchId, 'submitted');
  await openOnce(seat, batchId, (page) => button(page, seat.said.approve));
  await step(seat.page, seat.said.approve, seat.said.approves, (dialog) => dialog.locator('#hash-typed').fill((listHash ?? '').slice(-6)));
};

const allowOverdraft = async (seat: Seat, scheme: PaidScheme, batch: Batch): Promise<void> => {
  const { page, said } = seat;
  const { first, others } = sharesOf(batch);
  const document = '示例财办〔2018〕2号';
  for (const { level, amountFen } of others) expect((await send(seat, '/funds/overdrafts', { scheme, areaCode: county, year: 2018, level, limitFen: amountFen, document })).status).toBe(200);
  await seat.open('/funds');
  await button(page, said.allow).click();
  const form = dialogOf(page);
  await pick(form, said.form.scheme, said.scheme[scheme]);
  await pick(form, said.form.level, said.level[first.level] ?? '');
  await form.getByLabel(said.form.year, { exact: true }).fill('2018');
  await form.getByLabel(said.upTo).fill((first.amountFen / 100).toFixed(2));
  await form.getByLabel(said.form.document).fill(document);
  await isWithinReach(seat);
  await button(form, said.allow).click();
  await page.getByText(said.allows(yuan(first.amountFen)), { exact: false }).waitFor();
  await button(dialogOf(page), said.allow).click();
  await page.locator('.done-note', { hasText: said.recorded }).waitFor();
};

/** The second of two officers reads what the first one proposes about unknown money. */
const readProposal = async (seat: Seat, batchId: string, evidence: string): Promise<void> => {
  const { page, said } = seat;
  await openUntil(seat, pathOf(batchId), (shown) => shown.getByRole('tab', { name: said.exceptions }));
  await page.getByRole('tab', { name: said.exceptions }).click();
  await step(page, said.readProposal, said.isRecorded, withReason('审批前核对'));
  await page.getByText(evidence).waitFor();
  await isWithinReach(seat);
};

/** The page goes away while the file is posted and comes back: it tells how far it is, and how it ended without anybody loading it anew. Held is only what lists show, before which nothing is over. */
const postAndGoAway = async ({ county }: Stage, seat: Seat, rows: number): Promise<void> => {
  const { page, said, settled } = seat;
  const letGo = await county.holdLists();
  try {
    await button(page, said.takeIn).click();
    await button(dialogOf(page), said.takeIn).click();
    await dialogOf(page).getByText(said.postedSoFar(rows)).waitFor();
    await page.reload();
    await settled();
    await page.getByText(said.postedSoFar(rows)).waitFor();
    await isWithinReach(seat);
    expect(await page.getByText(said.cameBack).count()).toBe(0);
  } finally {
    await letGo();
  }
};

/** What is decided otherwise: a list sent back, money that is not there, a file that must not go out, proposals that are declined. Each officer sits once at a desk and holds once a phone. */
export const secondThoughtsJourneys = (stage: () => Stage): void => {
  describe.each<readonly [Width, Tongue, Look, Due]>([
    ['wide', 'zh', ['phone', 'en'], { scheme: 'special-hardship', period: '2018-02' }],
    ['phone', 'en', ['wide', 'zh'], { scheme: 'only-child-bonus', period: '2018-H2' }],
  ])('a month of finance with second thoughts, prepared %s, %s', (width, tongue, approvers, due) => {
    const byBoth = (journey: (preparer: Seat, approver: Seat) => Promise<void>, expected: readonly RegExp[] = []): Promise<void> => both(stage(), [[width, tongue], approvers], journey, expected);
    let batchId = '';
    const started = (): string => {
      if (batchId === '') throw new Error('expected the list of the journey before');
      return batchId;
    };

    it('sends a list back with a reason; it is submitted again or cancelled, given back and built anew', () => byBoth(async (preparer, approver) => {
      const first = await openList(preparer, due);
      const { lines, totalFen } = await batchOf(preparer, first);
      await freezeAndSubmit(preparer);
      await until(approver, first, 'submitted');
      await openOnce(approver, first, (page) => button(page, approver.said.sendBack));
      await step(approver.page, approver.said.sendBack, approver.said.goesBack(lines, yuan(totalFen)), withReason('有一人的账户待核对'));
      const { page, said } = preparer;
      await page.getByText(said.wasSentBack('有一人的账户待核对')).waitFor();
      await isWithinReach(preparer);
      await step(page, said.freeze, said.isFixed);
      await button(page, said.submit).waitFor();
      await page.getByText(said.wasSentBack('有一人的账户待核对')).waitFor();
      await step(page, said.cancel, said.isVoid(lines, yuan(totalFen)), withReason('名单有误，另行开立'));
      await page.getByText(said.wasCancelled).waitFor();
      expect(await button(page, said.giveBack).count()).toBe(0);
      await readUntil<Batch>(preparer, pathOf(first), ({ releasedOn }) => releasedOn !== null);
      batchId = await openList(preparer, due);
      expect(batchId).not.toBe(first);
      expect(await batchOf(preparer, batchId)).toMatchObject({ lines, totalFen });
      await freezeAndSubmit(preparer);
      await approve(approver, batchId);
    }));

    it('pays out more than it holds only when somebody else than the one approver has decided so', () => byBoth(async (preparer, approver) => {
      const { page, said } = preparer;
      const approved = await until(preparer, started(), 'approved');
      await openOnce(preparer, batchId, (shown) => shown.getByText(said.tooLittle));
      await preparer.open('/funds');
      expect(await whyNot(page, button(page, said.allow))).toBe(said.approverAllows);
      await allowOverdraft(approver, due.scheme, approved);
      await openOnce(preparer, batchId, (shown) => button(shown, said.reserve));
      await button(page, said.reserve).click();
      await button(dialogOf(page), said.reserve).click();
      await dialogOf(page).getByText(said.allowedByApprover).waitFor();
      await sit(stage(), 'finance-3', desk, (other) => allowOverdraft(other, due.scheme, approved));
      // The service tries again by itself once there is money, and may have written the file by now; a person need not wait for it.
      await readUntil<Batch>(preparer, pathOf(batchId), ({ status }) => status === 'funded' || status === 'filed');
    }, [/status of 409|status of 403|status of 422/]));

    it('voids a file that was not sent, by another officer than wrote it, and writes another one', () => byBoth(async (preparer, approver) => {
      // The service writes the first file by itself once the money is set aside.
      const { lines, totalFen } = await until(preparer, started(), 'filed');
      const files = async (seat: Seat): Promise<void> => {
        const { page, said } = seat;
        await openUntil(seat, pathOf(batchId), (shown) => shown.getByText(said.filesNext, { exact: false }));
        await page.getByRole('tab', { name: said.files }).click();
        await button(page, said.take).waitFor();
        await isWithinReach(seat);
      };
      const { page, said } = preparer;
      await files(preparer);
      expect(await whyNot(page, button(page, said.voidFile))).toBe(said.approverVoids);
      await files(approver);
      await step(approver.page, approver.said.voidFile, approver.said.fileIsVoid(lines, yuan(totalFen)), withReason('银行换了格式'));
      await approver.page.getByText(approver.said.voided, { exact: true }).waitFor();
      await isWithinReach(approver);
      await button(page, said.writeFile).waitFor();
      expect(await button(page, said.cancel).count()).toBe(0);
      await step(page, said.writeFile, said.writes(lines, yuan(totalFen)));
      await button(page, said.noteSent).waitFor();
      await step(page, said.noteSent, said.bankPaysAll(lines, yuan(totalFen)), (dialog) => dialog.locator('#bank-reference').fill('示例行-再'));
      await until(preparer, batchId, 'sent');
    }));

    it('declines what was proposed about unknown money and about another account, and closes with what came back', () => byBoth(async (preparer, approver) => {
      const lines = await linesOf(preparer, started());
      const [returned, unknown] = lines;
      if (returned === undefined || unknown === undefined) throw new Error('expected two lines');
      const { page, said } = preparer;
      await openTab(preparer, batchId, said.files);
      await chooseAnswer(preparer, '回盘.txt', bankAnswer(batchId, 1, lines, ({ lineNo }) => (lineNo === returned.lineNo ? '失败' : lineNo === unknown.lineNo ? '处理中' : '成功')));
      await postAndGoAway(stage(), preparer, lines.length);
      await page.getByText(said.cameBack).waitFor();
      await page.getByRole('tab', { name: said.exceptions }).click();
      const propose = (evidence: string): Promise<void> => step(page, said.propose, said.byAnother, (dialog) => dialog.locator('textarea').fill(evidence));
      await propose('电话询问，未见对账单');
      await readProposal(approver, batchId, '电话询问，未见对账单');
      await step(approver.page, approver.said.decline, approver.said.declines(unknown.lineNo, yuan(unknown.amountFen)), withReason('须有对账单'));
      await approver.page.getByText('电话询问，未见对账单').waitFor({ state: 'detached' });
      await openTab(preparer, batchId, said.exceptions);
      await propose('对账单第 4 页：未入账，已退回');
      await readProposal(approver, batchId, '对账单第 4 页：未入账，已退回');
      await step(approver.page, approver.said.agree, approver.said.countsReturned);
      await readUntil<Batch>(preparer, pathOf(batchId), ({ returnedFen }) => returnedFen === returned.amountFen + unknown.amountFen);

      await recordAccount(stage(), returned);
      await openTab(preparer, batchId, said.reissues);
      await page.getByRole('checkbox', { name: said.choose(returned.lineNo) }).check();
      await step(page, said.reissue, said.paidAnew, withReason('账户已更正'));
      await openTab(approver, batchId, approver.said.reissues);
      await approver.page.getByRole('checkbox', { name: approver.said.chooseAccount(returned.lineNo) }).check();
      await step(approver.page, approver.said.declineReissue, approver.said.staysReturned(yuan(returned.amountFen)), withReason('本人电话否认'));
      await approver.page.getByText(approver.said.noWaiting).waitFor();
      await preparer.open(pathOf(batchId));
      await step(page, said.close, said.closesReturned(2, yuan(returned.amountFen + unknown.amountFen)));
      await page.getByText(said.closed).waitFor();
    }));
  });
};

import { Month, addsUp, approve, prepare, receive, reissue, sendToBank, settle, takeAnswer } from './finance-steps';
import { recordAccount } from './support/accounts';
import { bankAnswer } from './support/bank';
import { Look, Seat, answersOf, batchOf, both, chooseAnswer, isWithinReach, linesOf, openTab, pathOf, sit } from './support/finance-seat';
import { Tongue, Width } from './support/screen';
import { Stage } from './support/stage';
import { step } from './support/steps';

const ofJanuary: Month = { scheme: 'special-hardship', period: '2018-01', batchId: 'special-hardship.990101000000.2018-01.1', month: '2018-01', months: [1, 13], isRaised: true, another: 'special-hardship.990101000000.2016-12.1' };
const ofHalfYear: Month = { scheme: 'only-child-bonus', period: '2018-H1', batchId: 'only-child-bonus.990101000000.2018-H1.1', month: '2018-06', months: [6, 18], isRaised: false, another: 'only-child-bonus.990101000000.2016-H2.1' };

/** A month from rights to money that was credited, returned and paid again: one officer prepares, another one approves, each once at a desk and once with a phone. */
export const financeJourneys = (stage: () => Stage): void => {
  describe.each<readonly [Width, Tongue, Look, Month]>([['wide', 'zh', ['phone', 'en'], ofJanuary], ['phone', 'en', ['wide', 'zh'], ofHalfYear]])('the month of finance, prepared %s, %s', (width, tongue, approvers, month) => {
    const { batchId } = month;
    const byBoth = (journey: (preparer: Seat, approver: Seat) => Promise<void>): Promise<void> => both(stage(), [[width, tongue], approvers], journey);

    it('is opened from the page of the month, approved with the hash in view, funded and sent', () => byBoth(async (preparer, approver) => {
      await prepare(preparer, month);
      await approve(approver, batchId);
      await receive(preparer, month);
      await sendToBank(preparer, batchId, 1);
      const batch = await batchOf(preparer, batchId);
      addsUp(batch);
      expect([batch.status, batch.pendingFen]).toEqual(['sent', batch.totalFen]);
    }));

    it('refuses the answer to another batch and one that was cut off, in words, and posts nothing', () => sit(stage(), 'finance-1', [width, tongue], async (seat) => {
      const { page, said } = seat;
      const lines = await linesOf(seat, batchId);
      const before = await batchOf(seat, batchId);
      await openTab(seat, batchId, said.files);
      const whole = bankAnswer(batchId, 1, lines, () => '成功');
      for (const [name, content, says] of [
        ['别的批次.txt', bankAnswer(month.another, 1, lines, () => '成功'), said.otherBatch],
        ['半份.txt', whole.slice(0, whole.lastIndexOf('\r\n', whole.length - 3) + 2), said.cutOff],
      ] as const) {
        await chooseAnswer(seat, name, content);
        await page.getByText(name).waitFor();
        await step(page, said.takeIn, said.refusesAll);
        await answersOf(seat).getByText(said.nothingPosted).first().waitFor();
        expect(await answersOf(seat).innerText()).toMatch(says);
        await isWithinReach(seat);
      }
      expect(await batchOf(seat, batchId)).toEqual(before);
    }, { expected: [/status of 4(09|22)/] }));

    it('pays returned and unknown money once: reissued to another account by two, settled by two, closed to the fen', () => byBoth(async (preparer, approver) => {
      const { page, said } = preparer;
      const lines = await linesOf(preparer, batchId);
      const [returned, unknown] = lines;
      if (returned === undefined || unknown === undefined) throw new Error('expected two lines');
      const { totalFen } = await batchOf(preparer, batchId);
      await takeAnswer(preparer, batchId, [returned, unknown]);
      await settle(preparer, approver, batchId);
      await recordAccount(stage(), returned);
      await reissue(preparer, approver, batchId, returned);
      await sendToBank(preparer, batchId, 2);
      await chooseAnswer(preparer, '回盘2.txt', bankAnswer(batchId, 2, [{ ...returned, attempt: 2 }], () => '成功'));
      await step(page, said.takeIn, said.postsLines);
      await page.getByText(said.wasCredited).waitFor();
      await preparer.open(pathOf(batchId));
      await step(page, said.close, said.closes(lines.length));
      await page.getByText(said.nothingLeft).waitFor();
      const closed = await batchOf(preparer, batchId);
      addsUp(closed);
      expect([closed.status, closed.creditedFen, closed.returnedFen, closed.unknownFen]).toEqual(['closed', totalFen, 0, 0]);
    }));
  });
};

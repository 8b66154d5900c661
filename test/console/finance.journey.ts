import type { Page } from 'playwright-core';
import { recordAccount } from './support/accounts';
import { PaidLine, asFile, bankAnswer } from './support/bank';
import { Screen } from './support/screen';
import { Stage, onScreen } from './support/stage';
import { button, read, readUntil, step, withReason } from './support/steps';

/** A year after the demo's last list: everybody is due thirteen months, the last of them at the rate of 2018. */
const period = '2018-01';
const batchId = `special-hardship.990101000000.${period}.1`;
/** Batches of the demo's own year: none of them may be answered for this one. */
const anotherBatch = 'special-hardship.990101000000.2016-12.1';

interface Batch { readonly status: string; readonly totalFen: number; readonly lines: number; readonly listHash: string | null; readonly byLevel: readonly { readonly level: string; readonly amountFen: number }[] | null; readonly creditedFen: number; readonly returnedFen: number; readonly pendingFen: number; readonly unknownFen: number; readonly cancelledFen: number; readonly files: readonly { readonly fileNo: number }[] }

const batchOf = (screen: Screen): Promise<Batch> => read<Batch>(screen, `/batches/${batchId}`);
const linesOf = async (screen: Screen): Promise<readonly PaidLine[]> => (await read<{ items: PaidLine[] }>(screen, `/batches/${batchId}/lines?limit=200`)).items;

/** At every moment, to the fen. */
const addsUp = ({ totalFen, creditedFen, returnedFen, pendingFen, unknownFen, cancelledFen }: Batch): void => expect(creditedFen + returnedFen + pendingFen + unknownFen + cancelledFen).toBe(totalFen);

const tab = (page: Page, name: RegExp): Promise<void> => page.getByRole('tab', { name }).click();
const choose = (page: Page, name: string, content: string): Promise<void> => page.locator('section[aria-label=收回盘] input[type=file]').setInputFiles(asFile(name, content));

/** Opens the batch from the month, builds, freezes and submits it. */
const prepare = async ({ page, open }: Screen): Promise<void> => {
  await open(`/month?month=${period}`);
  await page.getByRole('row', { name: /计划生育家庭特别扶助.*2018年1月.*2018/ }).first().getByRole('button', { name: '开立批次' }).click();
  const dialog = page.locator('[role=dialog]').filter({ hasText: '开立批次' });
  await dialog.getByText(/2018年1月/).first().waitFor();
  await button(dialog, '开立批次').click();
  await page.waitForURL(`**/batches/${batchId}`);
  await step(page, '冻结名单', /名单固定为 \d+ 人，合计 ¥/);
  await button(page, '提交审批').waitFor();
  expect(await button(page, '提交审批').isDisabled()).toBe(true);
  await button(page, '逐人列出').click();
  await page.getByText('上期 1 个月，本期 13 个月').first().waitFor();
  await page.getByText(/每月 ¥\d+\.00 → ¥\d+\.00，自2018年1月/).first().waitFor();
  await page.getByRole('row', { name: /变动.*上期 1 个月/ }).first().press('Enter');
  await page.getByText(/13 个月，按月、按层、按出资级次相加均与名单金额一致/).waitFor();
  await page.keyboard.press('Escape');
  for (const box of await page.getByRole('checkbox', { name: /已核对“/ }).all()) await box.check();
  await step(page, '提交审批', /人、¥[\d,.]+ 的名单连同与上期的比较/);
};

/** By another person, who types the end of the hash that is in view. */
const approve = async (screen: Screen): Promise<void> => {
  const { page, open } = screen;
  await open(`/batches/${batchId}`);
  const { listHash } = await batchOf(screen);
  if (listHash === null) throw new Error('expected a frozen list');
  await button(page, '审批通过').click();
  const dialog = page.locator('.ant-modal-wrap:visible [role=dialog]');
  await dialog.getByText((listHash.match(/.{1,8}/g) ?? []).join(' ')).waitFor();
  await dialog.locator('#hash-typed').fill('000000');
  await button(dialog, '审批通过').click();
  await dialog.getByText('与名单哈希的末位不同').waitFor();
  await dialog.locator('#hash-typed').fill(listHash.slice(-6));
  await button(dialog, '审批通过').click();
  await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
};

/** One receipt through the page, the others by the API: the form is the same. */
const receive = async (screen: Screen): Promise<void> => {
  const { page, open } = screen;
  const { byLevel } = await batchOf(screen);
  const [first, ...others] = (byLevel ?? []).filter(({ amountFen }) => amountFen > 0);
  if (first === undefined) throw new Error('expected shares of levels');
  for (const { level, amountFen } of others) {
    const answer = await page.request.post('/api/v1/funds/receipts', { headers: { 'Idempotency-Key': `journey-${level}` }, data: { scheme: 'special-hardship', areaCode: '990101000000', year: 2018, level, amountFen, receiptNo: `journey-${level}`, receivedOn: '2018-01-05', document: '示例财社〔2018〕1号' } });
    expect(answer.ok()).toBe(true);
  }
  await open('/funds');
  await button(page, '登记到账').click();
  const form = page.locator('.ant-modal-wrap:visible [role=dialog]');
  const pick = async (label: string, option: string): Promise<void> => {
    await form.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).evaluate((choice) => (choice as HTMLElement).click());
  };
  await pick('项目', '计划生育家庭特别扶助');
  await form.getByLabel('年度', { exact: true }).fill('2018');
  await pick('级次', '中央');
  await form.getByLabel('金额（元）').fill((first.amountFen / 100).toFixed(2));
  await form.getByLabel('到账凭证号').fill('journey-first');
  await form.getByLabel('到账日期').fill('2018-01-05');
  await form.getByLabel('文号').fill('示例财社〔2018〕1号');
  await button(form, '登记到账').click();
  await page.getByText(/登记中央 ¥[\d,.]+ 已到/).waitFor();
  await button(page.locator('.ant-modal-wrap:visible [role=dialog]').last(), '登记到账').click();
  await page.locator('.done-note', { hasText: '已登记' }).waitFor();
};

/** From the file that waits to be sent to the bank's word for it. */
const send = async (screen: Screen, fileNo: number): Promise<void> => {
  const { page, open } = screen;
  await open(`/batches/${batchId}`);
  await tab(page, /银行文件与回盘/);
  const row = page.locator('tr').filter({ has: page.getByRole('cell', { name: `${fileNo}`, exact: true }).first() }).filter({ hasText: '登记已送银行' });
  // The money is set aside and the file is written by the service.
  await row.waitFor({ timeout: 40_000 });
  const downloading = page.waitForEvent('download');
  await step(page, '取走文件', /先记录后下载/, withReason('送银行代发'), row);
  expect((await downloading).suggestedFilename()).toContain(`${batchId}.${fileNo}`);
  await step(page, '登记已送银行', /银行将向 \d+ 人支付 ¥/, (dialog) => dialog.locator('#bank-reference').fill(`示例行-${fileNo}`), row);
  await page.locator('section[aria-label=收回盘]').waitFor();
};

/** Sits two officers down at their own screens. */
const both = (stage: Stage, journey: (preparer: Screen, approver: Screen) => Promise<void>): Promise<void> =>
  onScreen(stage, ['wide', 'zh'], async (preparer) => {
    await preparer.signIn('finance-1');
    await onScreen(stage, ['wide', 'zh'], async (approver) => {
      await approver.signIn('finance-2');
      await journey(preparer, approver);
    });
  });

/** A month from rights to money that was credited, returned and paid again: one officer prepares, another one approves. */
export const financeJourneys = (stage: () => Stage): void => {
  describe('the month of finance', () => {
    it('is opened from the page of the month, approved with the hash in view, funded and sent', () => both(stage(), async (preparer, approver) => {
      await prepare(preparer);
      await approve(approver);
      await receive(preparer);
      await send(preparer, 1);
      const batch = await batchOf(preparer);
      addsUp(batch);
      expect([batch.status, batch.pendingFen]).toEqual(['sent', batch.totalFen]);
    }));

    it('refuses the answer to another batch and one that was cut off, in words, and posts nothing', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
      const { page, signIn, open } = screen;
      await signIn('finance-1');
      const lines = await linesOf(screen);
      const before = await batchOf(screen);
      await open(`/batches/${batchId}`);
      await tab(page, /银行文件与回盘/);
      const whole = bankAnswer(batchId, 1, lines, () => '成功');
      for (const [name, content, says] of [
        ['别的批次.txt', bankAnswer(anotherBatch, 1, lines, () => '成功'), /批次/],
        ['半份.txt', whole.slice(0, whole.lastIndexOf('\r\n', whole.length - 3) + 2), /整份回盘未入账|行数|笔数|总额/],
      ] as const) {
        await choose(page, name, content);
        await page.getByText(name).waitFor();
        await step(page, '核对并入账', /总额差一分则整份退回/);
        await page.locator('section[aria-label=收回盘] .ant-alert-error, section[aria-label=收回盘] .trouble-box').first().waitFor();
        expect(await page.locator('section[aria-label=收回盘]').innerText()).toMatch(says);
      }
      expect(await batchOf(screen)).toEqual(before);
    }, { expected: [/status of 4(09|22)/] }));

    it('pays returned and unknown money once: reissued to another account by two, settled by two, closed to the fen', () => both(stage(), async (preparer, approver) => {
      const lines = await linesOf(preparer);
      const [returned, unknown] = lines;
      if (returned === undefined || unknown === undefined) throw new Error('expected two lines');
      const { totalFen } = await batchOf(preparer);
      const { page } = preparer;
      await preparer.open(`/batches/${batchId}`);
      await tab(page, /银行文件与回盘/);
      await choose(page, '回盘.txt', bankAnswer(batchId, 1, lines, ({ lineNo }) => (lineNo === returned.lineNo ? '失败' : lineNo === unknown.lineNo ? '处理中' : '成功')));
      await step(page, '核对并入账', /逐行入账/);
      await page.getByText(/退回 1 笔/).waitFor();
      // The view follows the answer at a short distance.
      const answered = await readUntil<Batch>(preparer, `/batches/${batchId}`, ({ pendingFen }) => pendingFen === 0);
      addsUp(answered);
      expect([answered.returnedFen, answered.unknownFen]).toEqual([returned.amountFen, unknown.amountFen]);

      await tab(page, /异常/);
      await step(page, '提出核对意见', /须另一人批准/, async (dialog) => {
        await dialog.getByText('已到账').click();
        await dialog.locator('.day-input input').fill(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date()));
        await dialog.locator('textarea').fill('对账单第 3 页：当日入账');
      });
      await approver.open(`/batches/${batchId}`);
      await tab(approver.page, /异常/);
      await step(approver.page, '查看并审批意见', /会被记录/, withReason('审批前核对'));
      await approver.page.getByText('对账单第 3 页：当日入账').waitFor();
      await step(approver.page, '批准意见', /核定为已到账/);

      await recordAccount(stage(), returned);
      await preparer.open(`/batches/${batchId}`);
      await tab(page, /退回与重发/);
      await page.getByRole('checkbox', { name: `选择第 ${returned.lineNo} 行` }).check();
      await step(page, '重发所选', /1 人、¥[\d,.]+ 重新发放/, withReason('账户已更正'));
      await approver.open(`/batches/${batchId}`);
      await tab(approver.page, /退回与重发/);
      await approver.page.getByRole('region', { name: '等待批准的换账户重发' }).getByRole('checkbox', { name: `选择第 ${returned.lineNo} 行` }).check();
      await step(approver.page, '批准所选重发', /1 人的新账户发放 ¥/, withReason('已电话核对本人'));
      await send(preparer, 2);
      await choose(page, '回盘2.txt', bankAnswer(batchId, 2, [{ ...returned, attempt: 2 }], () => '成功'));
      await step(page, '核对并入账', /逐行入账/);
      await page.getByText(/到账 1 笔/).waitFor();
      await preparer.open(`/batches/${batchId}`);
      await step(page, '结清', new RegExp(`${lines.length} 人 ¥[\\d,.]+ 已到账；0 人`));
      await page.getByText('此批次已办结').waitFor();
      const closed = await batchOf(preparer);
      addsUp(closed);
      expect([closed.status, closed.creditedFen, closed.returnedFen, closed.unknownFen]).toEqual(['closed', totalFen, 0, 0]);
    }));
  });
};

import type { Page } from 'playwright-core';
import { recordAccount } from './support/accounts';
import { PaidLine, asFile, bankAnswer } from './support/bank';
import { Screen } from './support/screen';
import { Stage, onScreen } from './support/stage';
import { as, button, dialogOf, openUntil, read, readUntil, send, step, whyNot, withReason } from './support/steps';

const [scheme, county, period] = ['special-hardship', '990101000000', '2018-02'] as const;
const levelTitles: Readonly<Record<string, string>> = { central: '中央', province: '省级', city: '市级', county: '县级' };

interface Batch { readonly batchId: string; readonly status: string; readonly lines: number; readonly totalFen: number; readonly listHash: string | null; readonly byLevel: readonly { readonly level: string; readonly amountFen: number }[] | null; readonly returnedFen: number; readonly creditedFen: number; readonly releasedOn: string | null }

const path = (batchId: string): string => `/batches/${batchId}`;
const batchOf = (screen: Screen, batchId: string): Promise<Batch> => read<Batch>(screen, path(batchId));
const until = (screen: Screen, batchId: string, status: string): Promise<Batch> => readUntil<Batch>(screen, path(batchId), (batch) => batch.status === status);
const tab = (page: Page, name: RegExp): Promise<void> => page.getByRole('tab', { name }).click();
const yuan = (fen: number): string => `¥${new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 }).format(fen / 100)}`;

/** Of a period that holds another list already, only with what is not on it; an earlier run may have left some. */
const openList = async (screen: Screen): Promise<string> => {
  const { status, detail } = await send(screen, '/batches', { scheme, areaCode: county, period });
  expect([status, status === 201 ? '' : detail]).toEqual([201, '']);
  const { batchId } = JSON.parse(detail) as { readonly batchId: string };
  await openUntil(screen, path(batchId), (page) => button(page, '冻结名单'));
  return batchId;
};

const freezeAndSubmit = async ({ page }: Screen): Promise<void> => {
  await step(page, '冻结名单', /名单固定为 \d+ 人，合计 ¥/);
  await button(page, '逐人列出').waitFor();
  for (const box of await page.getByRole('checkbox', { name: /已核对“/ }).all()) await box.check();
  await step(page, '提交审批', /人、¥[\d,.]+ 的名单/);
};

const approve = async (screen: Screen, batchId: string): Promise<void> => {
  const { listHash } = await until(screen, batchId, 'submitted');
  await openUntil(screen, path(batchId), (page) => button(page, '审批通过'));
  await step(screen.page, '审批通过', /您批准向 \d+ 人发放 ¥/, (dialog) => dialog.locator('#hash-typed').fill((listHash ?? '').slice(-6)));
};

/** One level through the form, the others by the API: the form is the same. */
const allowOverdraft = async (screen: Screen, { byLevel }: Batch): Promise<void> => {
  const { page, open } = screen;
  const [first, ...others] = (byLevel ?? []).filter(({ amountFen }) => amountFen > 0);
  if (first === undefined) throw new Error('expected shares of levels');
  for (const { level, amountFen } of others) expect((await send(screen, '/funds/overdrafts', { scheme, areaCode: county, year: 2018, level, limitFen: amountFen, document: '示例财办〔2018〕2号' })).status).toBe(200);
  await open('/funds');
  await button(page, '登记垫付决定').click();
  const form = dialogOf(page);
  for (const [label, option] of [['项目', '计划生育家庭特别扶助'], ['级次', levelTitles[first.level] ?? '']] as const) {
    await form.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).evaluate((choice) => (choice as HTMLElement).click());
  }
  await form.getByLabel('年度', { exact: true }).fill('2018');
  await form.getByLabel('垫付上限（元）').fill((first.amountFen / 100).toFixed(2));
  await form.getByLabel('文号').fill('示例财办〔2018〕2号');
  await button(form, '登记垫付决定').click();
  await page.getByText(`资金垫付至多 ${yuan(first.amountFen)}`, { exact: false }).waitFor();
  await button(dialogOf(page), '登记垫付决定').click();
  await page.locator('.done-note', { hasText: '已登记' }).waitFor();
};

const both = (stage: Stage, journey: (preparer: Screen, approver: Screen) => Promise<void>, expected: readonly RegExp[] = []): Promise<void> =>
  onScreen(stage, ['wide', 'zh'], async (preparer) => {
    await preparer.signIn('finance-1');
    await as(stage, 'finance-2', ['wide', 'zh'], (approver) => journey(preparer, approver));
  }, { expected });

/** What is decided otherwise: a list sent back, money that is not there, a file that must not go out, proposals that are declined. */
export const secondThoughtsJourneys = (stage: () => Stage): void => {
  describe('a month of finance with second thoughts', () => {
    let batchId = '';
    const started = (): string => {
      if (batchId === '') throw new Error('expected the list of the journey before');
      return batchId;
    };

    it('sends a list back with a reason; it is submitted again or cancelled, given back and built anew', () => both(stage(), async (preparer, approver) => {
      const first = await openList(preparer);
      const { lines, totalFen } = await batchOf(preparer, first);
      await freezeAndSubmit(preparer);
      await until(approver, first, 'submitted');
      await openUntil(approver, path(first), (page) => button(page, '退回经办'));
      await step(approver.page, '退回经办', new RegExp(`${lines} 人、${yuan(totalFen)} 的名单退回经办人`), withReason('有一人的账户待核对'));
      const { page } = preparer;
      await page.getByText('审核人退回：有一人的账户待核对').waitFor();
      await step(page, '冻结名单', /名单固定为/);
      await button(page, '提交审批').waitFor();
      await page.getByText('审核人退回：有一人的账户待核对').waitFor();
      await step(page, '取消批次', new RegExp(`${lines} 人、${yuan(totalFen)} 的名单全部作废，不发放任何款项`), withReason('名单有误，另行开立'));
      await page.getByText(/此批次已取消，不发放任何款项。 占用的月份和资金已于 .* 全部释放/).waitFor();
      expect(await button(page, '释放占用').count()).toBe(0);
      await readUntil<Batch>(preparer, path(first), ({ releasedOn }) => releasedOn !== null);
      batchId = await openList(preparer);
      expect(batchId).not.toBe(first);
      expect(await batchOf(preparer, batchId)).toMatchObject({ lines, totalFen });
      await freezeAndSubmit(preparer);
      await approve(approver, batchId);
    }));

    it('pays out more than it holds only when somebody else than the one approver has decided so', () => both(stage(), async (preparer, approver) => {
      const approved = await until(preparer, started(), 'approved');
      await openUntil(preparer, path(batchId), (page) => page.getByText(/预留时资金不足：/));
      await preparer.open('/funds');
      expect(await whyNot(preparer.page, button(preparer.page, '登记垫付决定'))).toBe('垫付决定由财政审核人登记，您的角色不是');
      await allowOverdraft(approver, approved);
      await openUntil(preparer, path(batchId), (page) => button(page, '预留资金'));
      await button(preparer.page, '预留资金').click();
      await button(dialogOf(preparer.page), '预留资金').click();
      await dialogOf(preparer.page).getByText('同意垫付的人不得又是名单的经办人或唯一审批人').waitFor();
      await as(stage(), 'finance-3', ['wide', 'zh'], (other) => allowOverdraft(other, approved));
      // The service tries again by itself once there is money, and may have written the file by now; a person need not wait for it.
      await readUntil<Batch>(preparer, path(batchId), ({ status }) => status === 'funded' || status === 'filed');
    }, [/status of 409|status of 403|status of 422/]));

    it('voids a file that was not sent, by another officer than wrote it, and writes another one', () => both(stage(), async (preparer, approver) => {
      // The service writes the first file by itself once the money is set aside.
      const { lines, totalFen } = await until(preparer, started(), 'filed');
      const files = async (screen: Screen): Promise<void> => {
        const { page } = screen;
        await openUntil(screen, path(batchId), (shown) => shown.getByText('在“银行文件与回盘”中', { exact: false }));
        await tab(page, /银行文件与回盘/);
        await button(page, '取走文件').waitFor();
      };
      await files(preparer);
      expect(await whyNot(preparer.page, button(preparer.page, '作废文件'))).toBe('由财政审核人办理，您不是本地区的审核人');
      await files(approver);
      await step(approver.page, '作废文件', new RegExp(`第 1 号文件（${lines} 人、${yuan(totalFen)}）作废，不得送银行`), withReason('银行换了格式'));
      await approver.page.getByText('已作废').waitFor();
      await button(preparer.page, '生成银行文件').waitFor();
      expect(await button(preparer.page, '取消批次').count()).toBe(0);
      await step(preparer.page, '生成银行文件', new RegExp(`生成 ${lines} 人、${yuan(totalFen)} 的文件，尚未送出`));
      await button(preparer.page, '登记已送银行').waitFor();
      await step(preparer.page, '登记已送银行', new RegExp(`银行将向 ${lines} 人支付 ${yuan(totalFen)}`), (dialog) => dialog.locator('#bank-reference').fill('示例行-再'));
      await until(preparer, batchId, 'sent');
    }));

    it('declines what was proposed about unknown money and about another account, and closes with what came back', () => both(stage(), async (preparer, approver) => {
      const { items: lines } = await read<{ items: PaidLine[] }>(preparer, `${path(started())}/lines?limit=200`);
      const [returned, unknown] = lines;
      if (returned === undefined || unknown === undefined) throw new Error('expected two lines');
      const { page } = preparer;
      await preparer.open(path(batchId));
      await tab(page, /银行文件与回盘/);
      await page.locator('section[aria-label=收回盘] input[type=file]').setInputFiles(asFile('回盘.txt', bankAnswer(batchId, 1, lines, ({ lineNo }) => (lineNo === returned.lineNo ? '失败' : lineNo === unknown.lineNo ? '处理中' : '成功'))));
      await step(page, '核对并入账', /逐行入账/);
      await page.getByText(/退回 1 笔/).waitFor();
      await tab(page, /异常/);
      const propose = (evidence: string): Promise<void> => step(page, '提出核对意见', /须另一人批准/, (dialog) => dialog.locator('textarea').fill(evidence));
      const read2 = async (evidence: string): Promise<void> => {
        await openUntil(approver, path(batchId), (shown) => shown.getByRole('tab', { name: /异常/ }));
        await tab(approver.page, /异常/);
        await step(approver.page, '查看并审批意见', /会被记录/, withReason('审批前核对'));
        await approver.page.getByText(evidence).waitFor();
      };
      await propose('电话询问，未见对账单');
      await read2('电话询问，未见对账单');
      await step(approver.page, '不采纳', new RegExp(`第 ${unknown.lineNo} 行 1 人 ${yuan(unknown.amountFen)} 的意见不采纳`), withReason('须有对账单'));
      await approver.page.getByText('电话询问，未见对账单').waitFor({ state: 'detached' });
      await preparer.open(path(batchId));
      await tab(page, /异常/);
      await propose('对账单第 4 页：未入账，已退回');
      await read2('对账单第 4 页：未入账，已退回');
      await step(approver.page, '批准意见', /核定为退回/);
      await readUntil<Batch>(preparer, path(batchId), ({ returnedFen }) => returnedFen === returned.amountFen + unknown.amountFen);

      await recordAccount(stage(), returned);
      await preparer.open(path(batchId));
      await tab(page, /退回与重发/);
      await page.getByRole('checkbox', { name: `选择第 ${returned.lineNo} 行` }).check();
      await step(page, '重发所选', new RegExp(`1 人、${yuan(returned.amountFen)} 重新发放`), withReason('账户已更正'));
      await approver.open(path(batchId));
      await tab(approver.page, /退回与重发/);
      await approver.page.getByRole('checkbox', { name: `选择第 ${returned.lineNo} 行的新账户` }).check();
      await step(approver.page, '不批准所选重发', new RegExp(`1 人、${yuan(returned.amountFen)} 不向新账户发放，仍为退回`), withReason('本人电话否认'));
      await approver.page.getByText('没有等待批准的重发').waitFor();
      await preparer.open(path(batchId));
      await step(page, '结清', new RegExp(`2 人 ${yuan(returned.amountFen + unknown.amountFen)} 退回且不再由本批次发放`));
      await page.getByText(/此批次已办结。 占用的月份和资金已于 .* 全部释放/).waitFor();
    }));
  });
};

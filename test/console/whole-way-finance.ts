import type { Locator, Page } from 'playwright-core';
import { caseworkerOf } from './support/accounts';
import { PaidLine, asFile, bankAnswer } from './support/bank';
import { Screen } from './support/screen';
import { Stage } from './support/stage';
import { clockOf } from './whole-way-case';
import { as, button, dialogOf, openUntil, read, readUntil, send, step, whyNot, withReason } from './support/steps';

const [scheme, county, period] = ['rural-reward', '990101000000', '2017'] as const;
export const batchId = `${scheme}.${county}.${period}.1`;
const [path, address] = [`/batches/${batchId}`, `/batches/${encodeURIComponent(batchId)}`];
/** A working day of the month in which the list is paid. */
const payDay = '2017-07-10';

interface Batch { readonly status: string; readonly totalFen: number; readonly lines: number; readonly listHash: string | null; readonly byLevel: readonly { readonly level: string; readonly amountFen: number }[] | null; readonly creditedFen: number; readonly returnedFen: number; readonly pendingFen: number; readonly unknownFen: number; readonly cancelledFen: number }

const batchOf = (screen: Screen): Promise<Batch> => read<Batch>(screen, path);
const linesOf = async (screen: Screen): Promise<readonly PaidLine[]> => (await read<{ items: PaidLine[] }>(screen, `${path}/lines?limit=200`)).items;
const addsUp = ({ totalFen, creditedFen, returnedFen, pendingFen, unknownFen, cancelledFen }: Batch): void => expect(creditedFen + returnedFen + pendingFen + unknownFen + cancelledFen).toBe(totalFen);
const tab = (page: Page, name: RegExp): Promise<void> => page.getByRole('tab', { name }).click();
const building = (page: Page): Locator => page.getByRole('region', { name: '正在生成名单' });

/** Who is on the list and why, and how far it is built, which a page that is loaded anew goes on telling. */
export const prepare = async (stage: Stage, personKey: string): Promise<void> => {
  clockOf(stage).goOnTo(payDay);
  const letGo = await stage.county.hold('batch-building');
  await as(stage, 'finance-1', ['wide', 'zh'], async (screen) => {
    const { page, open } = screen;
    await open('/month');
    const due = page.getByRole('row', { name: /农村部分计划生育家庭奖励扶助.*2017/ }).first();
    const { items: rights } = await read<{ items: { readonly personKey: string; readonly status: string }[] }>(screen, `/entitlements?scheme=${scheme}&status=active&limit=200`);
    expect(rights.filter((right) => right.personKey === personKey)).toHaveLength(1);
    expect(await due.innerText()).toContain(`${rights.length} 人`);
    await due.getByRole('button', { name: '开立批次' }).click();
    await dialogOf(page).getByText('2017', { exact: false }).first().waitFor();
    await button(dialogOf(page), '开立批次').click();
    await page.waitForURL(`**${path}`);
    // The service lives through four months first: its clock was just moved.
    await building(page).getByText('已生成 0 / 1 块').waitFor({ timeout: 90_000 });
    await page.reload();
    await building(page).getByText('已生成 0 / 1 块').waitFor();
    expect(await button(page, '冻结名单').count()).toBe(0);
    await letGo();
    // Told by the stream: nobody loads the page anew.
    await building(page).waitFor({ state: 'detached' });
    await step(page, '冻结名单', new RegExp(`名单固定为 ${rights.length} 人，合计 ¥`));
    await button(page, '提交审批').waitFor();
    expect(await button(page, '提交审批').isDisabled()).toBe(true);
    await compare(screen, personKey);
    await step(page, '提交审批', /人、¥[\d,.]+ 的名单连同与上期的比较/);
    expect(await whyNot(page, button(page, '审批通过'))).toBe('由财政审核人办理，您不是本地区的审核人');
  });
};

/** The person is the one who is new; each group is looked at and ticked off. */
const compare = async (screen: Screen, personKey: string): Promise<void> => {
  const { page } = screen;
  const mine = (await linesOf(screen)).find((line) => line.personKey === personKey);
  if (mine === undefined) throw new Error('expected a line for the person');
  await page.getByText(`上期：${scheme}.${county}.2016.1`).waitFor();
  await button(page, '逐人列出').click();
  const row = page.getByRole('region', { name: '逐人差异' }).getByRole('row', { name: new RegExp(`新增 ${mine.lineNo} `) });
  await row.press('Enter');
  await page.getByText(/12 个月，按月、按层、按出资级次相加均与名单金额一致/).waitFor();
  await page.keyboard.press('Escape');
  for (const box of await page.getByRole('checkbox', { name: /已核对“/ }).all()) await box.check();
};

const rolesOf = (stage: Stage, role: 'finance-preparer' | 'finance-approver'): Promise<void> => as(stage, 'admin', ['wide', 'zh'], async (screen) => {
  const answered = await send(screen, '/users/finance-1/roles', { roles: [{ role, areaCode: county }], reason: '换岗' }, 'PUT');
  expect([answered.status, answered.status < 300 ? '' : answered.detail]).toEqual([answered.status, '']);
});

/** Whoever prepared it does not approve it, also not after a change of seats; another one does, with the hash in view. */
export const approve = async (stage: Stage): Promise<void> => {
  await rolesOf(stage, 'finance-approver');
  await as(stage, 'finance-1', ['wide', 'zh'], async (screen) => {
    const { page, open } = screen;
    await open(address);
    expect(await whyNot(page, button(page, '审批通过'))).toBe('您经办过此批次，须由另一人办理');
    const { listHash } = await batchOf(screen);
    const refused = await send(screen, `${path}/approvals`, { listHash });
    expect([refused.status >= 400, refused.detail.includes('duty.')]).toEqual([true, true]);
  });
  await rolesOf(stage, 'finance-preparer');
  await as(stage, 'finance-2', ['wide', 'zh'], async (screen) => {
    const { page, open } = screen;
    await open(address);
    const { listHash } = await batchOf(screen);
    if (listHash === null) throw new Error('expected a frozen list');
    await step(page, '审批通过', new RegExp((listHash.match(/.{1,8}/g) ?? []).join(' ')), (dialog) => dialog.locator('#hash-typed').fill(listHash.slice(-6)));
    await button(page, '审批通过').waitFor({ state: 'detached' });
  });
};

/** What each level owes arrives; the form of it has a journey of its own. */
const receiveFunds = async (screen: Screen): Promise<void> => {
  for (const { level, amountFen } of (await batchOf(screen)).byLevel ?? []) {
    if (amountFen === 0) continue;
    const answered = await send(screen, '/funds/receipts', { scheme, areaCode: county, year: Number(period), level, amountFen, receiptNo: `2017-${level}`, receivedOn: '2017-07-03', document: '示例财社〔2017〕1号' });
    expect([level, answered.status < 300 ? '' : answered.detail]).toEqual([level, '']);
  }
};

/** From the file that waits to be sent to the bank's word for it. */
const sendFile = async (screen: Screen, fileNo: number): Promise<void> => {
  const { page, open } = screen;
  await open(address);
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

const takeInAnswer = async ({ page }: Screen, name: string, content: string, says: RegExp): Promise<void> => {
  await page.locator('section[aria-label=收回盘] input[type=file]').setInputFiles(asFile(name, content));
  await step(page, '核对并入账', /逐行入账/);
  await page.getByText(says).waitFor();
};

/** The bank credits the person and gives somebody else's money back: whose, is handed on. */
export const pay = async (stage: Stage, personKey: string): Promise<PaidLine> => {
  let returned: PaidLine | undefined;
  await as(stage, 'finance-1', ['wide', 'zh'], async (screen) => {
    await receiveFunds(screen);
    await sendFile(screen, 1);
    const lines = await linesOf(screen);
    returned = lines.find((line) => line.personKey !== personKey);
    await takeInAnswer(screen, '回盘.txt', bankAnswer(batchId, 1, lines, ({ lineNo }) => (lineNo === returned?.lineNo ? '失败' : '成功')), /退回 1 笔/);
    // The lists are built from the log a moment after the answer was posted.
    const batch = await readUntil<Batch>(screen, path, ({ pendingFen }) => pendingFen === 0);
    addsUp(batch);
    expect([batch.returnedFen, batch.pendingFen, batch.unknownFen]).toEqual([returned?.amountFen, 0, 0]);
    expect((await linesOf(screen)).find((line) => line.personKey === personKey)?.status).toBe('credited');
    await tab(screen.page, /明细/);
    await screen.page.getByRole('row', { name: /退回\s*账户已销户/ }).waitFor();
  });
  if (returned === undefined) throw new Error('expected somebody else on the list');
  return returned;
};

/** The officer of the township records where the person wants the money now. */
export const recordAccount = (stage: Stage, { personKey, areaCode }: PaidLine): Promise<void> => as(stage, caseworkerOf(areaCode), ['phone', 'zh'], async (screen) => {
  const { page, open, settled } = screen;
  const { name } = (await (await page.request.post(`/api/v1/people/${personKey}/looks`, { data: { what: 'details', reason: '登记本人新账户' } })).json()) as { readonly name: string };
  // Told by the first page, and not found by somebody who happens to search.
  await open('/');
  await page.getByRole('tab', { name: '退回待换账户' }).click();
  await page.getByRole('listitem').filter({ hasText: '账户已销户' }).first().press('Enter');
  await page.waitForURL(/\/rights\//);
  await page.getByRole('button', { name: '登记新账户' }).click();
  const form = dialogOf(page);
  await form.getByLabel('账号', { exact: true }).fill('9999010000000000028');
  await form.getByLabel('户名').fill(name);
  await form.getByLabel('开户行').fill('示例县农村商业银行');
  await form.getByLabel('编号或登记号，不写姓名').fill('本人申报 2017-12');
  await button(form, '登记新账户').click();
  await page.getByText('已登记: 登记新账户').waitFor();
  await settled();
  await readUntil<{ readonly items: readonly object[] }>(screen, '/tasks/returned-money', ({ items }) => items.length === 0);
});

/** Asked for by the one, approved by the other; paid once, and closed to the fen. */
export const reissue = async (stage: Stage, returned: PaidLine): Promise<void> => {
  await as(stage, 'finance-1', ['wide', 'zh'], async (screen) => {
    const { page, open } = screen;
    await open(address);
    await tab(page, /退回与重发/);
    await page.getByRole('checkbox', { name: `选择第 ${returned.lineNo} 行` }).check();
    await step(page, '重发所选', /1 人、¥[\d,.]+ 重新发放/, withReason('账户已更正'));
  });
  await as(stage, 'finance-2', ['wide', 'zh'], async ({ page, open }) => {
    await open(address);
    await tab(page, /退回与重发/);
    await page.getByRole('region', { name: '等待批准的换账户重发' }).getByRole('checkbox', { name: `选择第 ${returned.lineNo} 行` }).check();
    await step(page, '批准所选重发', /1 人的新账户发放 ¥/, withReason('已电话核对本人'));
  });
  await as(stage, 'finance-1', ['wide', 'zh'], async (screen) => {
    const { page, open } = screen;
    await sendFile(screen, 2);
    await takeInAnswer(screen, '回盘2.txt', bankAnswer(batchId, 2, [{ ...returned, attempt: 2 }], () => '成功'), /到账 1 笔/);
    await openUntil(screen, address, () => button(page, '结清'));
    const { lines, totalFen } = await batchOf(screen);
    await step(page, '结清', new RegExp(`${lines} 人 ¥[\\d,.]+ 已到账；0 人`));
    await page.getByText('此批次已办结').waitFor();
    const closed = await readUntil<Batch>(screen, path, ({ status }) => status === 'closed');
    addsUp(closed);
    expect([closed.creditedFen, closed.returnedFen, closed.unknownFen]).toEqual([totalFen, 0, 0]);
    await open('/month?month=2017-07');
    const row = page.getByRole('row', { name: /农村部分计划生育家庭奖励扶助.*2017/ }).first();
    await row.waitFor();
  });
};

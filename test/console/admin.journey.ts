import { Stage, onScreen } from './support/stage';
import { openUntil } from './support/steps';

const ownPassword = 'a password of my own';

/** What an administrator ends and mends, and what everybody does about their own account. */
export const adminJourneys = (stage: () => Stage): void => {
  it('an officer lets a colleague stand in, who acts with both names on record until an administrator ends it', () => onScreen(stage(), ['wide', 'zh'], async (colleague) => onScreen(stage(), ['wide', 'zh'], async (boss) => {
    const lastDay = new Date(Date.now() + 3 * 86_400_000);
    const inWords = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' }).format(lastDay);
    await onScreen(stage(), ['phone', 'zh'], async ({ page, signIn, open }) => {
      await signIn('county-2');
      await open('/account');
      await page.getByLabel('同事的用户编号').fill('county-1');
      await page.getByLabel('最后一天').fill(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(lastDay));
      await page.getByRole('button', { name: '委托同事' }).click();
      await page.getByText(`county-1 · 至 ${inWords}`).waitFor();
    });
    const { page } = colleague;
    await colleague.signIn('county-1');
    await colleague.open('/account');
    await page.getByRole('button', { name: '代 county-2 行事' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/每一步都记下您和 county-2 两人/).waitFor();
    await dialog.getByLabel('您的密码').fill(stage().county.password);
    await dialog.getByRole('button', { name: /开\s*始/ }).click();
    await page.getByRole('link', { name: 'county-1 代 county-2' }).waitFor();
    await boss.signIn('admin');
    await boss.open('/users/county-2');
    await boss.page.getByText(`county-1 代 county-2 行事，至 ${inWords}`).first().waitFor();
    await boss.page.getByRole('button', { name: '终止 county-1 代 county-2 行事' }).click();
    await boss.page.getByRole('dialog').getByText(/随即不能再代其办理/).waitFor();
    await boss.page.getByRole('dialog').getByRole('button', { name: /终\s*止/ }).last().click();
    await boss.page.getByText('没有人代其行事，也不代他人行事').waitFor();
    await page.getByRole('link', { name: '审核' }).first().click();
    await page.getByText(/委托/).first().waitFor();
  }), { expected: [/status of 403/] }));

  it('an administrator begins with what waits: a job that failed for good is run again once its cause is mended', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
    const { page, signIn } = screen;
    const { jobId, mend } = await stage().county.bury();
    await signIn('admin');
    await openUntil(screen, '/', (shown) => shown.getByText(/1 项任务的全部尝试均已失败/));
    await page.getByRole('link', { name: '查看并重新运行' }).click();
    const row = page.getByRole('row', { name: new RegExp(jobId) });
    await row.getByText('生成名单').first().waitFor();
    await mend();
    await page.getByRole('button', { name: `重新运行 ${jobId}` }).click();
    await page.locator('.done-note', { hasText: '已重新放入队列' }).waitFor();
    await page.getByText('没有死信').waitFor();
    await openUntil(screen, '/', (shown) => shown.getByText('没有等待您处理的事项'));
  }));

  it('everybody changes their own password from the header, and a wrong present one ends no session', () => onScreen(stage(), ['wide', 'en'], async ({ page, signIn, settled }) => {
    await signIn('village-13');
    await page.getByRole('link', { name: 'village-13' }).click();
    await settled();
    const change = async (current: string, next: string): Promise<void> => {
      await page.getByLabel('Present password').fill(current);
      await page.getByLabel('New password', { exact: true }).fill(next);
      await page.getByLabel('New password once more').fill(next);
      await page.getByRole('button', { name: 'Change it' }).click();
    };
    await change('not the one I have', ownPassword);
    await page.getByText('identity.sign-in-failed', { exact: false }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await change(stage().county.password, ownPassword);
    await page.getByText(/The password is changed/).waitFor();
    // As it was, for whoever comes after.
    await change(ownPassword, stage().county.password);
    await page.getByText(/The password is changed/).waitFor();
  }));

  it('the difference of two versions of a scheme is told in words', () => onScreen(stage(), ['phone', 'zh'], async ({ page, signIn, open, settled }) => {
    await signIn('inspector');
    await open('/policies/rural-reward?area=990101000000&from=2016-01-01');
    await page.getByRole('tab', { name: '与另一版本比较' }).click();
    await settled();
    await page.getByText('新增 2 条，取消 0 条，改变 0 条').waitFor();
    expect(await page.getByText('每人每年 140.00 元').count()).toBeGreaterThan(0);
  }));
};

import { phoneTroubles } from './support/axe';
import { Tongue, Width } from './support/screen';
import { Stage, onScreen } from './support/stage';
import { openUntil, rows } from './support/steps';

const ownPassword = 'a password of my own';

const failedWords = {
  zh: { failed: /1 项任务的全部尝试均已失败/, see: '查看并重新运行', work: '生成名单', run: (jobId: string) => `重新运行 ${jobId}`, ran: '已重新放入队列', none: '没有死信', nothing: '没有等待您处理的事项' },
  en: { failed: /1 job of your area has failed for good/, see: 'See and run again', work: 'Build a part of a list', run: (jobId: string) => `Run again: ${jobId}`, ran: 'It is in the queue again', none: 'No dead letters', nothing: 'Nothing waits for you' },
} as const;

/** What an administrator ends and mends, and what everybody does about their own account. */
export const adminJourneys = (stage: () => Stage): void => {
  it('an officer lets a colleague stand in, who acts with both names on record until an administrator ends it', () => onScreen(stage(), ['wide', 'zh'], async (colleague) => onScreen(stage(), ['phone', 'en'], async (boss) => {
    const lastDay = new Date(Date.now() + 3 * 86_400_000);
    const inWords = (locale: 'zh-CN' | 'en-GB'): string => new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Shanghai', dateStyle: 'medium' }).format(lastDay);
    await onScreen(stage(), ['phone', 'zh'], async ({ page, signIn, open }) => {
      await signIn('county-2');
      await open('/account');
      await page.getByLabel('同事的用户编号').fill('county-1');
      await page.getByLabel('最后一天').fill(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(lastDay));
      await page.getByRole('button', { name: '委托同事' }).click();
      await page.getByText(`county-1 · 至 ${inWords('zh-CN')}`).waitFor();
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
    await boss.page.getByText(`county-1 acts for county-2 until ${inWords('en-GB')}`).first().waitFor();
    await boss.page.getByRole('button', { name: 'End it: county-1 acts for county-2' }).click();
    await boss.page.getByRole('dialog').getByText(/Nothing more is done in their name/).waitFor();
    expect(await phoneTroubles(boss.page)).toEqual([]);
    await boss.page.getByRole('dialog').getByRole('button', { name: 'End it' }).last().click();
    await boss.page.getByText('Nobody acts for them, and they act for nobody').waitFor();
    await page.getByRole('link', { name: '审核' }).first().click();
    await page.getByText(/委托/).first().waitFor();
  }), { expected: [/status of 403/] }));

  it.each<readonly [Width, Tongue]>([['wide', 'zh'], ['phone', 'en']])('an administrator begins with what waits: a job that failed for good is run again once its cause is mended, %s, %s', (width, tongue) => onScreen(stage(), [width, tongue], async (screen) => {
    const { page, signIn } = screen;
    const said = failedWords[tongue];
    const { jobId, mend } = await stage().county.bury();
    await signIn('admin');
    await openUntil(screen, '/', (shown) => shown.getByText(said.failed));
    await page.getByRole('link', { name: said.see }).click();
    await rows(page).filter({ hasText: jobId }).getByText(said.work).first().waitFor();
    if (width === 'phone') expect(await phoneTroubles(page)).toEqual([]);
    await mend();
    await page.getByRole('button', { name: said.run(jobId) }).click();
    await page.locator('.done-note', { hasText: said.ran }).waitFor();
    await page.getByText(said.none, { exact: true }).waitFor();
    await openUntil(screen, '/', (shown) => shown.getByText(said.nothing));
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

import type { Page } from 'playwright-core';
import { fillSignIn } from './support/screen';
import { Stage, onScreen } from './support/stage';
import { openUntil } from './support/steps';

const firstPassword = 'told by the administrator';
const ownPassword = 'a password of my own';

const choicesMax = 30;

/** By the keyboard, as somebody would: opened, down to what is wanted, and Enter. */
const choose = async (page: Page, label: string, option: string, at = 0): Promise<void> => {
  const choice = page.getByRole('dialog').getByLabel(label).nth(at);
  await choice.focus();
  await choice.press('ArrowDown');
  const active = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active').last();
  await active.waitFor();
  for (let tries = 0; tries < choicesMax && !(await active.innerText()).includes(option); tries += 1) await choice.press('ArrowDown');
  await choice.press('Enter');
};

/** In the order in which it happens to somebody: added, first day, and gone. */
export const adminJourneys = (stage: () => Stage): void => {
  describe('an officer comes and goes', () => {
    // Journeys may run over one county several times.
    const userId = `elder-${Date.now().toString(36)}`;

    it('the administrator adds a village reviewer, who sets a password of their own before anything else', async () => {
      await onScreen(stage(), ['wide', 'en'], async ({ page, signIn, open, settled }) => {
        await signIn('admin');
        await open('/users');
        await page.getByRole('button', { name: 'Add a user' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('User id').fill(userId);
        await dialog.getByLabel('Name', { exact: true }).fill('村里的老张');
        await dialog.getByLabel('One-time password').fill(firstPassword);
        await choose(page, 'Role', 'Village reviewer');
        await choose(page, 'Area, with everything below it', 'Example Township 1');
        await dialog.getByRole('button', { name: 'Add a user' }).click();
        await page.waitForURL(`**/users/${userId}`);
        await settled();
        await page.getByText('Added the user', { exact: false }).waitFor();
        expect(await page.locator('main').innerText()).toContain('Village reviewer · Example Township 1');
        // What is typed of a name stands in no address: the screen looks for it.
        await open('/users');
        const users = page.getByRole('region', { name: 'Users' });
        await users.getByText('admin', { exact: true }).waitFor();
        await page.getByLabel('Id or name').fill('老张');
        await users.getByText('admin', { exact: true }).waitFor({ state: 'detached' });
        await users.getByText(userId, { exact: true }).waitFor();
      });
      await onScreen(stage(), ['phone', 'zh'], async ({ page, settled }) => {
        await page.goto('/');
        await fillSignIn(page, userId, firstPassword);
        await page.getByRole('heading', { name: '请先设置自己的密码' }).waitFor();
        await page.getByLabel('管理员给您的一次性密码').fill(firstPassword);
        await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
        await page.getByLabel('再输一遍新密码').fill('another one altogether');
        await page.getByRole('button', { name: '修改密码' }).click();
        await page.getByText('两次输入的新密码不一致').waitFor();
        await page.getByLabel('再输一遍新密码').fill(ownPassword);
        await page.getByRole('button', { name: '修改密码' }).click();
        await page.getByRole('heading', { name: '今日' }).waitFor();
        await settled();
        expect(await page.getByText(userId, { exact: true }).isVisible()).toBe(true);
      });
    });

    it('says at once that two duties are kept apart, gives another role, and ends the session of whoever is disabled', () => onScreen(stage(), ['wide', 'zh'], async (boss) => onScreen(stage(), ['wide', 'zh'], async (officer) => {
      await officer.signIn(userId, ownPassword);
      await boss.signIn('admin');
      await boss.open(`/users/${userId}`);
      const { page } = boss;
      await page.getByRole('button', { name: '变更角色' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '增加一项' }).click();
      await choose(page, '角色', '财政经办', 1);
      await page.getByText('村级评议员与财政经办不能由同一人担任').waitFor();
      await choose(page, '角色', '专干', 1);
      await choose(page, '地区，含其下各级', '示例一镇', 1);
      await page.getByRole('dialog').getByLabel('理由').fill('人手不足');
      await page.getByRole('dialog').getByRole('button', { name: /变\s*更/ }).last().click();
      await page.getByText('角色改为：村级评议员', { exact: false }).waitFor();
      // The next change waits until this one is shown.
      const isShown = () => page.waitForFunction(() => document.querySelector('main .ant-btn-loading') === null);
      await isShown();
      await page.getByRole('button', { name: '重设密码' }).click();
      const reset = page.getByRole('dialog');
      await reset.getByText('的全部登录随即结束', { exact: false }).waitFor();
      await reset.getByRole('button', { name: /生\s*成/ }).click();
      const made = await reset.getByLabel('一次性密码').inputValue();
      expect(made).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
      await reset.getByRole('button', { name: '重设密码' }).click();
      await page.locator('.done-note', { hasText: '已设一次性密码，其登录已结束' }).waitFor();
      await isShown();
      await officer.page.getByRole('link', { name: '审核' }).first().click();
      await officer.page.getByRole('dialog').getByText(/登录已到期/).waitFor();
      await fillSignIn(officer.page, null, made);
      await officer.page.getByRole('heading', { name: '请先设置自己的密码' }).waitFor();
      await officer.page.getByLabel('管理员给您的一次性密码').fill(made);
      for (const label of ['新密码', '再输一遍新密码']) await officer.page.getByLabel(label, { exact: true }).fill(ownPassword);
      await officer.page.getByRole('button', { name: '修改密码' }).click();
      await officer.page.getByRole('link', { name: '审核' }).first().waitFor();
      // What the officer changed meanwhile is read first: a change is refused to whoever has not seen the one before.
      await boss.open(`/users/${userId}`);
      await page.getByRole('button', { name: /停\s*用/ }).first().click();
      await page.getByRole('dialog').getByText('以后不能再登录', { exact: false }).waitFor();
      await page.getByRole('dialog').getByLabel('理由').fill('离任');
      await page.getByRole('dialog').getByRole('button', { name: /停\s*用/ }).click();
      await page.getByText('已停用：离任').waitFor();
      await page.getByText('已停用的用户不能再变更', { exact: false }).waitFor();
      await officer.page.getByRole('link', { name: '今日' }).first().click();
      const over = officer.page.getByRole('dialog');
      await over.getByText(/登录已到期/).waitFor();
      // The password is right; strangers learn nothing, and whoever was disabled reads whom to ask.
      await fillSignIn(officer.page, null, ownPassword);
      await over.getByText('用户名或密码不正确，或该用户已被停用').waitFor();
      await over.getByText(/请找系统管理员/).waitFor();
    }, { expected: [/status of 403/] })));
  });

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

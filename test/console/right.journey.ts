import type { Locator, Page } from 'playwright-core';
import { caseworkerOf } from './support/accounts';
import { dialogOf, doIt, offer, pick, send, status, whyNot } from './support/case-page';
import { Screen } from './support/screen';
import { Stage, onScreen } from './support/stage';

interface Right { readonly entitlementId: string; readonly personKey: string; readonly areaCode: string; readonly branch: string | null; readonly status: string }

const read = async <T>({ page }: Screen, path: string): Promise<T> => (await (await page.request.get(`/api/v1${path}`)).json()) as T;
const rightPath = ({ entitlementId }: Right): string => `/rights/${encodeURIComponent(entitlementId)}`;
const reason = (words: string) => (form: Locator): Promise<void> => form.getByLabel('理由').fill(words);
const pending = (page: Page): Locator => page.locator('.ant-card', { hasText: '等待他人审批的变更' });
const button = (within: Locator | Page, verb: string): Locator => within.getByRole('button', { name: new RegExp(`^${[...verb].join('\\s*')}$`) });

/** Another person than who proposed says yes. */
const approveChange = async (page: Page): Promise<void> => {
  await button(pending(page), '批准').click();
  const asked = dialogOf(page);
  await asked.getByText(/涉及 1 人/).waitFor();
  await button(asked, '批准').click();
  await page.getByText('没有等待审批的变更').waitFor();
};

/** Every command that the page of a right offers, sent from the page, with what it refuses and to whom. */
export const rightJourneys = (stage: () => Stage): void => {
  it('a right is checked, suspended, resumed, ended and taken back, given another account, and changed only by two', () => onScreen(stage(), ['wide', 'zh'], async (county) => {
    await county.signIn('county-1');
    const { items } = await read<{ readonly items: readonly Right[] }>(county, '/entitlements?limit=200&scheme=special-hardship');
    const right = items.find(({ branch, status: now }) => branch === 'child-disabled' && now === 'active');
    if (right === undefined) throw new Error('expected a running right of a branch');
    const { page } = county;
    await onScreen(stage(), ['wide', 'zh'], async (keeper) => {
      const desk = keeper.page;
      await keeper.signIn(caseworkerOf(right.areaCode));
      await keeper.open(rightPath(right));
      await doIt(desk, /^停\s*发$/, reason('本人暂时失联'));
      await status(desk, '停发').waitFor();
      await offer(desk, /恢复发放，不补发/).click();
      const early = dialogOf(desk);
      await early.getByLabel('起始月').fill('2026-01');
      await early.getByLabel('理由').fill('已联系上');
      await send(early).click();
      await early.getByText(/补发以往月份须提出申请|月份过早/).first().waitFor();
      await desk.keyboard.press('Escape');
      await early.waitFor({ state: 'detached' });
      await doIt(desk, /申请恢复并补发/, reason('已联系上，停发期间符合条件'));
      await pending(desk).getByText(/恢复发放.*补发停发期间/).waitFor();
      await desk.getByText('您参与了提出，须由他人审批；可以撤回').waitFor();
      expect(await button(pending(desk), '批准').isDisabled()).toBe(true);

      await county.open(rightPath(right));
      await approveChange(page);
      await status(page, '享受中').waitFor();

      await keeper.open(rightPath(right));
      await doIt(desk, /申请变更类别/, async (form) => {
        await pick(form, '新类别', '死亡');
        await reason('子女已故')(form);
      });
      await pending(desk).getByText(/变更类别/).first().waitFor();
      await county.open(rightPath(right));
      await button(pending(page), '不予批准').click();
      const refusal = dialogOf(page);
      await refusal.getByLabel('理由').fill('没有死亡证明');
      await send(refusal).click();
      await page.getByText('没有等待审批的变更').waitFor();

      await keeper.open(rightPath(right));
      await doIt(desk, /^退\s*出$/, (form) => pick(form, '退出原因', '本人放弃'));
      await status(desk, '已退出').waitFor();
      await doIt(desk, /申请撤销退出/, reason('误登'));
      await pending(desk).getByText('撤销退出').first().waitFor();
      await county.open(rightPath(right));
      await approveChange(page);
      await status(page, '享受中').waitFor();

      await keeper.open(rightPath(right));
      await recordAccount(desk, right);
      await doIt(desk, /^年\s*审$/);
      await desk.getByRole('row', { name: /最近年审.*2026 年/ }).waitFor();
      await button(desk, '查看发放记录').click();
      const paid = await desk.getByRole('region', { name: '发放记录' }).innerText();
      expect(paid).toMatch(/计划生育家庭特别扶助 20\d\d/);
      expect(paid).not.toMatch(/special-hardship/);
    }, { expected: [/status of 4(09|22)/] });
    await onScreen(stage(), ['phone', 'zh'], async (inspector) => {
      await inspector.signIn('inspector');
      await inspector.open(rightPath(right));
      expect(await whyNot(inspector.page, /^退\s*出$/)).toMatch(/由专干、乡镇初审员或县级确认员办理/);
      expect(await button(inspector.page, '登记新账户').isDisabled()).toBe(true);
    });
  }));
};

/** A number that looks mistyped is recorded and said to be so; another person's account is not. */
const recordAccount = async (desk: Page, { personKey }: Right): Promise<void> => {
  const { name } = (await (await desk.request.post(`/api/v1/people/${personKey}/looks`, { data: { what: 'details', reason: '登记本人新账户' } })).json()) as { readonly name: string };
  await button(desk, '登记新账户').click();
  const form = dialogOf(desk);
  await form.getByLabel('账号', { exact: true }).fill('9999010000000000011');
  await form.getByLabel('户名', { exact: true }).fill('他人');
  await form.getByLabel('开户行').fill('示例县农村商业银行');
  await form.getByLabel(/编号或登记号/).fill('本人申报');
  await send(form).click();
  await form.getByText('账户户名不是本人').waitFor();
  await form.getByLabel('户名', { exact: true }).fill(name);
  await send(form).click();
  await form.waitFor({ state: 'detached' });
  await desk.getByText(/已登记: 登记新账户/).waitFor();
  await desk.getByText(/请核对/).waitFor();
};

import type { Locator, Page } from 'playwright-core';
import { County } from './county';

/** Five villagers, as the village review asks for. */
export const reviewers = '张建国\n李秀英\n王福生\n陈桂兰\n刘永强';

export const casePath = (applicationId: string): string => `/cases/${encodeURIComponent(applicationId)}`;

export const offer = (page: Page, name: RegExp): Locator => page.locator('.case-actions, .right-actions').getByRole('button', { name });
export const status = (page: Page, words: string): Locator => page.locator('main .ant-descriptions .ant-tag', { hasText: words });
export const dialogOf = (page: Page): Locator => page.locator('.ant-modal-wrap:visible [role=dialog]').last();
export const send = (dialog: Locator): Locator => dialog.locator('.ant-modal-footer .ant-btn-primary');

/** Opens a form, fills it, sends it, and waits until it is gone. */
export const doIt = async (page: Page, name: RegExp, fill: (dialog: Locator) => Promise<void> = () => Promise.resolve()): Promise<void> => {
  await offer(page, name).click();
  const dialog = dialogOf(page);
  await fill(dialog);
  await send(dialog).click();
  await dialog.waitFor({ state: 'detached' });
};

/** One option of a closed list, by its words. */
export const pick = async (dialog: Locator, label: string, option: string): Promise<void> => {
  await dialog.getByLabel(label, { exact: true }).click();
  await dialog.page().locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().evaluate((choice) => (choice as HTMLElement).click());
};

export const approve = async (dialog: Locator, names?: string): Promise<void> => {
  await dialog.getByLabel(/^通过/).check();
  if (names !== undefined) await dialog.getByLabel(/评议人员姓名/).fill(names);
};

/** Why a step is out of reach, as its button says. */
export const whyNot = async (page: Page, name: RegExp): Promise<string> => {
  const button = offer(page, name);
  await button.waitFor();
  expect(await button.isDisabled()).toBe(true);
  return page.locator(`[id="${(await button.getAttribute('aria-describedby')) ?? ''}"]`).innerText();
};

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

/** An officer lets a colleague stand in until today's end, on their own page of the account. */
export const letStandIn = async (page: Page, colleague: string): Promise<void> => {
  await page.goto('/account');
  await page.getByLabel('同事的用户编号').fill(colleague);
  await page.getByLabel('最后一天').fill(today());
  await page.getByRole('button', { name: /委托同事/ }).click();
  await page.getByText(`${colleague} · 至`).waitFor();
};

/** The colleague takes their place: everything on the screen is the other's from then on. */
export const standInFor = async (page: Page, { password }: Pick<County, 'password'>, userId: string): Promise<void> => {
  await page.goto('/account');
  await page.getByRole('button', { name: `代 ${userId} 行事` }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel('您的密码').fill(password);
  await send(dialog).click();
  await page.locator('header').getByText(userId).waitFor();
};

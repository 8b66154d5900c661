import type { Locator, Page } from 'playwright-core';
import { CaseWords, caseWords } from './case-words';
import { County } from './county';
import { Look, Seat, isWithinReach, sitDown } from './seat';
import { JourneyOptions, Stage } from './stage';
import { button, named } from './steps';

/** Five villagers, as the village review asks for. */
export const reviewers = '张建国\n李秀英\n王福生\n陈桂兰\n刘永强';

export const casePath = (applicationId: string): string => `/cases/${encodeURIComponent(applicationId)}`;

/** An officer of cases, at a desk or with a phone. */
export type Desk = Seat<CaseWords>;
export const sit = (stage: Stage, userId: string, look: Look, work: (desk: Desk) => Promise<void>, options: JourneyOptions = {}): Promise<void> => sitDown(stage, userId, look, caseWords, work, options);

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

/** The decision of the village, by the reviewers that it asks for. */
export const approve = ({ page, said }: Desk): Promise<void> => doIt(page, named(said.decide), async (dialog) => {
  await dialog.getByLabel(said.approved, { exact: true }).check();
  await dialog.getByLabel(said.reviewers).fill(reviewers);
});

/** Why a step is out of reach, as its button says. */
export const whyNot = async (page: Page, name: RegExp): Promise<string> => {
  const button = offer(page, name);
  await button.waitFor();
  expect(await button.isDisabled()).toBe(true);
  return page.locator(`[id="${(await button.getAttribute('aria-describedby')) ?? ''}"]`).innerText();
};

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

/** An officer lets a colleague stand in until today's end, on their own page of the account. */
export const letStandIn = async (desk: Desk, colleague: string): Promise<void> => {
  const { page, said, open } = desk;
  await open('/account');
  await page.getByLabel(said.colleague).fill(colleague);
  await page.getByLabel(said.lastDay).fill(today());
  await isWithinReach(desk);
  await page.getByRole('button', { name: said.letStandIn }).click();
  await page.getByText(said.standsIn(colleague)).waitFor();
};

export const takeBack = async ({ page, said, open }: Desk, colleague: string): Promise<void> => {
  await open('/account');
  await button(page, said.takeBack(colleague)).click();
  await button(page.getByRole('dialog'), said.takeBackShort).click();
  await button(page, said.takeBack(colleague)).waitFor({ state: 'detached' });
};

/** The colleague takes their place: everything on the screen is the other's from then on. */
export const standInFor = async (desk: Desk, { password }: Pick<County, 'password'>, userId: string): Promise<void> => {
  const { page, said, open } = desk;
  await open('/account');
  await button(page, said.actFor(userId)).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel(said.ownPassword).fill(password);
  await isWithinReach(desk);
  await send(dialog).click();
  await page.locator('header').getByText(userId).waitFor();
};

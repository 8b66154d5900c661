import type { Locator, Page } from 'playwright-core';
import { Screen, Tongue, Width } from './screen';
import { JourneyOptions, Stage, onScreen } from './stage';

const triesMax = 40;
const againMs = 250;

/** Somebody at a screen of their own, signed in, on the day that it is in the county. */
export const as = (stage: Stage, userId: string, look: readonly [Width, Tongue], work: (screen: Screen) => Promise<void>, options: JourneyOptions = {}): Promise<void> =>
  onScreen(stage, look, async (screen) => {
    await screen.signIn(userId);
    await work(screen);
  }, options);

/** Views follow the events at a short distance, and what the service does by itself takes its time. */
export const openUntil = async ({ page, open }: Screen, path: string, shown: (page: Page) => Locator): Promise<void> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    await open(path);
    if (await shown(page).first().isVisible()) return;
    await page.waitForTimeout(againMs);
  }
  throw new Error(`${path} did not come to show what was waited for: ${await page.locator('main').innerText()}`);
};

export const read = async <T>({ page }: Screen, path: string): Promise<T> => {
  const answer = await page.request.get(`/api/v1${path}`);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
};

export const readUntil = async <T>(screen: Screen, path: string, isThere: (found: T) => boolean): Promise<T> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const found = await read<T>(screen, path);
    if (isThere(found)) return found;
    await screen.page.waitForTimeout(againMs);
  }
  throw new Error(`${path} did not come to say what was waited for: ${JSON.stringify(await read<T>(screen, path))}`);
};

interface Sent {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** What the service itself says to somebody whose button is out of reach. */
export const send = async ({ page }: Screen, path: string, data: object, method: 'POST' | 'PUT' = 'POST'): Promise<Sent> => {
  const answer = await page.request.fetch(`/api/v1${path}`, { method, data, headers: { 'Idempotency-Key': crypto.randomUUID() } });
  const said = await answer.text();
  const { code = '' } = (said.startsWith('{') ? JSON.parse(said) : {}) as { readonly code?: string };
  return { status: answer.status(), code, detail: said };
};

/** A row of a table, which is a card on a phone. */
export const rows = (page: Page): Locator => page.locator('main tr, main .list-card');

/** A space may stand between two Chinese characters of a button. */
export const named = (verb: string): RegExp => new RegExp(`^${[...verb].join('\\s*')}$`);
export const button = (within: Page | Locator, verb: string): Locator => within.getByRole('button', { name: named(verb) });
export const dialogOf = (page: Page): Locator => page.locator('.ant-modal-wrap:visible [role=dialog]').last();

/** Presses a step, reads what it says will happen, fills in what it asks for, says yes, and waits until it is done. */
export const step = async (page: Page, verb: string, says: RegExp, fill: (dialog: Locator) => Promise<void> = () => Promise.resolve(), within: Page | Locator = page): Promise<void> => {
  await button(within, verb).first().click();
  const dialog = dialogOf(page);
  await dialog.getByText(says).first().waitFor();
  await fill(dialog);
  await button(dialog, verb).click();
  await dialog.waitFor({ state: 'hidden', timeout: 60_000 }).catch(async () => {
    throw new Error(`${verb} was not done, and its window says: ${await dialog.innerText()}`);
  });
};

export const withReason = (words: string) => (dialog: Locator): Promise<void> => dialog.locator('textarea').fill(words);

/** Why a button is out of reach, as the page says it. */
export const whyNot = async (page: Page, control: Locator): Promise<string> => {
  expect(await control.isDisabled()).toBe(true);
  const described = await control.getAttribute('aria-describedby');
  if (described !== null) return page.locator(`[id="${described}"]`).innerText();
  return control.locator('xpath=following-sibling::*[1]').innerText();
};

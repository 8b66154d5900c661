import type { Locator, Page } from 'playwright-core';
import { submitApplication } from './support/applications';
import { focusComesTo, focused } from './support/focus';
import { fillSignIn, Screen } from './support/screen';
import { Stage, onScreen } from './support/stage';

const isInMain = (page: Page): Promise<boolean> => page.evaluate(() => document.activeElement?.closest('main') !== null);
const told = (page: Page): Promise<string> => page.locator('.tell').innerText();

/** Goes on by Tab until the focus is on what is looked for; somebody who needs more stops than this has lost their way. */
const tabTo = async (page: Page, wanted: string, stopsMax = 12): Promise<void> => {
  const isThere = (): Promise<boolean> => page.evaluate((selector) => document.activeElement?.matches(selector) === true, wanted);
  for (let stops = 0; stops < stopsMax; stops += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${wanted} was not reached by ${stopsMax} Tabs; the focus is on ${await focused(page)}`);
};

const keysOf = async (page: Page, keys: string): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

const standsAt = async (slider: Locator, place: number): Promise<void> => {
  const isThere = (input: HTMLInputElement, wanted: number): boolean => Number(input.value) === wanted;
  for (let tries = 0; tries < 50 && !(await slider.evaluate(isThere, place)); tries += 1) await slider.page().waitForTimeout(100);
  expect(Number(await slider.inputValue())).toBe(place);
};

/** The mouse is taken away: whatever is done from here on is done by keys. */
const arriveByKeys = async ({ page, settled }: Screen, { county }: Stage, userId: string): Promise<void> => {
  await page.goto('/');
  await fillSignIn(page, userId, county.password);
  await page.locator('header').first().waitFor();
  await settled();
};

export const keyboardJourneys = (stage: () => Stage): void => {
  it('a reviewer signs in, finds what waits, opens it and decides it without a mouse', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
    const { page, settled } = screen;
    await submitApplication(stage().county);
    await arriveByKeys(screen, stage(), 'village-01');
    await keysOf(page, 'g');
    await page.getByText('前往：按一个字母').waitFor();
    await keysOf(page, 'q');
    await page.waitForURL(/\/queue$/);
    await settled();
    // To the first row, which is ticked and unticked, and opened by Enter.
    await keysOf(page, 'jx');
    expect(await page.locator('tbody input:checked').count()).toBe(1);
    await keysOf(page, 'x');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cases\//);
    await settled();
    expect(await focusComesTo(page, 'H1 案件')).toMatch(/^H1 案件/);
    await keysOf(page, 'a');
    expect(await focusComesTo(page, 'BUTTON 作出决定')).toBe('BUTTON 作出决定');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    // Single keys leave the page behind a window alone.
    const address = page.url();
    await keysOf(page, 'gq');
    expect(page.url()).toBe(address);
    await tabTo(page, 'input[type=radio]');
    await page.keyboard.press('Space');
    await tabTo(page, 'textarea');
    await page.keyboard.type('张甲、王乙、李丙、赵丁、陈戊');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('.tell', { hasText: '已办理' }).waitFor({ state: 'attached' });
    await settled();
    await page.locator('main', { hasText: 'village-01' }).waitFor();
  }));

  it('an inspector searches somebody, opens what was found and looks at the whole life by keys alone', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
    const { page, settled } = screen;
    await arriveByKeys(screen, stage(), 'inspector');
    await keysOf(page, '/');
    await page.locator('#search_name:focus').waitFor();
    // In a field every key is a letter.
    await page.keyboard.type('g?');
    expect(await page.locator('#search_name').inputValue()).toBe('g?');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await tabTo(page, '#search_number');
    await page.keyboard.type('018');
    await tabTo(page, '#search_reason');
    await page.keyboard.type('信访复核');
    await page.keyboard.press('Enter');
    await page.locator('section[aria-label=查到的人员]').waitFor();
    await settled();
    expect(await told(page)).toMatch(/^查到的人员：/);
    expect(page.url()).toMatch(/\/search$/);
    await tabTo(page, 'tr[tabindex]');
    await keysOf(page, 'jk');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await settled();
    await tabTo(page, 'a[href$="/replay"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/people\/[a-z2-7]+\/replay$/);
    await page.locator('.look-reason input:focus').waitFor();
    await page.keyboard.type('信访复核');
    await page.keyboard.press('Enter');
    await page.locator('.replay-timeline').waitFor();
  }));

  it('keys of a replay move what was known and the day in force; the help says so in the language of the reader, gives the focus back, and turns single keys off', () => onScreen(stage(), ['wide', 'en'], async (screen) => {
    const { page, settled, signIn, open } = screen;
    await signIn('inspector');
    const { items } = (await (await page.request.get('/api/v1/applications?scheme=rural-reward&status=confirmed&limit=1')).json()) as { items: { personKey: string }[] };
    await open(`/people/${items[0]?.personKey}/replay`);
    await page.locator('.look-reason input').fill('review');
    await page.keyboard.press('Enter');
    await page.locator('.replay-slider').first().waitFor();
    await settled();
    const [known, force] = [page.locator('.replay-slider input').nth(0), page.locator('.replay-slider input').nth(1)];
    const [last, day] = [Number(await known.inputValue()), Number(await force.inputValue())];
    await keysOf(page, '[[');
    // What keys do comes with the first of them.
    await standsAt(known, last - 2);
    await keysOf(page, ']');
    await standsAt(known, last - 1);
    const now = Number(await force.inputValue());
    expect(now).toBeLessThanOrEqual(day);
    await keysOf(page, '{');
    await standsAt(force, now - 1);
    await force.focus();
    await keysOf(page, '?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.waitFor();
    for (const words of ['What was known: the next record', 'Procedures', 'Send the form of a window']) expect(await help.innerText()).toContain(words);
    expect(await help.innerText()).not.toMatch(/\p{Script=Han}/u);
    expect(await help.getByRole('checkbox').isChecked()).toBe(true);
    await help.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('range');
    await keysOf(page, '[g');
    expect(Number(await known.inputValue())).toBe(last - 1);
    await page.reload();
    await settled();
    await keysOf(page, '?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    // Whoever turned them off finds the way back in the menu.
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).focus();
    await page.keyboard.press('Enter');
    await help.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    expect(await isInMain(page)).toBe(false);
  }));
};

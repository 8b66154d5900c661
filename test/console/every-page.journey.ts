import type { Page } from 'playwright-core';
import { submitApplication } from './support/applications';
import { accessTroubles, cutSideways, tablesCut } from './support/axe';
import { keyboardTroubles, shapeTroubles, untoldRefusal, wordlessWaiting } from './support/beyond-axe';
import { MenuPage, addressOf, pagesOf } from './support/pages';
import { ConsoleRole, Screen, Width, officerOf, sizes } from './support/screen';
import { Stage, menuPages, onScreen } from './support/stage';

const roles = Object.keys(officerOf) as ConsoleRole[];

/** Longer than this nobody should look at something that says nothing. */
const patienceMs = 1_000;

const isCutAt = async (page: Page, width: Width): Promise<readonly string[]> => {
  await page.setViewportSize(sizes[width]);
  const cut = await cutSideways(page);
  return cut === null ? [] : [`${width}: wider than the screen: ${cut}`];
};

const isAnswer = /\/api\/v1\/(?!session$)/;
const refusal = { type: 'urn:zhibu:problem:test.refused', title: '暂不受理', status: 503, detail: '暂不受理', code: 'test.refused', expected: '服务可用', actual: '服务不可用', requestId: 'test' };

const reason = '无障碍检查';

/** Opens the page while the server refuses every answer but who is signed in: who hears of it? A page that asks nothing by itself has nothing to tell. */
const openRefused = async ({ page, settled }: Screen, address: string): Promise<readonly string[]> => {
  let asked = 0;
  await page.route(isAnswer, async (route) => {
    asked += 1;
    await route.fulfill({ status: refusal.status, contentType: 'application/problem+json', body: JSON.stringify(refusal) });
  });
  await page.goto(address);
  await settled();
  const found = asked === 0 ? [] : await untoldRefusal(page);
  await page.unroute(isAnswer);
  return found.map((trouble) => `refused: ${trouble}`);
};

/** Opens the page while the server takes its time with every answer: what does it say meanwhile? */
const openSlowly = async ({ page, settled }: Screen, address: string): Promise<readonly string[]> => {
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => { answer = resolve; });
  await page.route(isAnswer, async (route) => held.then(() => route.continue()).catch(() => undefined));
  await page.goto(address);
  await page.locator('header').waitFor();
  await page.waitForTimeout(patienceMs);
  const found = await wordlessWaiting(page);
  answer();
  await settled();
  await page.unroute(isAnswer);
  return found.map((trouble) => `slow: ${trouble}`);
};

/** All that is asked of a page once: by everybody, at every width, by keyboard, and with a slow server. */
const lookClosely = async (screen: Screen, address: string): Promise<readonly string[]> => {
  const { page, sayWhy } = screen;
  const opened = [...await openRefused(screen, address), ...await openSlowly(screen, address)];
  await sayWhy(reason);
  const found = [...opened, ...(await tablesCut(page)).map((words) => `a table that is cut: ${words}`), ...await shapeTroubles(page, 'zh'), ...await accessTroubles(page), ...await keyboardTroubles(page), ...await isCutAt(page, 'zoomed')];
  await page.setViewportSize(sizes.wide);
  return found;
};

/** What may differ in another language, on the screen where it shows first. */
const lookAgain = async ({ page, open, sayWhy }: Screen, address: string): Promise<readonly string[]> => {
  await page.setViewportSize(sizes.wide);
  await open(address);
  await sayWhy(reason);
  const wide = (await tablesCut(page)).map((words) => `a table that is cut: ${words}`);
  return [...wide, ...await shapeTroubles(page, 'en'), ...await isCutAt(page, 'phone'), ...await accessTroubles(page)];
};

/** What a role that may do less there finds: told in words, and not cut. */
const glance = async ({ page, open }: Screen, address: string): Promise<readonly string[]> => {
  await open(address);
  return [...await shapeTroubles(page, 'zh'), ...await isCutAt(page, 'phone')];
};

/** A page belongs to the first of its roles. */
const isFirstFor = (role: ConsoleRole) => ({ roles: [first] }: MenuPage): boolean => first === role;

/** The last of several roles is the one that does least there: what they may not do is told instead. */
const isLastFor = (role: ConsoleRole) => ({ roles: [first, ...others] }: MenuPage): boolean => first !== role && others.at(-1) === role;

/** What was looked at closely: a page of which its first role has no example would be passed over in silence. */
const seen = new Set<string>();

const through = async (screen: Screen, role: ConsoleRole, pages: readonly MenuPage[], look: (address: string) => Promise<readonly string[]>): Promise<void> => {
  await screen.signIn(officerOf[role]);
  const found: string[] = [];
  for (const entry of pages) {
    const address = await addressOf(screen.page, entry);
    if (address === null) continue;
    if (isFirstFor(role)(entry)) seen.add(entry.path);
    found.push(...(await look(address)).map((trouble) => `${address} ${trouble}`));
  }
  expect(found).toEqual([]);
};

/**
 * Every page of the menu. Whoever it belongs to looks closely at it in Chinese on a wide screen and again in English on a phone; of the other roles
 * that use it one looks at it, on a phone.
 */
export const everyPageJourneys = (stage: () => Stage): void => {
  it('somebody can use the sign-in without eyes, mouse or a wide screen', () => onScreen(stage(), ['wide', 'zh'], async ({ page }) => {
    await page.goto('/');
    await page.locator('h1').waitFor();
    expect([...await accessTroubles(page), ...await keyboardTroubles(page), ...await isCutAt(page, 'zoomed'), ...await isCutAt(page, 'phone'), ...await accessTroubles(page)]).toEqual([]);
  }));

  // A small county may have no case in the caseworker's township.
  it('there is a case to look at', () => submitApplication(stage().county));

  describe.each(roles)('pages of a %s', (role) => {
    const [own, others] = [menuPages().filter(isFirstFor(role)), menuPages().filter(isLastFor(role))];
    if (own.length > 0) {
      it('their own can be read and used by everybody, and say what they wait for', () => onScreen(stage(), ['wide', 'zh'], (screen) => through(screen, role, own, (address) => lookClosely(screen, address)), { serviceWorkers: 'block', expected: [/status of 503/] }));
      it('their own can be read and used in English on a phone', () => onScreen(stage(), ['phone', 'en'], (screen) => through(screen, role, own, (address) => lookAgain(screen, address))));
    }
    if (others.length > 0) it('those they share can be read on a phone', () => onScreen(stage(), ['phone', 'zh'], (screen) => through(screen, role, others, (address) => glance(screen, address))));
  });

  it('every page of the menu was looked at', () => expect(menuPages().map(({ path }) => path).filter((path) => !seen.has(path))).toEqual([]));

  it('there is a page of the menu for every role', () => {
    for (const role of roles) expect([role, pagesOf(menuPages(), role).length > 0]).toEqual([role, true]);
  });
};

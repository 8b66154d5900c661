import type { Page, Route } from 'playwright-core';
import { shapeTroubles } from './support/beyond-axe';
import { addressOf, pagesOf } from './support/pages';
import { personalIn, writtenDown } from './support/personal';
import { Screen, officerOf } from './support/screen';
import { Stage, menuPages, onScreen } from './support/stage';

/** Tells that a file of the page did not come, or that the page broke; written down by the browser, by React and by the router. */
const brokenOnPurpose = [/Failed to load resource/, /dynamically imported module|preload CSS/i, /on purpose/, /Error handled by React Router/, /React Router caught/];

/** The file of a page by its name; everything else is there. */
const fileOf = (name: string): RegExp => new RegExp(`/assets/${name}-[^/]+\\.js$`);

const goTo = async ({ page, settled }: Screen, name: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await settled();
};

/** As after a new build: the server knows the old file no more, and its page begins with another. */
const buildAnew = async (page: Page, name: string): Promise<void> => {
  await page.route(fileOf(name), (route) => route.fulfill({ status: 404, contentType: 'application/json', body: '{}' }));
  await page.route((url) => url.pathname === '/', async (route: Route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/\/assets\/index-[^"]+\.js/, '/assets/index-another.js') });
  });
};

/** The names of everybody whom the officer may find; what a page shows, it may not write down. */
const namesFor = async (page: Page): Promise<readonly string[]> => {
  const answer = await page.request.post('/api/v1/people/search', { data: { areaPrefix: '990101', reason: '核对', limit: 100 }, headers: { 'Idempotency-Key': crypto.randomUUID() } });
  const { items = [] } = (answer.ok() ? await answer.json() : {}) as { readonly items?: readonly { readonly name: string | null }[] };
  return [...new Set(items.flatMap(({ name }) => name ?? []))];
};

export const safetyJourneys = (stage: () => Stage): void => {
  it('runs no script but its own files', () => onScreen(stage(), ['wide', 'zh'], async ({ page }) => {
    const answer = await page.goto('/');
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^']+';/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(await page.locator('script:not([src])').count()).toBe(0);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.inline = true';
      document.head.append(script);
      // Later, because what a test evaluates itself is let through.
      setTimeout('globalThis.made = true' as unknown as () => void);
    });
    await page.waitForTimeout(50);
    expect(await page.evaluate(() => ['inline' in globalThis, 'made' in globalThis])).toEqual([false, false]);
  }, { expected: [/refused by the policy: script-src/, /Content Security Policy/] }));

  it('writes no name and no number into an address, the history or the device, on any page', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
    await screen.signIn(officerOf['county-reviewer']);
    const names = await namesFor(screen.page);
    expect(names.length).toBeGreaterThan(20);
    const asked: string[] = [];
    screen.page.on('request', (request) => asked.push(request.url()));
    const left: string[] = [];
    for (const entry of pagesOf(menuPages(), 'county-reviewer')) {
      const address = await addressOf(screen.page, entry);
      if (address === null) continue;
      await screen.open(address);
      left.push(...(await writtenDown(screen.page)).filter((line) => personalIn(line, names)));
    }
    expect([left, asked.filter((address) => personalIn(address, names))]).toEqual([[], []]);
  }));

  it('says that a new version is there when the file of a page is gone, and goes on with it', () => onScreen(stage(), ['wide', 'en'], async (screen) => {
    const { page } = screen;
    await screen.signIn(officerOf['county-reviewer']);
    await buildAnew(page, 'search');
    await goTo(screen, 'Search');
    await page.getByRole('heading', { name: 'A new version is there' }).waitFor();
    expect(await shapeTroubles(page, 'en')).toEqual([]);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { name: 'Find people', level: 1 }).waitFor();
  }, { expected: brokenOnPurpose, serviceWorkers: 'block' }));

  it('says that nobody can be reached when the line was cut before the page came', () => onScreen(stage(), ['phone', 'zh'], async (screen) => {
    const { page } = screen;
    await screen.signIn(officerOf['county-reviewer']);
    await page.getByRole('button', { name: '菜单' }).click();
    await page.context().setOffline(true);
    await goTo(screen, '查找');
    await page.getByText('连不上服务').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: /重\s?试/ }).click();
    await page.getByRole('heading', { name: '查找人员', level: 1 }).waitFor();
  }, { expected: [...brokenOnPurpose, /ERR_INTERNET_DISCONNECTED/], serviceWorkers: 'block' }));

  it('keeps the menu and says what to do when a page breaks', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
    const { page } = screen;
    await screen.signIn(officerOf['county-reviewer']);
    await page.route(fileOf('search'), (route) => route.fulfill({ contentType: 'text/javascript', body: 'export default () => { throw new Error("broken on purpose"); };' }));
    await goTo(screen, '查找');
    await page.getByRole('heading', { name: '页面打不开' }).waitFor();
    expect(await shapeTroubles(page, 'zh')).toEqual([]);
    await page.getByText('请从菜单选择').waitFor();
    await goTo(screen, '今日');
    await page.getByRole('heading', { name: '今日', level: 1 }).waitFor();
  }, { expected: brokenOnPurpose, serviceWorkers: 'block' }));
};

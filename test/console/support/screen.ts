import { Browser, ConsoleMessage, Page } from 'playwright-core';
import { County } from './county';
import { personalIn, typedIn } from './personal';
import { takeSession } from './sessions';
import { watchTraffic } from './traffic';

export type Width = 'wide' | 'phone' | 'zoomed';
export type Tongue = 'zh' | 'en';

/** `zoomed` is a wide screen at 200 %. */
export const sizes = { wide: { width: 1280, height: 800 }, zoomed: { width: 640, height: 400 }, phone: { width: 360, height: 740 } } as const;

/** Who of the demo's officers sits in front of the screen. */
export const officerOf = {
  caseworker: 'caseworker-01',
  'village-reviewer': 'village-01',
  'township-reviewer': 'township-01a',
  'county-reviewer': 'county-1',
  'finance-preparer': 'finance-1',
  'finance-approver': 'finance-2',
  inspector: 'inspector',
  administrator: 'admin',
} as const;

export type ConsoleRole = keyof typeof officerOf;

/** A browser of somebody's own: nothing is shared with other screens but the session of an officer who sits at several. */
export interface Screen {
  readonly page: Page;
  /** What a developer would see in red: errors, refused styles and scripts, pages that broke, personal data or typed words in an address. */
  readonly complaints: () => readonly string[];
  /** Without the form, which has journeys of its own; ends on the front page. */
  signIn(userId: string, password?: string): Promise<void>;
  /** Opens an address and waits until the page says what it has to say. */
  open(path: string): Promise<void>;
  /** Says why somebody looks, where the page asks for it before it reads anything; the look is recorded. */
  sayWhy(reason: string): Promise<void>;
  /** Waits for a title, for the end of everything that spins in the page, and for the answers that it asked for. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A computer that does other work as well takes its time; nobody is timed here. */
const settledWithinMs = 60_000;

/** Chromium writes down every answer that is no yes: that nobody is signed in (any more) is one that the console waits for. */
const isNobodySignedIn = (message: ConsoleMessage): boolean => message.location().url.includes('/api/v1/') && message.text().includes('status of 401');

/** What was just made is asked for until the lists have it, and each of these answers is written down too. */
const isNotThereYet = (message: ConsoleMessage): boolean => /\/api\/v1\/(?:batches|users)\/[^/?]+$/.test(message.location().url) && message.text().includes('status of 404');

/** What is named early comes late on a busy computer, and Chromium, which counts the seconds, says that it was named in vain. */
const isLate = (message: ConsoleMessage): boolean => message.text().includes('was preloaded using link preload but not used within a few seconds');

/** Told by the page itself, because Chromium's own line does not say which style or script it was. */
const tellOfViolations = (): void => {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber, sample }) => console.error(`refused by the policy: ${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`));
};

const freshTriesMax = 3;

/**
 * Somebody else's work of a moment ago is in the lists before a page is opened: people come to it minutes later. Nobody who is signed out,
 * without a line or before lists that a journey holds is kept for long.
 */
const listsFollowed = async ({ request }: Page): Promise<void> => {
  for (let tries = 0; tries < freshTriesMax; tries += 1) {
    const answer = await request.get('/api/v1/session', { headers: { 'X-Zhibu-Fresh': '1', 'X-Zhibu-Polled': '1' } }).catch(() => null);
    if (answer?.ok() !== true || answer.headers()['x-zhibu-fresh'] === '1') return;
  }
};

/** A worker keeps the console for when the line is cut. Where a journey answers requests itself (`page.route`) it has to be `block`ed, because it asks by itself. */
export type ServiceWorkers = 'allow' | 'block';

export const openScreen = async (browser: Browser, county: County, width: Width = 'wide', tongue: Tongue = 'zh', serviceWorkers: ServiceWorkers = 'allow'): Promise<Screen> => {
  const context = await browser.newContext({ serviceWorkers, baseURL: county.url, viewport: sizes[width], locale: tongue === 'zh' ? 'zh-CN' : 'en-GB', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  const found: string[] = [];
  await context.addInitScript(tellOfViolations);
  await county.clock?.showIn(context);
  const page = await context.newPage();
  const traffic = watchTraffic(page);
  page.setDefaultTimeout(settledWithinMs);
  page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isNobodySignedIn(message) && !isNotThereYet(message) && !isLate(message)) found.push(`${page.url()}: ${message.text()}`);
  });
  const settled = async (): Promise<void> => {
    await page.locator('h1').first().waitFor();
    await page.waitForFunction(() => document.querySelector('main .busy-ring, main [role=status] .ant-spin, main .ant-spin-spinning, main .ant-skeleton-active') === null);
    await traffic.quiet();
  };
  const sayWhy = async (reason: string): Promise<void> => {
    const field = page.locator('main .look-reason input');
    if ((await field.count()) === 0) return;
    await field.fill(reason);
    await field.press('Enter');
    await field.waitFor({ state: 'detached' });
    await settled();
  };
  return {
    page, settled, sayWhy,
    complaints: () => [...found, ...traffic.asked().filter((address) => personalIn(address)).map((address) => `personal data in an address: ${address}`), ...traffic.asked().filter(typedIn).map((address) => `typed words in an address: ${address}`)],
    signIn: async (userId, password = county.password) => {
      await takeSession(context, county, userId, password);
      await page.goto('/');
      await page.locator('header').first().waitFor();
      await settled();
    },
    open: async (path) => {
      await listsFollowed(page);
      await page.goto(path);
      await settled();
    },
    close: () => context.close(),
  };
};

/** By what a password manager goes by, which is the same in both languages. */
export const fillSignIn = async (page: Page, userId: string | null, password: string): Promise<void> => {
  if (userId !== null) await page.locator('input[autocomplete=username]').fill(userId);
  await page.locator('input[autocomplete=current-password]').fill(password);
  await page.keyboard.press('Enter');
};

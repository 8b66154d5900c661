import type { Browser } from 'playwright-core';
import { resolve } from 'node:path';
import { County } from './county';
import { MenuPage } from './pages';
import { personalIn, writtenDown } from './personal';
import { Screen, ServiceWorkers, Tongue, Width, openScreen } from './screen';

/** One browser and one county, started once for the folder. A journey leaves the county usable for those after it. */
export interface Stage {
  readonly browser: Browser;
  readonly county: County;
}

/** Every way in which the console is looked at. */
export const looks: readonly (readonly [Width, Tongue])[] = [['wide', 'zh'], ['wide', 'en'], ['phone', 'zh'], ['phone', 'en']];

/** The menu as the console has it. Its types need a browser, so only what is used of it is named. */
export const menuPages = (): readonly MenuPage[] => jest.requireActual<{ readonly pages: readonly MenuPage[] }>(resolve(__dirname, '../../../apps/console/src/menu')).pages;

export interface JourneyOptions {
  /** Complaints that the journey brings about on purpose. */
  readonly expected?: readonly RegExp[];
  readonly serviceWorkers?: ServiceWorkers;
}

const wordsMax = 3_000;

/** What somebody in front of the screen would have read, for whoever has only the error. */
const withWhatWasSeen = async (error: unknown, { page }: Screen): Promise<Error> => {
  const seen = await page.locator('body').innerText({ timeout: 5_000 }).catch(() => 'nothing that can be read any more');
  return new Error(`${error instanceof Error ? error.message : String(error)}\n\nThe screen at ${page.url()} said:\n${seen.replace(/\s*\n\s*/g, '\n').slice(-wordsMax)}`, { cause: error });
};

/**
 * A screen for one journey, closed at its end. Whatever was complained of is a failure, and so is personal data that was left in an address,
 * in the history or in a store of the device.
 */
export const onScreen = async ({ browser, county }: Stage, [width, tongue]: readonly [Width, Tongue], journey: (screen: Screen) => Promise<void>, { expected = [], serviceWorkers = 'allow' }: JourneyOptions = {}): Promise<void> => {
  const screen = await openScreen(browser, county, width, tongue, serviceWorkers);
  try {
    await journey(screen);
    const brought = serviceWorkers === 'block' ? [...expected, /Service Worker registration blocked/] : expected;
    expect(screen.complaints().filter((line) => !brought.some((pattern) => pattern.test(line)))).toEqual([]);
    expect((await writtenDown(screen.page)).filter((line) => personalIn(line))).toEqual([]);
  } catch (error) {
    throw await withWhatWasSeen(error, screen);
  } finally {
    await screen.close();
  }
};

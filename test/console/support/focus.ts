import type { Page } from 'playwright-core';

const comesWithinMs = 5_000;

/** The element and its words. */
export const focused = (page: Page): Promise<string> => page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.trim().slice(0, 40)}`);

/** Where the focus comes to rest, which is when the page that somebody goes to has been drawn. */
export const focusComesTo = async (page: Page, wanted: string): Promise<string> => {
  await page.waitForFunction((start) => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.trim()}`.startsWith(start), wanted, { timeout: comesWithinMs }).catch(() => undefined);
  return focused(page);
};

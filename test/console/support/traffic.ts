import type { Page, Request } from 'playwright-core';

const quietMs = 60;
const settledWithinMs = 30_000;

/** A stream of progress stays open for as long as the page is there. */
const staysOpen = (request: Request): boolean => request.resourceType() === 'eventsource' || (request.headers()['accept'] ?? '').includes('text/event-stream');

/** What a page asks the server: when it has its answers, and every address that it asked. */
export const watchTraffic = (page: Page): { readonly quiet: () => Promise<void>; readonly asked: () => readonly string[] } => {
  const open = new Set<Request>();
  const asked = new Set<string>();
  page.on('request', (request) => {
    asked.add(request.url());
    if (!staysOpen(request)) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  const quiet = async (): Promise<void> => {
    const until = performance.now() + settledWithinMs;
    let since = performance.now();
    while (performance.now() - since < quietMs) {
      await page.waitForTimeout(quietMs / 3);
      if (open.size > 0) since = performance.now();
      if (performance.now() > until) throw new Error(`no answer to ${[...open].map((request) => request.url()).join(', ')}`);
    }
  };
  return { quiet, asked: () => [...asked] };
};

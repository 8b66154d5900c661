import type { Page } from 'playwright-core';
import { ConsoleRole } from './screen';

/** What the tests need of a line of the menu; its pages are for the browser and are not loaded here. */
export interface MenuPage {
  readonly path: string;
  readonly roles: readonly ConsoleRole[];
}

/** Where a thing of the kind is found: a list of the API, and the field that holds its key. */
const examples: Readonly<Record<string, readonly [path: string, field: string]>> = {
  personKey: ['/entitlements?limit=1', 'personKey'],
  applicationId: ['/applications?limit=1', 'applicationId'],
  entitlementId: ['/entitlements?limit=1', 'entitlementId'],
  batchId: ['/batches?limit=1', 'batchId'],
  fundId: ['/funds?limit=1', 'fundId'],
  registerId: ['/registers?limit=1', 'registerId'],
  userId: ['/users?limit=1', 'userId'],
  // A procedure has the name of the scheme that it is for.
  scheme: ['/procedures', 'id'],
};

/** The address of a page for whoever is signed in; `null` where they have nothing of that kind. */
export const addressOf = async (page: Page, { path }: MenuPage): Promise<string | null> => {
  let address = path;
  for (const [whole, name = ''] of path.matchAll(/:(\w+)\??/g)) {
    const [list, field] = examples[name] ?? [];
    if (list === undefined || field === undefined) throw new Error(`test/console/support/pages.ts does not say where to find a :${name} for ${path}`);
    const answer = await page.request.get(`/api/v1${list}`);
    const body = (answer.ok() ? await answer.json() : { items: [] }) as { readonly items?: readonly Record<string, string>[] } | readonly Record<string, string>[];
    const found = (Array.isArray(body) ? body : (body as { items: readonly Record<string, string>[] }).items)[0]?.[field];
    if (found === undefined) return null;
    address = address.replace(whole, encodeURIComponent(found));
  }
  return address;
};

export const pagesOf = (pages: readonly MenuPage[], role: ConsoleRole): readonly MenuPage[] => pages.filter(({ roles }) => roles.includes(role));

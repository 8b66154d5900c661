import { PageEntry, pages } from '../menu';
import { bring } from '../shared/parts';
import { isSomebodyHere } from './early';
import { loadWorkplace } from './load-workplace';

const isAt = (pathname: string) => ({ path }: PageEntry): boolean => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`).test(pathname);

/** Whatever does not come is told when it is shown. */
const load = (pathname: string): void => {
  const page = pages.find(isAt(pathname));
  void Promise.all([bring(loadWorkplace), ...(page === undefined ? [] : [bring(page.load)])]).catch(() => undefined);
};

/** Begins to load the page that the address names as soon as somebody is known to be signed in. */
export const loadFirstPage = async (pathname: string): Promise<void> => {
  if (await isSomebodyHere()) load(pathname);
};

/** The same, while somebody types a password: first they see where. */
export const loadBehindSignIn = (pathname: string): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(() => load(pathname));
};

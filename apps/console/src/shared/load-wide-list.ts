import { bring } from './parts';
import { isNarrow } from './use-narrow';

/** Tables are most of what a page of lists is made of, and a phone shows none. */
export const loadWideList = () => import('./list-wide');

// Asked for with the page, not after its first answer.
if (typeof matchMedia === 'function' && !isNarrow()) void bring(loadWideList).catch(() => undefined);

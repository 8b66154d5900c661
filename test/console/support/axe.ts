import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Axe {
  run(what: unknown, how: unknown): Promise<{ readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[] }[] }>;
}

/** A label finds the first field of its id only: pressing it would go to another form. Axe looks at one of them and is content. */
const twinFields = (page: Page): Promise<readonly string[]> => page.evaluate(() => {
  const ids = [...document.querySelectorAll('input[id], textarea[id], select[id]')].map(({ id }) => id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => `two fields are called #${id}`);
});

/** What of WCAG 2.2 AA a machine can see to be broken on the page, in a line for each place. */
export const accessTroubles = async (page: Page): Promise<readonly string[]> => {
  // In an isolated evaluation: the policy of the page, which would refuse an injected script, stays as it is.
  await page.evaluate(source);
  const violations = await page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as { readonly axe: Axe };
    return (await axe.run(document, { runOnly: { type: 'tag', values } })).violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`) }));
  }, tags);
  return [...await twinFields(page), ...violations.flatMap(({ id, help, where }) => where.map((place) => `${id}: ${help}: ${place.replace(/\s+/g, ' ')}`))];
};

/** Tables and tabs measure themselves some frames after the window has changed. */
const settlesWithinMs = 5_000;

/** The page, and the windows and drawers that may stand in front of it. */
const scrolled = ':root, .ant-modal-wrap, .ant-drawer-body';

/** What makes the page, or what stands in front of it, be moved sideways to be read, which nobody should have to do at 360 pixels or at 200 % zoom; `null`: nothing. */
export const cutSideways = async (page: Page): Promise<string | null> => {
  const fits = await page.waitForFunction((boxes) => [...document.querySelectorAll(boxes)].every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth + 1), scrolled, { timeout: settlesWithinMs }).then(() => true, () => false);
  if (fits) return null;
  return page.evaluate((boxes) => {
    const { scrollWidth, clientWidth } = [...document.querySelectorAll(boxes)].find((box) => box.scrollWidth > box.clientWidth + 1) ?? document.documentElement;
    const beyond = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1 && element.closest('.ant-table-content, .ant-tabs-nav-wrap') === null);
    return `${scrollWidth} wide on ${clientWidth}: ${beyond.slice(0, 3).map((element) => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`).join(', ')}`;
  }, scrolled);
};

/** Tables that do not fit, and so hide some of their columns until they are moved; where rows stand as cards there are none. */
export const tablesCut = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.ant-table-content')].filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).map((table) => table.innerText.slice(0, 80)));

/** What somebody who holds a phone could not read, reach or use, in a line each. */
export const phoneTroubles = async (page: Page): Promise<readonly string[]> => {
  const cut = await cutSideways(page);
  return [...(cut === null ? [] : [cut]), ...await tablesCut(page), ...await accessTroubles(page)];
};

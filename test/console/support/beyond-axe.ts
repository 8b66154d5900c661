import type { Page } from 'playwright-core';

/** More than this of one page says nothing that the first ones do not say. */
const stopsMax = 25;

/** What a page has to have that axe does not ask for, in a line each. */
export const shapeTroubles = (page: Page, language: 'zh' | 'en'): Promise<readonly string[]> => page.evaluate((wanted) => {
  const found: string[] = [];
  const titles = [...document.querySelectorAll('h1')];
  if (titles.length !== 1) found.push(`one title expected, ${titles.length} found`);
  const title = titles[0]?.textContent?.trim() ?? '';
  if (title === '' || !document.title.includes(title)) found.push(`the window is called "${document.title}" and the page "${title}"`);
  if (document.documentElement.lang !== (wanted === 'zh' ? 'zh-CN' : 'en')) found.push(`said to be in ${document.documentElement.lang}`);
  const words = (document.querySelector('main')?.innerText ?? '').replace(title, '').trim();
  if (words.length < 4) found.push('empty without a word');
  for (const item of document.querySelectorAll<HTMLElement>('.ant-form-item-has-error')) {
    const field = item.querySelector('input, textarea, [role=combobox], [role=radiogroup]');
    const told = (field?.getAttribute('aria-describedby') ?? '').split(' ').some((id) => (document.getElementById(id)?.textContent ?? '') !== '');
    if (field?.getAttribute('aria-invalid') !== 'true' || !told) found.push(`an error that its field does not name: ${item.innerText.replace(/\s+/g, ' ')}`);
  }
  // Somebody asked for less motion: whatever still moves for longer than an eye follows was not told.
  for (const { effect } of document.getAnimations()) {
    const { duration, iterations } = effect?.getComputedTiming() ?? {};
    if (effect instanceof KeyframeEffect && (Number(duration) > 50 || iterations === Infinity)) found.push(`moves though less motion is wanted: ${effect.target?.className ?? ''}`);
  }
  return found;
}, language);

/** Where the focus is: named, on the screen, and seen to be there. */
const stop = (page: Page): Promise<{ readonly where: string; readonly trouble: string | null }> => page.evaluate(() => {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement) || at === document.body) return { where: 'body', trouble: null };
  const where = `${at.tagName.toLowerCase()}.${[...at.classList].join('.')} "${(at.getAttribute('aria-label') ?? at.innerText ?? '').slice(0, 30)}"`;
  // The browser marks the part of a day or a month that is being typed, inside the field.
  if (at instanceof HTMLInputElement && ['date', 'month', 'time'].includes(at.type)) return { where, trouble: null };
  const { top, bottom, left, right } = at.getBoundingClientRect();
  const isOnScreen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  const marks = (element: Element | null): boolean => {
    if (element === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  // A field of a group shows its focus on the frame around it.
  const around = [at, at.parentElement, at.closest('[class*=wrapper], [class*=affix], .ant-select, .ant-picker, .ant-segmented-item, .ant-upload, label'), ...at.querySelectorAll(':scope > *')];
  const isMarked = around.some(marks) || marks(at.nextElementSibling);
  return { where, trouble: !isOnScreen ? `focus goes out of sight: ${where}` : isMarked ? null : `nothing shows that the focus is on ${where}` };
});

/** Goes through the page by Tab. */
export const keyboardTroubles = async (page: Page): Promise<readonly string[]> => {
  const found = new Set<string>();
  await page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); });
  for (let stops = 0; stops < stopsMax; stops += 1) {
    await page.keyboard.press('Tab');
    const { where, trouble } = await stop(page);
    if (where === 'body') break;
    if (trouble !== null) found.add(trouble);
  }
  return [...found];
};

/** Something that spins has words beside it that say what is waited for. */
export const wordlessWaiting = (page: Page): Promise<readonly string[]> => page.evaluate(() => {
  const isSeen = (element: Element): boolean => element.getClientRects().length > 0;
  const spinning = [...document.querySelectorAll('.busy-ring, .ant-spin-spinning, .ant-skeleton-active, .ant-btn-loading, [aria-busy=true]')].filter(isSeen);
  const found = spinning.flatMap((element) => {
    const heard = element.closest('[role=status], [role=alert], [aria-live]');
    // A button that works says so by itself; everything else has to stand where it is heard.
    if (heard === null && !element.matches('button')) return [`spins where nobody hears it: ${element.className}`];
    const around = heard ?? element;
    return (around instanceof HTMLElement && around.innerText.trim().length > 1) || element.getAttribute('aria-label') !== null ? [] : [`spins without a word: ${element.className}`];
  });
  const page = document.querySelector<HTMLElement>('main') ?? document.body;
  return page.innerText.trim().length > 1 ? found : [...found, 'blank while it waits'];
});

/** What is told of an answer that did not come: where it is heard, in words, and with a way on. A page that asks for something first may wait with it. */
export const untoldRefusal = (page: Page): Promise<readonly string[]> => page.evaluate(() => {
  const told = [...document.querySelectorAll<HTMLElement>('main [role=alert]')].filter((element) => element.getClientRects().length > 0 && element.innerText.trim().length > 3);
  const main = document.querySelector<HTMLElement>('main');
  const canGoOn = main !== null && main.innerText.trim().length > 30 && main.querySelector(':is(input, textarea, a[href]):not([disabled])') !== null;
  if (told.length === 0) return canGoOn ? [] : ['nothing is heard of a refusal'];
  return document.querySelector('main button:not([disabled]), main a[href]') === null ? ['no way on after a refusal'] : [];
});

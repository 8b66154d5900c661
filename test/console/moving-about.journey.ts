import { focusComesTo, focused } from './support/focus';
import { officerOf } from './support/screen';
import { Stage, onScreen } from './support/stage';

export const movingAboutJourneys = (stage: () => Stage): void => {
  it('the first Tab offers to skip the menu, and does', () => onScreen(stage(), ['wide', 'en'], async ({ page, signIn }) => {
    await signIn(officerOf['county-reviewer']);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('A Skip to the page');
    expect((await page.getByText('Skip to the page').boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  }));

  it('a page that somebody goes to takes the focus to its title, and the window is called by it', () => onScreen(stage(), ['wide', 'zh'], async ({ page, signIn, settled }) => {
    await signIn(officerOf['county-reviewer']);
    for (const [name, title] of [['查找', '查找人员'], ['审核', '审核'], ['今日', '今日']] as const) {
      const link = page.getByRole('navigation').getByRole('link', { name, exact: true });
      await link.focus();
      await page.keyboard.press('Enter');
      await settled();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect([await focusComesTo(page, `H1 ${title}`), await page.title()]).toEqual([`H1 ${title}`, title]);
    }
    await page.goBack();
    await settled();
    expect(await focusComesTo(page, 'H1 审核')).toBe('H1 审核');
  }));

  it('so it does from the menu of a phone, which closes', () => onScreen(stage(), ['phone', 'en'], async ({ page, signIn, settled }) => {
    await signIn(officerOf['county-reviewer']);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Search', exact: true }).click();
    await settled();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focusComesTo(page, 'H1 Find people')).toBe('H1 Find people');
  }));

  it('the other language is spoken at once, by the window and to a screen reader too', () => onScreen(stage(), ['wide', 'zh'], async ({ page, signIn }) => {
    await signIn(officerOf['county-reviewer']);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    expect([await page.title(), await page.evaluate(() => document.documentElement.lang)]).toEqual(['Today', 'en']);
  }));
};

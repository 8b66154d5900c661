import type { Page } from 'playwright-core';
import { fillSignIn } from './support/screen';
import { Stage, onScreen } from './support/stage';

/** What a page or a library might leave on the device, beside what the console leaves there now. */
const leaveTraces = async (page: Page): Promise<void> => page.evaluate(async () => {
  sessionStorage.setItem('trace', '1');
  localStorage.setItem('trace', '1');
  await (await caches.open('trace')).put('/trace', new Response('1'));
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open('trace');
    opening.onerror = () => reject(new Error('expected a store'));
    opening.onsuccess = () => { opening.result.close(); resolve(null); };
  });
});

const tracesOn = (page: Page): Promise<unknown> => page.evaluate(async () => ({
  session: Object.keys(sessionStorage),
  local: Object.keys(localStorage).filter((key) => key !== 'zhibu.language'),
  caches: await caches.keys(),
  stores: (await indexedDB.databases()).map(({ name }) => name),
}));

const nothing = { session: [], local: [], caches: [], stores: [] };

export const sessionJourneys = (stage: () => Stage): void => {
  it('signing out empties every store of the device, and going back shows nobody anything', () => onScreen(stage(), ['wide', 'zh'], async ({ page, signIn, open }) => {
    await signIn('county-1');
    await open('/search');
    await leaveTraces(page);
    await page.getByText('退出', { exact: true }).click();
    await page.locator('input[autocomplete=username]').waitFor();
    expect(await tracesOn(page)).toEqual(nothing);
    expect((await page.context().cookies()).map(({ name }) => name)).toEqual([]);
    expect((await page.request.get('/api/v1/session')).status()).toBe(401);
    await page.goBack().catch(() => null);
    await page.locator('input[autocomplete=username]').waitFor();
  }));

  it('the session travels in a cookie that no script reads and no other site sends, and in no address', () => onScreen(stage(), ['wide', 'zh'], async ({ page, signIn }) => {
    await signIn('county-1');
    const [cookie, ...others] = await page.context().cookies();
    expect([cookie?.httpOnly, cookie?.sameSite, others]).toEqual([true, 'Strict', []]);
    expect(await tracesOn(page)).toEqual(nothing);
  }));

  it('what was typed is still there when the session ended meanwhile and somebody signs in over the page', () => onScreen(stage(), ['wide', 'en'], async ({ page, signIn, settled }) => {
    await signIn('county-1');
    // Stands for a form half filled in: a page that is made anew would be without it.
    await page.evaluate(() => { document.querySelector('main h1')?.setAttribute('data-typed', 'half a form'); });
    await page.context().clearCookies();
    // The next thing that is asked of the server is answered by nobody.
    await page.getByRole('tab', { name: 'Late' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/The session has ended/).waitFor();
    expect(await dialog.locator('input[autocomplete=username]').inputValue()).toBe('county-1');
    await fillSignIn(page, null, stage().county.password);
    await dialog.waitFor({ state: 'detached' });
    await settled();
    expect(await page.locator('main h1').getAttribute('data-typed')).toBe('half a form');
  }));
};

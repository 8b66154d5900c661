import type { Page } from 'playwright-core';
import { applyWords, chooseScheme, fillApplicant, isKept, newNumber, toStep } from './support/apply';
import { accessTroubles } from './support/axe';
import { insecureHost } from './support/browser';
import { onLine } from './support/line';
import { photograph } from './support/photograph';
import { fillSignIn, openScreen } from './support/screen';
import { Stage, onScreen } from './support/stage';

const cut = [/net::ERR_/, /Failed to fetch|NetworkError|ServiceWorker/];
/** Longer than a tab is waited for. */
const asleepMs = 6_000;
/** That a number is nobody's, and that the form was refused, are answers; Chromium writes them down all the same. */
const answers = [/status of 404/, /status of 409/];

const nameIn = (page: Page, tongue: 'zh' | 'en') => page.getByLabel(applyWords[tongue].name, { exact: true });
const phoneIn = (page: Page, tongue: 'zh' | 'en') => page.getByLabel(applyWords[tongue].phone, { exact: true });

export const devicesJourneys = (stage: () => Stage): void => {
  it('a draft is typed in one tab at a time: the second is told, goes on with what the first typed, and nothing is lost where a tab is asleep', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
    const { page } = screen;
    await screen.signIn('caseworker-01');
    await screen.open('/apply');
    await chooseScheme(page, 'zh');
    await nameIn(page, 'zh').fill('夏侯一');
    await isKept(page, 'zh');
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByText('这份草稿正在另一个标签页填写').waitFor();
    expect(await accessTroubles(second)).toEqual([]);
    await nameIn(page, 'zh').fill('夏侯一二');
    await second.getByRole('button', { name: '在此继续填写' }).click();
    await second.getByRole('button', { name: '下一步' }).click();
    expect(await nameIn(second, 'zh').inputValue()).toBe('夏侯一二');
    await page.getByText('这份草稿正在另一个标签页填写').waitFor();
    await phoneIn(second, 'zh').fill('13900000001');
    await isKept(second, 'zh');
    await second.close();
    await page.getByRole('button', { name: '下一步' }).click();
    expect([await nameIn(page, 'zh').inputValue(), await phoneIn(page, 'zh').inputValue()]).toEqual(['夏侯一二', '13900000001']);
    const third = await page.context().newPage();
    await third.goto(page.url());
    await third.getByText('这份草稿正在另一个标签页填写').waitFor();
    // A tab that cannot keep what was typed gives nothing away.
    await page.evaluate(() => {
      const real = IDBFactory.prototype.open;
      IDBFactory.prototype.open = () => { throw new Error('on purpose'); };
      document.addEventListener('mended', () => { IDBFactory.prototype.open = real; });
    });
    await nameIn(page, 'zh').fill('夏侯三');
    await page.getByText('草稿未能存入本机，请勿关闭本页').waitFor();
    await third.getByRole('button', { name: '在此继续填写' }).click();
    await third.getByText('那个标签页的内容还不能保存，请到那里处理').waitFor();
    // One that is asleep answers nothing, and keeps as a draft of its own what it had not kept.
    await page.evaluate((asleepMs) => {
      setTimeout(() => {
        const until = Date.now() + asleepMs;
        while (Date.now() < until);
        document.dispatchEvent(new Event('mended'));
      });
    }, asleepMs);
    await third.getByRole('button', { name: '在此继续填写' }).click();
    await third.getByRole('button', { name: '下一步' }).click();
    expect(await nameIn(third, 'zh').inputValue()).toBe('夏侯一二');
    await page.getByText('另一个标签页接着填写了这份草稿').waitFor();
    await third.close();
    await screen.open('/drafts');
    for (const name of ['夏侯一二', '夏侯三']) await page.getByRole('cell', { name, exact: true }).waitFor();
  }));

  it('the same application from two devices is taken in once, and the other stands beside it', () => onScreen(stage(), ['wide', 'en'], async (screen) => {
    const { page } = screen;
    const said = applyWords.en;
    const who = { idNumber: newNumber(), name: '皇甫玉珍' };
    await screen.signIn('caseworker-01');
    const other = await openScreen(stage().browser, stage().county, 'phone', 'en');
    try {
      await other.signIn('caseworker-01');
      await other.page.evaluate(() => navigator.serviceWorker.ready);
      await other.open('/apply');
      await chooseScheme(other.page, 'en');
      await other.page.context().setOffline(true);
      await fillApplicant(other.page, 'en', who);
      await other.page.getByText('No line: whether the number is on record is seen when the form is sent').waitFor();
      await toStep(other.page, 'en', 'lookOver');
      await other.page.getByRole('button', { name: said.later }).click();
      await screen.open('/apply');
      await chooseScheme(page, 'en');
      await fillApplicant(page, 'en', who);
      await toStep(page, 'en', 'lookOver');
      await page.getByRole('button', { name: said.send }).click();
      await page.getByText(said.sent).waitFor();
      await page.getByRole('link', { name: 'Open the case' }).waitFor();
      await other.page.context().setOffline(false);
      await other.page.getByRole('region', { name: /on record changed meanwhile|registered already/ }).getByRole('button', { name: /Add what I typed/ }).click();
      const beside = other.page.getByRole('region', { name: 'This person has an application or a right under the scheme already' });
      await beside.getByText(/Village 2/).first().waitFor();
      expect(await accessTroubles(other.page)).toEqual([]);
      await beside.getByRole('link', { name: 'Open the case' }).click();
      await other.page.waitForURL(/\/cases\//);
    } finally {
      await other.close();
    }
  }, { expected: answers }));

  it('a session that ends in mid-entry is begun again over the form, and what was typed is sent', () => onScreen(stage(), ['phone', 'zh'], async (screen) => {
    const { page } = screen;
    const said = applyWords.zh;
    await screen.signIn('caseworker-01');
    await screen.open('/apply');
    await chooseScheme(page, 'zh');
    await nameIn(page, 'zh').fill('尉迟秀兰');
    await page.context().clearCookies();
    // The number is asked about, and nobody is signed in any more.
    await page.getByLabel(said.id, { exact: true }).fill(newNumber());
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[autocomplete=current-password]').waitFor();
    await fillSignIn(page, null, stage().county.password);
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(said.nobody).waitFor();
    expect(await nameIn(page, 'zh').inputValue()).toBe('尉迟秀兰');
    await toStep(page, 'zh', 'lookOver');
    await page.getByRole('button', { name: said.send }).click();
    await page.getByText(said.sent).waitFor();
  }, { expected: answers }));

  it('over plain http from another computer it says that nothing is kept, and all the rest works', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
    const { page } = screen;
    const said = applyWords.zh;
    const { county } = stage();
    await screen.signIn('caseworker-01');
    const [host, address] = [new URL(county.url), new URL(county.url)];
    address.hostname = insecureHost;
    await page.context().addCookies((await page.context().cookies()).map((cookie) => ({ ...cookie, domain: cookie.domain.replace(host.hostname, insecureHost) })));
    await screen.open(`${address.origin}/drafts`);
    expect(await page.evaluate(() => [isSecureContext, 'subtle' in crypto])).toEqual([false, false]);
    await page.getByText(/本机不能保存草稿/).waitFor();
    await screen.open(`${address.origin}/apply`);
    await page.getByText(/草稿不能保存在本机：请在离开本页前送出/).waitFor();
    await chooseScheme(page, 'zh');
    await fillApplicant(page, 'zh', { idNumber: newNumber(), name: '公孙秀莲' });
    await page.getByText(said.nobody).waitFor();
    await toStep(page, 'zh', 'evidence');
    const picture = await photograph(page, 'IMG_0004.jpg', [600, 450], false);
    await page.locator('.evidence-drop input').first().setInputFiles([picture, picture]);
    await page.getByText('同一份材料已在列表中').waitFor();
    await toStep(page, 'zh', 'lookOver');
    // Nothing is kept that could be sent later: a cut line is told, and the form is still there.
    await page.route('**/api/v1/people', (route) => route.abort());
    await page.getByRole('button', { name: said.send }).click();
    await page.getByText('连不上服务').first().waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: said.send }).click();
    await page.getByText(said.sent).waitFor();
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  }, { expected: [...answers, ...cut, /Cross-Origin-Opener-Policy header has been ignored/] }));

  it('a new build of the console lets an open tab go on, says so when it needs a file that is gone, and keeps the draft', () => onScreen(stage(), ['wide', 'en'], (screen) => onLine(stage().county.url, async (line) => {
    const { page } = screen;
    const said = applyWords.en;
    await screen.signIn('caseworker-01');
    await screen.open(`${line.url}/apply`);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await chooseScheme(page, 'en');
    await nameIn(page, 'en').fill('端木秀珍');
    await isKept(page, 'en');
    const shells = (): Promise<number> => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('zhibu-shell-')).length);
    expect(await shells()).toBe(1);
    line.buildAnew();
    const second = await page.context().newPage();
    await second.goto(line.url);
    await page.waitForFunction(async () => (await caches.keys()).filter((name) => name.startsWith('zhibu-shell-')).length === 2);
    await second.close();
    // The tab is of the old build, the worker of the new one.
    await phoneIn(page, 'en').fill('13900000002');
    await page.getByText(said.kept, { exact: true }).waitFor();
    await toStep(page, 'en', 'evidence');
    await page.getByRole('navigation').getByRole('link', { name: 'Search', exact: true }).click();
    await page.getByRole('heading', { name: 'A new version is there' }).waitFor();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { name: 'Find people', level: 1 }).waitFor();
    await screen.open(`${line.url}/drafts`);
    await page.getByRole('link', { name: 'Open the draft of 端木秀珍' }).click();
    await page.getByRole('button', { name: said.next }).click();
    expect([await nameIn(page, 'en').inputValue(), await phoneIn(page, 'en').inputValue()]).toEqual(['端木秀珍', '13900000002']);
  }), { expected: [/Failed to load resource/, /dynamically imported module|preload CSS|Refused to apply style/i, /Error handled by React Router|React Router caught/] }));
};

import type { Page } from 'playwright-core';
import { accessTroubles } from './support/axe';
import { applyWords, chooseScheme, fillApplicant, isKept, newNumber, toStep } from './support/apply';
import { onLine } from './support/line';
import { drop, lookOf, photograph, smallPdf } from './support/photograph';
import { openScreen } from './support/screen';
import { Stage, onScreen } from './support/stage';

const megabyte = 1024 * 1024;
/** Without the line the page's own questions fail, and Chromium writes each of them down. */
const cut = [/net::ERR_/, /Failed to fetch|NetworkError|ServiceWorker/];
/** That a number is nobody's is an answer; Chromium writes it down all the same. */
const nobody = /status of 404/;

const field = '.evidence-drop';
const chosen = (page: Page) => page.locator(`${field} input`).nth(0);
const camera = (page: Page) => page.locator(`${field} input[capture]`);
const piecesOf = (page: Page) => page.locator('.evidence-piece');

interface EvidenceItem {
  readonly title: string;
  readonly sha256: string;
}

const evidenceOf = async (page: Page, applicationId: string): Promise<readonly EvidenceItem[]> => (await (await page.request.get(`/api/v1/applications/${applicationId}/evidence`)).json()) as readonly EvidenceItem[];
const fileAt = (applicationId: string, sha256: string): string => `/api/v1/people/${applicationId.split('.')[1] ?? ''}/evidence/${sha256}`;

/** The case that came of the form that was sent. */
const openCase = async (page: Page, link: string): Promise<string> => {
  await page.getByRole('link', { name: link }).click();
  await page.waitForURL(/\/cases\//);
  return decodeURIComponent(page.url().split('/cases/')[1] ?? '');
};

/** A slow line upwards, so that a photograph takes a while. */
const slowUpwards = async (page: Page, bytesPerSecond: number): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond });
};

export const evidenceJourneys = (stage: () => Stage): void => {
  it('evidence is photographed, chosen and dropped without a line, made smaller without its place, sent once, and opened by whom it concerns', () => onScreen(stage(), ['phone', 'zh'], async (screen) => {
    const { page } = screen;
    const said = applyWords.zh;
    await screen.signIn('caseworker-01');
    await screen.open('/apply');
    const [large, small] = [await photograph(page, 'IMG_0001.jpg', [3_000, 2_250], true), await photograph(page, 'scan.jpg', [600, 450], false)];
    expect(large.buffer.length).toBeGreaterThan(3 * megabyte);
    await chooseScheme(page, 'zh');
    await fillApplicant(page, 'zh', { idNumber: newNumber(), name: '诸葛秀英' });
    await page.getByText(said.nobody).waitFor();
    await toStep(page, 'zh', 'evidence');
    // What opens the console without a line is on the device.
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.context().setOffline(true);
    await camera(page).setInputFiles(large);
    await page.getByText(/已由 \d\.\d MB 缩小为/).waitFor();
    await chosen(page).setInputFiles(large);
    await page.getByText('同一份材料已在列表中').waitFor();
    await drop(page, field, small);
    await piecesOf(page).nth(1).waitFor();
    await chosen(page).setInputFiles([{ name: '结婚证.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ this is a program') }, { name: '扫描件.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(10 * megabyte)]) }]);
    await page.getByText(/应为 JPEG、PNG、WebP 图片或 PDF，以内容为准/).waitFor();
    await page.getByText('文件 10.0 MB，上限 10.0 MB').waitFor();
    await chosen(page).setInputFiles(smallPdf());
    await piecesOf(page).nth(2).waitFor();
    expect(await accessTroubles(page)).toEqual([]);
    await isKept(page, 'zh');
    await page.reload();
    await page.getByRole('button', { name: said.next }).waitFor();
    await toStep(page, 'zh', 'evidence');
    await piecesOf(page).nth(2).waitFor();
    await toStep(page, 'zh', 'lookOver');
    await page.getByRole('button', { name: said.later }).click();
    await page.getByRole('list', { name: '材料的上传' }).waitFor();
    await page.context().setOffline(false);
    await page.getByText(said.sent).waitFor();
    const applicationId = await openCase(page, '打开案件');
    const items = await evidenceOf(page, applicationId);
    expect(items).toHaveLength(3);
    const files = await Promise.all(items.map(async ({ sha256 }) => (await page.request.get(fileAt(applicationId, sha256))).body()));
    const pictures = files.filter((each) => each[0] === 0xff).sort((a, b) => b.length - a.length);
    expect(files.map((each) => [each.includes('SECRET-PLACE'), each.includes('Exif')])).toEqual(files.map(() => [false, false]));
    expect(pictures[0]?.length).toBeLessThan(large.buffer.length / 2);
    expect(await Promise.all(pictures.map((each) => lookOf(page, each)))).toEqual([{ width: 1_800, height: 2_400, top: 'red' }, { width: 450, height: 600, top: 'red' }]);
    await page.getByRole('button', { name: '查看材料清单' }).click();
    await page.getByRole('button', { name: /^打开 身份证/ }).first().click();
    const shown = page.locator('.evidence-whole');
    await shown.waitFor();
    await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.evidence-whole')?.naturalHeight ?? 0) > 0);
    const another = await openScreen(stage().browser, stage().county, 'wide', 'zh');
    try {
      await another.signIn('village-02');
      expect((await another.page.request.get(fileAt(applicationId, items[0]?.sha256 ?? ''))).status()).toBe(404);
      await another.page.goto(`/cases/${encodeURIComponent(applicationId)}`);
      await another.page.getByRole('alert').first().waitFor();
    } finally {
      await another.close();
    }
  }, { expected: [...cut, nobody] }));

  it('files go one by one on a bad line, with how far each has come, and what has arrived is not sent again', () => onScreen(stage(), ['wide', 'en'], (screen) => onLine(stage().county.url, async (line) => {
    const { page } = screen;
    const said = applyWords.en;
    await screen.signIn('caseworker-01');
    await screen.open(`${line.url}/apply`);
    const posts: string[] = [];
    page.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/evidence')) posts.push(request.url()); });
    await chooseScheme(page, 'en');
    await fillApplicant(page, 'en', { idNumber: newNumber(), name: '司马玉兰' });
    await toStep(page, 'en', 'evidence');
    await chosen(page).setInputFiles([smallPdf(), await photograph(page, 'IMG_0002.jpg', [1_600, 1_200], true)]);
    await piecesOf(page).nth(1).waitFor();
    await toStep(page, 'en', 'lookOver');
    await slowUpwards(page, 150_000);
    await page.getByRole('button', { name: said.send }).click();
    const files = page.getByRole('list', { name: 'Evidence on its way' }).getByRole('listitem');
    await files.nth(0).getByText(/· sent$/).waitFor();
    await files.nth(1).getByRole('progressbar').waitFor();
    await files.nth(1).getByText(/being sent, [1-9]\d* %/).waitFor();
    line.cut();
    await page.getByText('Waits for the line, and is sent when it is back').waitFor();
    line.mend();
    await slowUpwards(page, -1);
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByText(said.sent).waitFor();
    expect(posts).toHaveLength(3);
  }), { expected: [...cut, nobody] }));

  it('a device that is full says what is only in the page, and all of it can still be sent', () => onScreen(stage(), ['phone', 'en'], async (screen) => {
    const { page } = screen;
    const said = applyWords.en;
    await screen.signIn('caseworker-01');
    await screen.open('/apply');
    await chooseScheme(page, 'en');
    await fillApplicant(page, 'en', { idNumber: newNumber(), name: '上官玉梅' });
    await isKept(page, 'en');
    await toStep(page, 'en', 'evidence');
    // As the browser says it; how soon a small store of a browser is full is not the same twice.
    await page.evaluate(() => {
      const real = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function put(this: IDBObjectStore, ...row: [unknown]) {
        if (this.name === 'files') throw new DOMException('no room', 'QuotaExceededError');
        return real.apply(this, row);
      };
    });
    await camera(page).setInputFiles(await photograph(page, 'IMG_0003.jpg', [600, 450], false));
    await page.getByText(/The device is full: 1 piece of evidence is in this page only/).waitFor();
    expect(await accessTroubles(page)).toEqual([]);
    await toStep(page, 'en', 'lookOver');
    await page.getByRole('button', { name: said.send }).click();
    await page.getByText(said.sent).waitFor();
    expect(await evidenceOf(page, await openCase(page, 'Open the case'))).toHaveLength(1);
  }, { expected: [nobody] }));
};

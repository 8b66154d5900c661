import type { Page } from 'playwright-core';
import { accessTroubles, cutSideways } from './support/axe';
import { Tongue, Width } from './support/screen';
import { Stage, onScreen } from './support/stage';

const words = {
  zh: { idNumber: '身份证号', load: /^载入 \d+ 行$/, all: /全部 \d+ 行/, done: /新受理 (\d+) 份/, download: /下载有误的/, undo: /撤销 .* 的导入/, withdraw: /撤回 \d+ 份申请/, undone: /已撤回 (\d+) 份/, why: /撤销理由/, underWay: /正在载入/, mend: '第 3 行，号码' },
  en: { idNumber: 'id number', load: /^Load \d+ rows?$/, all: /^All \d+$/, done: /(\d+) taken in/, download: /^Download/, undo: /^Undo the import of/, withdraw: /^Withdraw \d+ applications?$/, undone: /(\d+) applications? withdrawn/, why: /^Why \(kept/, underWay: /Rows go in|Loading/, mend: 'Row 3, 号码' },
} as const;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** Synthetic numbers, each one of its own. */
const idOf = (no: number): string => {
  const digits = `990000${19500101 + (no % 28)}${String(100 + Math.floor(no / 28)).padStart(3, '0')}`;
  return digits + '10X98765432'[weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11];
};

/** The second row has a wrong number, the third one a day that does not exist; one column has a name that nobody knows. */
const fileOf = (first: number, count: number): Buffer => {
  const rows = Array.from({ length: count }, (_, index) => {
    const id = idOf(first + index);
    const wrong = `${id.slice(0, 17)}${id.endsWith('0') ? '1' : '0'}`;
    return `rural-reward,${index === 1 ? wrong : id},示例${first + index},990101100001,${index === 2 ? '2016-13-01' : '2016-01-03'}`;
  });
  return Buffer.from(['项目,号码,姓名,村代码,申请日期', ...rows].join('\n'));
};

const choose = (page: Page, buffer: Buffer): Promise<void> => page.locator('input[type=file]').setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer });

const match = async (page: Page, header: string, as: string): Promise<void> => {
  await page.getByRole('combobox', { name: header }).click();
  await page.keyboard.type(as);
  await page.keyboard.press('Enter');
};

export const importJourneys = (stage: () => Stage): void => {
  describe.each<readonly [Width, Tongue, number, number]>([['wide', 'zh', 0, 300], ['phone', 'en', 2_000, 150]])('an import with errors, %s, %s', (width, tongue, first, rows) => {
    it('is matched, mended in a cell, loaded with progress, found again after a reload, and undone', () => onScreen(stage(), [width, tongue], async ({ page, signIn, open, settled }) => {
      const said = words[tongue];
      await signIn('caseworker-01');
      await open('/import');
      await choose(page, fileOf(first, rows));
      await match(page, '号码', said.idNumber);
      // The number of row 3 and the day of row 4, each in its cell, the day with what was expected.
      const cell = page.getByRole('textbox', { name: said.mend });
      await cell.waitFor();
      expect([await cell.getAttribute('aria-invalid'), await page.getByText(/2016-02-29/).count()]).toEqual(['true', 1]);
      expect([await accessTroubles(page), await cutSideways(page)]).toEqual([[], null]);
      await cell.fill(idOf(first + 1));
      await cell.press('Enter');
      await page.getByRole('button', { name: tongue === 'zh' ? `载入 ${rows - 1} 行` : `Load ${rows - 1} rows` }).waitFor();
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: said.download }).click()]);
      expect(await file.createReadStream().then(async (stream) => Buffer.concat(await stream.toArray()).toString('utf8').split('\r\n').length)).toBe(3);
      // The page goes away in the middle, once the service answers; the rows do not.
      await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST' && /\/imports\/applications\?/.test(answer.url())), page.getByRole('button', { name: said.load }).click()]);
      await page.getByText(said.underWay).first().waitFor();
      await page.reload();
      await settled();
      const undo = page.getByRole('button', { name: said.undo }).first();
      await undo.waitFor({ timeout: 120_000 });
      await undo.click();
      await page.getByLabel(said.why).fill('误导入');
      await page.getByRole('button', { name: said.withdraw }).click();
      const told = page.getByText(said.undone).first();
      await told.waitFor({ timeout: 60_000 });
      expect(said.undone.exec(await told.innerText())?.[1]).toBe(`${rows - 1}`);
    }));
  });

  it('a list of ten thousand rows draws the rows in view, comes page by page, and opens by Enter', () => onScreen(stage(), ['wide', 'zh'], async ({ page, signIn, open }) => {
    await signIn('finance-1');
    const { items: [batch] } = (await (await page.request.get('/api/v1/batches?limit=1')).json()) as { items: { batchId: string }[] };
    const lines = `/api/v1/batches/${encodeURIComponent(batch?.batchId ?? '')}/lines`;
    const { items: [line] } = (await (await page.request.get(`${lines}?limit=1`)).json()) as { items: object[] };
    // One real line ten thousand times: the county of the tests is small.
    await page.route(`**${lines}?*`, (route) => {
      const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
      const items = Array.from({ length: 1_000 }, (_, index) => ({ ...line, lineNo: from + index + 1 }));
      return route.fulfill({ json: { items, nextCursor: from + 1_000 >= 10_000 ? null : String(from + 1_000) } });
    });
    await open(`/batches/${encodeURIComponent(batch?.batchId ?? '')}`);
    await page.getByRole('tab').nth(1).click();
    const [box, rows] = [page.locator('.list-long'), page.locator('.list-long tr[data-index]')];
    await rows.first().waitFor();
    const all = page.getByText('共 10000 条');
    let most = 0;
    for (let turn = 0; turn < 60 && (await all.count()) === 0; turn += 1) {
      await box.evaluate((element) => { element.scrollTop = element.scrollHeight; });
      await page.waitForTimeout(50);
      most = Math.max(most, await rows.count());
    }
    await box.evaluate((element) => { element.scrollTop = element.scrollHeight; });
    await page.locator('tr[data-index="9999"]').waitFor();
    expect(Math.max(most, await rows.count())).toBeLessThan(100);
    expect(await accessTroubles(page)).toEqual([]);
    await page.locator('tr[data-index="9999"]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    // The service has no ten thousandth line to tell of.
  }, { expected: [/status of 404/] }));
};

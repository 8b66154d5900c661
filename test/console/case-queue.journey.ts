import type { Locator, Page } from 'playwright-core';
import { submitApplication } from './support/applications';
import { approve, casePath, doIt, letStandIn, reviewers, standInFor, status } from './support/case-page';
import { openScreen } from './support/screen';
import { Stage, onScreen } from './support/stage';
import { readUntil } from './support/steps';

const village = '990101100002';

const rowOf = (page: Page, applicationId: string): Locator => page.locator('tr', { has: page.locator(`a[href="${casePath(applicationId)}"]`) });

/** Several cases of one stage in a row, and what becomes of the one that somebody else decided meanwhile. */
export const queueJourneys = (stage: () => Stage): void => {
  it('several cases are handled in a row; the one that a stand-in decided meanwhile is told with its case, and nothing else is lost', async () => {
    const ids: string[] = [];
    for (let no = 0; no < 3; no += 1) ids.push(await submitApplication(stage().county, village));
    const [first = '', second = '', third = ''] = ids;
    await onScreen(stage(), ['wide', 'zh'], async (screen) => {
      const { page } = screen;
      await screen.signIn('village-01');
      await letStandIn(page, 'village-02');
      await screen.open('/queue');
      const another = await openScreen(stage().browser, stage().county);
      try {
        await another.signIn('village-02');
        await another.open(casePath(second));
        // Village 02 does not see village 01's cases in its own name.
        await another.page.getByRole('alert').first().waitFor();
        await standInFor(another.page, stage().county, 'village-01');
        await another.open(casePath(second));
        await another.page.getByRole('region', { name: '现在等待什么' }).getByText('您可以：作出决定').waitFor();
        await doIt(another.page, /作出决定/, (form) => approve(form, reviewers));
        await status(another.page, '公示中').waitFor();
        await another.page.locator('.case-record').getByText(/\(village-02\), 代 .*\(village-01\)/).waitFor();
      } finally {
        await another.close();
      }
      for (const id of ids) await rowOf(page, id).getByRole('checkbox').check();
      await page.getByLabel('通过', { exact: true }).check();
      await page.getByLabel(/评议人员姓名/).fill(reviewers);
      await page.getByRole('button', { name: '逐件办理 3 件' }).click();
      const asked = page.getByRole('dialog');
      await asked.getByText('将对 3 件申请逐件办理：通过。').waitFor();
      await asked.getByRole('button', { name: '逐件办理 3 件' }).click();
      await page.getByText('已办 3/3 件，其中 1 件未获准').first().waitFor();
      const refused = page.getByRole('region', { name: '未获准的案件' });
      expect(await refused.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([casePath(second)]);
      // The page goes away; what the service did is told again, with the case that was refused.
      await page.reload();
      await page.getByText('已办 3/3 件，其中 1 件未获准').first().waitFor();
      expect(await refused.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([casePath(second)]);
      for (const id of ids) await readUntil<{ readonly status: string }>(screen, `/applications/${id}`, ({ status: now }) => now === 'in-notice');
      await page.getByRole('button', { name: /关\s*闭/ }).click();
      for (const id of [first, third]) await rowOf(page, id).waitFor({ state: 'detached' });
      await screen.open('/account');
      await page.getByRole('button', { name: '收回对 village-02 的委托' }).click();
      await page.getByRole('dialog').getByRole('button', { name: /^收\s*回$/ }).click();
      await page.getByText('village-02 · 至').waitFor({ state: 'detached' });
    });
  });
};

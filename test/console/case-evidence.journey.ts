import type { Page } from 'playwright-core';
import { submitApplication } from './support/applications';
import { casePath, dialogOf, doIt, pick, reviewers, status } from './support/case-page';
import { photograph, smallPdf } from './support/photograph';
import { Screen } from './support/screen';
import { Stage, onScreen } from './support/stage';

const giveBack = (page: Page): Promise<void> => doIt(page, /作出决定/, async (form) => {
  await form.getByLabel('退回补正', { exact: true }).check();
  await pick(form, '理由', '佐证材料不齐');
});

const showEvidence = async (page: Page): Promise<void> => page.getByRole('button', { name: '查看材料清单' }).click();

/** What a case returned for a paper goes through, and who sees its papers. */
export const caseEvidenceJourneys = (stage: () => Stage): void => {
  it('a returned case is corrected with a photograph and a PDF, keeps them through a second correction, shows them to its reviewer and to nobody else, and is refused in words', async () => {
    const applicationId = await submitApplication(stage().county);
    const as = (userId: string, work: (screen: Screen) => Promise<void>, look: readonly ['wide' | 'phone', 'zh'] = ['wide', 'zh'], expected: readonly RegExp[] = []): Promise<void> => onScreen(stage(), look, async (screen) => {
      await screen.signIn(userId);
      await screen.open(casePath(applicationId));
      await work(screen);
    }, { expected });
    await as('village-01', async ({ page }) => {
      await giveBack(page);
      await status(page, '退回补正').waitFor();
      await page.getByRole('article', { name: '补正告知书' }).getByText('佐证材料不齐').waitFor();
    });
    await as('caseworker-01', async ({ page }) => {
      await page.getByText('已退回补正：佐证材料不齐。等待专干补正再报').waitFor();
      await doIt(page, /补正再报/, async (form) => {
        await form.locator('.evidence-drop input').first().setInputFiles([await photograph(page, 'hukou.jpg', [600, 450], false), smallPdf()]);
        await form.locator('.evidence-piece').nth(1).getByText(/已保存/).waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1)).toBe(true);
        await form.getByLabel('说明', { exact: true }).fill('补充户口簿和证明');
      });
      await status(page, '审核中').waitFor();
    }, ['phone', 'zh']);
    await as('village-01', async ({ page }) => {
      await showEvidence(page);
      const open = page.getByRole('button', { name: /^打开 / });
      await open.nth(1).waitFor();
      for (const at of [0, 1]) {
        await open.nth(at).click();
        await dialogOf(page).locator('.evidence-whole').or(dialogOf(page).getByRole('link', { name: '保存 PDF' })).first().waitFor();
        await page.keyboard.press('Escape');
        await dialogOf(page).waitFor({ state: 'detached' });
      }
      await giveBack(page);
      await status(page, '退回补正').waitFor();
    });
    await as('caseworker-01', async ({ page }) => {
      await doIt(page, /补正再报/, async (form) => {
        await form.locator('.evidence-piece').nth(1).waitFor();
        await form.getByLabel('说明', { exact: true }).fill('材料已齐，原样再报');
      });
      await status(page, '审核中').waitFor();
      await showEvidence(page);
      const inForce = page.getByRole('region', { name: '材料' }).getByText('现行');
      await inForce.nth(1).waitFor();
      expect(await inForce.count()).toBe(2);
    });
    // Of another township, and of the money: neither sees the case, and the service gives the papers to none of them.
    for (const [userId, words] of [['village-02', '没有这份申请'], ['finance-1', '您的角色不使用这个页面']] as const) {
      await as(userId, async ({ page }) => {
        await page.locator('main').getByText(words).first().waitFor();
        expect(await page.locator('.case-grid').count()).toBe(0);
        expect([403, 404]).toContain((await page.request.get(`/api/v1/applications/${applicationId}/evidence`)).status());
      }, ['wide', 'zh'], [/status of 40[34]/]);
    }
    await as('village-01', async ({ page }) => {
      await doIt(page, /作出决定/, async (form) => {
        await form.getByLabel('不予通过', { exact: true }).check();
        await pick(form, '理由', '子女情况不符合规定');
        await form.getByLabel(/评议人员姓名/).fill(reviewers);
        await form.getByText('将作出不予确认的决定，本人可申诉。').waitFor();
      });
      await status(page, '不予确认').waitFor();
      const letter = page.getByRole('article', { name: '不予确认告知书' });
      await letter.getByText('子女情况不符合规定').waitFor();
      await page.locator('.case-record').getByText(/村级评议 · 决定：不予通过；子女情况不符合规定/).waitFor();
    });
  });
};

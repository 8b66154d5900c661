import { submitApplication } from './support/applications';
import { accessTroubles, cutSideways } from './support/axe';
import { approve, casePath, doIt, offer, reviewers, status } from './support/case-page';
import { openScreen, sizes } from './support/screen';
import { Stage, onScreen } from './support/stage';

export const caseJourneys = (stage: () => Stage): void => {
  it('whoever took a case in finds it under what waits for others, with its stage, the days and the role, on a phone as well', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
    const { page, settled, signIn } = screen;
    await submitApplication(stage().county);
    await signIn('caseworker-01');
    await page.getByRole('tab', { name: '待他人办理' }).click();
    await settled();
    const waiting = page.getByRole('region', { name: '待他人办理的案件' });
    const row = waiting.getByRole('row', { name: /村级评议 .*村级评议员/ }).first();
    await row.waitFor();
    expect(await waiting.getByRole('columnheader').allInnerTexts()).toEqual(['环节', '项目', '村', '应办结', '自', '等待']);
    expect((await row.innerText()).match(/\d{4}年\d{1,2}月\d{1,2}日/g)).toHaveLength(2);
    await page.getByRole('region', { name: '待他人审批的资格变更' }).waitFor();
    expect([await accessTroubles(page), await cutSideways(page)]).toEqual([[], null]);
    await page.setViewportSize(sizes.phone);
    await waiting.getByRole('listitem').first().waitFor();
    expect([await accessTroubles(page), await cutSideways(page)]).toEqual([[], null]);
    await page.setViewportSize(sizes.wide);
    await row.click();
    await page.waitForURL(/\/cases\//);
    await page.getByRole('region', { name: '现在等待什么' }).getByText(/等待村级评议员作出决定/).waitFor();
  }));

  it('two officers on one case at once: the second is told who did what, sees both states, and may go on', async () => {
    const applicationId = await submitApplication(stage().county);
    const [first, second] = await Promise.all([openScreen(stage().browser, stage().county, 'phone'), openScreen(stage().browser, stage().county)]);
    try {
      for (const [screen, userId] of [[first, 'caseworker-01'], [second, 'village-01']] as const) {
        await screen.signIn(userId);
        await screen.open(casePath(applicationId));
      }
      await offer(first.page, /撤回申请/).click();
      const dialog = first.page.getByRole('dialog');
      await dialog.getByLabel('理由').fill('本人要求撤回');
      await doIt(second.page, /作出决定/, (form) => approve(form, reviewers));
      const send = dialog.locator('.ant-modal-footer .ant-btn-primary');
      await send.click();
      await dialog.getByText('您填写期间，他人已办理本案').waitFor();
      const told = await dialog.innerText();
      expect(told).toMatch(/village-01\) 在村级评议作出决定：通过/);
      expect(await dialog.locator('.case-beside tr', { hasText: '环节' }).locator('td').allInnerTexts()).toEqual(['村级评议', '村级公示']);
      expect([await send.isDisabled(), await dialog.getByLabel('理由').inputValue()]).toEqual([true, '本人要求撤回']);
      await dialog.getByRole('button', { name: '已看过变动，继续办理' }).click();
      await send.click();
      await dialog.waitFor({ state: 'detached' });
      await status(first.page, '已撤回').waitFor();
      // The refusal itself is what Chromium writes down, and nothing else.
      expect(first.complaints().filter((complaint) => !complaint.includes('412'))).toEqual([]);
      expect(second.complaints()).toEqual([]);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });
};

import { submitApplication } from './support/applications';
import { accessTroubles, cutSideways } from './support/axe';
import { Desk, approve, casePath, dialogOf, offer, send, sit, status } from './support/case-page';
import { Tongue, sizes } from './support/screen';
import { Look, bothWays, isWithinReach } from './support/seat';
import { Stage } from './support/stage';
import { button, named } from './support/steps';

/** What was decided while the form was open, the stage before and after, and the own words still in it. */
const isToldMeanwhile = async ({ page, said }: Desk, reason: string): Promise<void> => {
  const dialog = dialogOf(page);
  await dialog.getByText(said.meanwhile).waitFor();
  expect(await dialog.innerText()).toMatch(said.decidedBy('village-01'));
  expect(await dialog.locator('.case-beside tr', { hasText: said.stage }).locator('td').allInnerTexts()).toEqual(said.stages);
  expect([await send(dialog).isDisabled(), await dialog.getByLabel(said.reason).inputValue()]).toEqual([true, reason]);
};

export const caseJourneys = (stage: () => Stage): void => {
  it.each<Tongue>(['zh', 'en'])('whoever took a case in finds it under what waits for others, with its stage, the days and the role, on a phone as well, %s', async (tongue) => {
    await submitApplication(stage().county);
    await sit(stage(), 'caseworker-01', ['wide', tongue], async ({ page, said, settled }) => {
      await page.getByRole('tab', { name: said.others }).click();
      await settled();
      const waiting = page.getByRole('region', { name: said.waitingCases });
      const row = waiting.getByRole('row', { name: said.byVillage }).first();
      await row.waitFor();
      expect(await waiting.getByRole('columnheader').allInnerTexts()).toEqual(said.columns);
      expect((await row.innerText()).match(said.day)).toHaveLength(2);
      await page.getByRole('region', { name: said.waitingChanges }).waitFor();
      expect([await accessTroubles(page), await cutSideways(page)]).toEqual([[], null]);
      await page.setViewportSize(sizes.phone);
      const card = waiting.getByRole('listitem').filter({ hasText: said.byVillage }).first();
      await card.waitFor();
      await isWithinReach({ page, isPhone: true });
      await card.click();
      await page.waitForURL(/\/cases\//);
      await page.getByRole('region', { name: said.waitsNow }).getByText(said.waitsForVillage).waitFor();
      await isWithinReach({ page, isPhone: true });
    });
  });

  it.each(bothWays)('two officers on one case at once, the first %s, the second %s: the first is told who did what, sees both states, and may go on', async (first: Look, second: Look) => {
    const applicationId = await submitApplication(stage().county);
    // The refusal itself is what Chromium writes down, and nothing else.
    await sit(stage(), 'caseworker-01', first, (keeper) => sit(stage(), 'village-01', second, async (reviewer) => {
      const { page, said } = keeper;
      for (const { open } of [keeper, reviewer]) await open(casePath(applicationId));
      await offer(page, named(said.withdraw)).click();
      const dialog = dialogOf(page);
      await dialog.getByLabel(said.reason).fill('本人要求撤回');
      await isWithinReach(keeper);
      await approve(reviewer);
      await send(dialog).click();
      await isToldMeanwhile(keeper, '本人要求撤回');
      await isWithinReach(keeper);
      await button(dialog, said.goOn).click();
      await send(dialog).click();
      await dialog.waitFor({ state: 'detached' });
      await status(page, said.withdrawn).waitFor();
      await isWithinReach(keeper);
    }), { expected: [/status of 412/] });
  });
};

import type { Locator, Page } from 'playwright-core';
import { submitApplication } from './support/applications';
import { Desk, approve, casePath, letStandIn, reviewers, sit, standInFor, status, takeBack } from './support/case-page';
import { bothWays, isWithinReach } from './support/seat';
import { Stage } from './support/stage';
import { button, dialogOf, readUntil, rows } from './support/steps';

/** Whose cases they are, who stands in, and from where they come: a run that told of a refusal is told until the page is loaded anew, so each has one of their own. */
const places = [['village-01', 'village-02', '990101100002'], ['village-02', 'village-01', '990101101002']] as const;

const rowOf = (page: Page, applicationId: string): Locator => rows(page).filter({ has: page.locator(`a[href="${casePath(applicationId)}"]`) });

/** A stand-in, who does not see the cases in the own name, decides one of them. */
const decideAsStandIn = async (desk: Desk, stage: Stage, [owner, standIn]: readonly [string, string], applicationId: string): Promise<void> => {
  const { page, said, open } = desk;
  await open(casePath(applicationId));
  await page.getByRole('alert').first().waitFor();
  await standInFor(desk, stage.county, owner);
  await open(casePath(applicationId));
  await page.getByRole('region', { name: said.waitsNow }).getByText(said.mayDecide).waitFor();
  await isWithinReach(desk);
  await approve(desk);
  await status(page, said.onNotice).waitFor();
  await page.locator('.case-record').getByText(said.doneFor(standIn, owner)).waitFor();
  await isWithinReach(desk);
};

const handleAll = async (desk: Desk, ids: readonly string[]): Promise<void> => {
  const { page, said } = desk;
  for (const id of ids) await rowOf(page, id).getByRole('checkbox').check();
  await page.getByLabel(said.approved, { exact: true }).check();
  await page.getByLabel(said.reviewers).fill(reviewers);
  await isWithinReach(desk);
  await button(page, said.handle(ids.length)).click();
  const asked = dialogOf(page);
  await asked.getByText(said.goesToAll(ids.length)).waitFor();
  await isWithinReach(desk);
  await button(asked, said.handle(ids.length)).click();
};

const isToldWithItsCase = async ({ page, said }: Desk, applicationId: string): Promise<void> => {
  await page.getByText(said.progress(3, 3, 1)).first().waitFor();
  const refused = page.getByRole('region', { name: said.refusedOnes });
  expect(await refused.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([casePath(applicationId)]);
};

/** Several cases of one stage in a row, and what becomes of the one that somebody else decided meanwhile. */
export const queueJourneys = (stage: () => Stage): void => {
  it.each(bothWays.map((looks, at) => [...looks, ...(places[at] ?? places[0])] as const))('several cases are handled in a row, %s; the one that a stand-in decided meanwhile, %s, is told with its case, and nothing else is lost', async (look, another, owner, standIn, village) => {
    const ids: string[] = [];
    for (let no = 0; no < 3; no += 1) ids.push(await submitApplication(stage().county, village));
    const [first = '', second = '', third = ''] = ids;
    await sit(stage(), owner, look, async (desk) => {
      const { page, said, open } = desk;
      await letStandIn(desk, standIn);
      await open('/queue');
      await isWithinReach(desk);
      await sit(stage(), standIn, another, (colleague) => decideAsStandIn(colleague, stage(), [owner, standIn], second), { expected: [/status of 404/] });
      await handleAll(desk, ids);
      await isToldWithItsCase(desk, second);
      await isWithinReach(desk);
      // The page goes away; what the service did is told again, with the case that was refused.
      await page.reload();
      await isToldWithItsCase(desk, second);
      for (const id of ids) await readUntil<{ readonly status: string }>(desk, `/applications/${id}`, ({ status: now }) => now === 'in-notice');
      await button(page, said.leave).click();
      for (const id of [first, third]) await rowOf(page, id).waitFor({ state: 'detached' });
      await takeBack(desk, standIn);
    });
  });
};

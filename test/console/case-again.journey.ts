import type { Locator } from 'playwright-core';
import { AgainWords, againWords } from './support/again-words';
import { casePath, dialogOf, letStandIn, offer, pick, send, standInFor, status, whyNot } from './support/case-page';
import { Screen } from './support/screen';
import { Look, Seat, isWithinReach, sitDown } from './support/seat';
import { Stage, onScreen } from './support/stage';
import { named } from './support/steps';

type Desk = Seat<AgainWords>;
const [atDesk, withPhone]: readonly [Look, Look] = [['wide', 'zh'], ['phone', 'en']];

interface Case { readonly applicationId: string; readonly areaCode: string; readonly decisions: readonly { readonly stage: string }[] }

/** A case that the township refused in the demo's own year, and the number of its township. */
const refusedByTownship = async ({ page }: Screen): Promise<{ readonly applicationId: string; readonly no: string }> => {
  const { items } = (await (await page.request.get('/api/v1/applications?limit=200&scheme=rural-reward&status=refused')).json()) as { readonly items: readonly (Case & { readonly status: string })[] };
  for (const { applicationId, areaCode, status: now } of items) {
    if (now !== 'refused') continue;
    const { decisions } = (await (await page.request.get(`/api/v1/applications/${applicationId}`)).json()) as Case;
    if (decisions.at(-1)?.stage === 'township-review') return { applicationId, no: String(Number(areaCode.slice(6, 9)) - 99).padStart(2, '0') };
  }
  throw new Error('expected a case that the township refused');
};

/** What follows a step of somebody is done by the service itself, in a moment where nothing else is at work. */
const serviceWithinMs = 90_000;
const waits = async ({ page, said }: Desk, words: RegExp): Promise<void> => {
  const region = page.getByRole('region', { name: said.waitsNow });
  await region.getByText(words).first().waitFor({ timeout: serviceWithinMs }).catch(async () => {
    throw new Error(`expected ${String(words)}, found ${await region.innerText()}`);
  });
};

/** Opens a form, fills it in, looks whether a phone shows all of it, sends it, and waits until it is gone. */
const doIt = async (desk: Desk, verb: string, fill: (form: Locator) => Promise<void>): Promise<void> => {
  await offer(desk.page, named(verb)).click();
  const form = dialogOf(desk.page);
  await fill(form);
  await isWithinReach(desk);
  await send(form).click();
  await form.waitFor({ state: 'detached' });
};
const signAgreeing = (desk: Desk): Promise<void> => doIt(desk, desk.said.sign, (form) => form.getByLabel(desk.said.agrees, { exact: true }).check());

const takeUpAgain = async (desk: Desk): Promise<void> => {
  const { page, said } = desk;
  await waits(desk, said.refusedFor);
  const letter = await page.getByRole('article', { name: said.letter }).innerText();
  for (const words of said.letterSays) expect(letter).toMatch(words);
  await isWithinReach(desk);
  await doIt(desk, said.reopen, async (form) => {
    await pick(form, ...said.goOnAt);
    await form.getByLabel(said.appeal, { exact: true }).check();
    await form.getByLabel(said.reason).fill('本人补充了村委会证明');
  });
  await waits(desk, said.toSign(2));
};

const signFirst = async (desk: Desk): Promise<void> => {
  const { page, said } = desk;
  await signAgreeing(desk);
  await waits(desk, said.toSign(1));
  expect(await whyNot(page, named(said.sign))).toMatch(said.otherSigner);
  await offer(page, named(said.decide)).click();
  expect(await dialogOf(page).getByLabel(said.approved).first().isDisabled()).toBe(true);
  await dialogOf(page).getByText(said.fewSignatures).first().waitFor();
  await isWithinReach(desk);
};

const postAndResolve = async (desk: Desk): Promise<void> => {
  const { page, said } = desk;
  await signAgreeing(desk);
  await waits(desk, said.waitsForDecision);
  await doIt(desk, said.decide, (form) => form.getByLabel(said.approved, { exact: true }).check());
  await status(page, said.onNotice).waitFor();
  expect(await whyNot(page, named(said.close))).toMatch(said.tooShort);
  await doIt(desk, said.object, (form) => form.getByLabel(said.statement).fill('村民反映该户另有一子'));
  await waits(desk, said.isOpen);
  expect(await whyNot(page, named(said.close))).toMatch(said.holds);
  await isWithinReach(desk);
  await doIt(desk, said.resolve, async (form) => {
    await pick(form, ...said.objection);
    await form.getByLabel(said.notUpheld).check();
    await form.getByLabel(said.note, { exact: true }).fill('经查为侄子');
  });
  await waits(desk, said.hangs);
};

const seeTheWayAndWithdraw = async (desk: Desk): Promise<void> => {
  const { page, said } = desk;
  await page.getByRole('link', { name: said.way }).click();
  await page.getByRole('heading', { name: said.wayOfOne }).waitFor();
  await page.getByText(said.here).first().waitFor();
  await isWithinReach(desk);
  await page.getByRole('link', { name: said.backToCase }).click();
  await offer(page, named(said.withdraw)).click();
  const form = dialogOf(page);
  await send(form).click();
  await form.getByText(said.required).waitFor();
  await isWithinReach(desk);
  await form.getByLabel(said.reason).fill('本人迁往外县');
  await send(form).click();
  await form.waitFor({ state: 'detached' });
  await status(page, said.withdrawn).waitFor();
  expect(await page.locator('.case-actions button').count()).toBe(0);
};

/** One case from a refusal in words to its next public notice, by as many people as the duties ask for, some at a desk and some with a phone. */
export const againJourneys = (stage: () => Stage): void => {
  it('a refusal is told to the applicant in words, taken up again on appeal, signed by two and by nobody twice or at two levels, and on notice again', () => onScreen(stage(), atDesk, async (county) => {
    await county.signIn('county-1');
    const { applicationId, no } = await refusedByTownship(county);
    const onCase = (userId: string, look: Look, work: (desk: Desk) => Promise<void>, first: (desk: Desk) => Promise<void> = () => Promise.resolve()): Promise<void> => sitDown(stage(), userId, look, againWords, async (desk) => {
      await first(desk);
      await desk.open(casePath(applicationId));
      await work(desk);
    });
    await onCase(`caseworker-${no}`, withPhone, takeUpAgain);
    await onCase(`township-${no}a`, atDesk, signFirst, (desk) => letStandIn(desk, `village-${no}`));
    await onCase(`village-${no}`, withPhone, async ({ page, said }) => {
      for (const verb of [said.sign, said.decide]) expect(await whyNot(page, named(verb))).toMatch(said.twoLevels(`village-${no}`));
    }, (desk) => standInFor(desk, stage().county, `township-${no}a`));
    await onCase(`township-${no}b`, withPhone, postAndResolve);
    await onCase(`caseworker-${no}`, atDesk, seeTheWayAndWithdraw);
  }));
};

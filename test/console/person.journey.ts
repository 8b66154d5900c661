import type { Locator } from 'playwright-core';
import { caseworkerOf } from './support/accounts';
import { dialogOf, pick, send, status } from './support/case-page';
import { PersonWords, personWords } from './support/person-words';
import { Right, approveChange, pending, rightPath } from './right.journey';
import { Seat, bothWays, isWithinReach, sitDown } from './support/seat';
import type { Tongue } from './support/screen';
import { Stage } from './support/stage';
import { button, read } from './support/steps';

type Desk = Seat<PersonWords>;

interface Area {
  readonly code: string;
  readonly name: Readonly<Record<Tongue, string>>;
}

/** A number with a right check digit that belongs to nobody of the county. */
const unregistered = '990000196402299022';

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

/** Opens the form of a record, with the document that tells it. */
const begin = async ({ page, said }: Desk, verb: string): Promise<Locator> => {
  await button(page, verb).click();
  const form = dialogOf(page);
  await form.getByLabel(said.accountForm.reference).fill('户口簿第 3 页');
  return form;
};

const finish = async (desk: Desk, form: Locator, done: string): Promise<void> => {
  await isWithinReach(desk);
  await send(form).click();
  await form.waitFor({ state: 'detached' });
  await desk.page.getByText(done).waitFor();
};

/** What is refused is told in the form, and nothing that was typed is lost. */
const isRefused = async (desk: Desk, form: Locator, why: string): Promise<void> => {
  await send(form).click();
  await form.getByText(why).first().waitFor();
  await isWithinReach(desk);
};

/** Another village of the same township, called as in the reader's language. */
const neighbour = async (desk: Desk, { areaCode }: Right): Promise<string> => {
  const { said } = desk;
  const areas = await read<readonly Area[]>(desk, `/policies/areas?levels=2&parent=${areaCode.slice(0, 6)}000000`);
  const nameOf = (code: string): string => areas.find((area) => area.code === code)?.name[said.tongue] ?? code;
  const other = areas.find(({ code }) => code.startsWith(areaCode.slice(0, 9)) && !code.endsWith('000') && code !== areaCode);
  if (other === undefined) throw new Error('expected a township of several villages');
  return said.inTownship(nameOf(other.code), nameOf(`${areaCode.slice(0, 9)}000`));
};

/** The right follows by itself, and the page with it. */
const recordMove = async (desk: Desk, right: Right): Promise<void> => {
  const { page, said, open } = desk;
  const village = await neighbour(desk, right);
  await open(rightPath(right));
  const form = await begin(desk, said.move);
  // Hundreds of them, of which only those in view are drawn.
  await form.getByLabel(said.village).fill(village);
  await pick(form, said.village, village);
  await form.getByLabel(said.movedOn).fill('19000101');
  await isRefused(desk, form, said.moveOrder);
  await form.getByLabel(said.movedOn).fill(today());
  await finish(desk, form, said.movedDone);
  await page.locator('main .ant-descriptions').getByText(village).first().waitFor();
};

const recordDeath = async (desk: Desk): Promise<void> => {
  const { page, said } = desk;
  await finish(desk, await begin(desk, said.death), said.diedDone);
  await status(page, said.ended).waitFor();
  await page.locator('main .ant-descriptions').getByText(said.exited).first().waitFor();
  await isRefused(desk, await begin(desk, said.death), said.diedAlready);
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'detached' });
};

const takeDeathBack = async (desk: Desk): Promise<void> => {
  const { said } = desk;
  const form = await begin(desk, said.undoDeath);
  await form.getByLabel(said.reason, { exact: true }).fill('同名误登');
  await finish(desk, form, said.undone);
  await pending(desk).getByText(said.exitTakenBack).first().waitFor();
  await isWithinReach(desk);
};

/** Somebody is found by name, their facts are looked at with a reason, and one that never held is taken back. */
const takeFactBack = async (desk: Desk, { personKey }: Right): Promise<void> => {
  const { page, said, open } = desk;
  const { name } = (await (await page.request.post(`/api/v1/people/${personKey}/looks`, { data: { what: 'details', reason: '核对事实' } })).json()) as { readonly name: string };
  await open('/search');
  await page.getByLabel(said.searchName).fill(name);
  await page.getByLabel(said.searchWhy).fill('核对事实');
  await button(page, said.search).click();
  await page.getByText(name).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel(said.lookWhy).fill('核对事实');
  await button(drawer, said.look).click();
  await drawer.getByRole('button', { name: said.retract }).first().click();
  const form = dialogOf(page);
  await form.getByLabel(said.accountForm.reference).fill('出生医学证明 17 号');
  await form.getByLabel(said.reason, { exact: true }).fill('登记时看错');
  await isWithinReach(desk);
  await send(form).click();
  await drawer.getByText(said.retracted).waitFor();
};

/** A relative has to be somebody registered here: another number is refused, and what was typed stays. */
const linkRelative = async (desk: Desk, right: Right, relative: Right): Promise<void> => {
  const { page, said, open } = desk;
  const { idNumber } = (await (await page.request.post(`/api/v1/people/${relative.personKey}/looks`, { data: { what: 'number', reason: '登记家庭关系' } })).json()) as { readonly idNumber: string };
  await open(rightPath(right));
  await button(page, said.family).click();
  const form = dialogOf(page);
  await form.getByLabel(said.child, { exact: true }).check();
  await form.getByLabel(said.relative).fill(unregistered);
  await send(form).click();
  await form.getByText(said.nobody).first().waitFor();
  await form.getByLabel(said.relative).fill(idNumber);
  await finish(desk, form, said.linked);
};

/** What changes in the life of somebody who is paid, and what the service makes of it while the page is looked at. */
export const personJourneys = (stage: () => Stage): void => {
  it.each(bothWays.map((looks, at) => [...looks, at] as const))('a fact is taken back, a relative, a move and a death are recorded, %s, the right follows by itself, and a death that was a mistake is taken back by two, the other %s', (look, another, at) =>
    sitDown(stage(), 'county-1', another, personWords, async (county) => {
      const { items } = await read<{ readonly items: readonly Right[] }>(county, '/entitlements?limit=200&scheme=rural-reward&status=active');
      const right = items.at(-1 - at);
      const relative = items.find(({ areaCode, personKey }) => right !== undefined && areaCode.startsWith(right.areaCode.slice(0, 9)) && personKey !== right.personKey);
      if (right === undefined || relative === undefined) throw new Error('expected another running right, and a neighbour');
      await sitDown(stage(), caseworkerOf(right.areaCode), look, personWords, async (keeper) => {
        await takeFactBack(keeper, right);
        await linkRelative(keeper, right, relative);
        await recordMove(keeper, right);
        await recordDeath(keeper);
        await takeDeathBack(keeper);
      }, { expected: [/status of 4(04|09|22)/] });
      await approveChange(county, right);
    }));
};

import type { Locator } from 'playwright-core';
import { caseworkerOf } from './support/accounts';
import { dialogOf, offer, pick, send, status, whyNot } from './support/case-page';
import { RightWords, rightWords } from './support/right-words';
import { Seat, bothWays, isWithinReach, sitDown } from './support/seat';
import { Stage } from './support/stage';
import { button, named, read } from './support/steps';

export interface Right { readonly entitlementId: string; readonly personKey: string; readonly areaCode: string; readonly branch: string | null; readonly status: string }
type Desk = Seat<RightWords>;

/** Looks mistyped, which is said and does not stop anybody. */
const mistyped = ['9999010000000000011', '9999010000000000012'] as const;

export const rightPath = ({ entitlementId }: Right): string => `/rights/${encodeURIComponent(entitlementId)}`;
const reason = ({ said }: Desk, words: string) => (form: Locator): Promise<void> => form.getByLabel(said.reason).fill(words);
export const pending = ({ page, said }: Desk): Locator => page.locator('.ant-card', { hasText: said.pending });

/** Opens the form of a command, fills it in, looks whether a phone shows all of it, sends it, and waits until it is gone. */
const doIt = async (desk: Desk, verb: string, fill: (form: Locator) => Promise<void> = () => Promise.resolve()): Promise<void> => {
  await offer(desk.page, named(verb)).click();
  const form = dialogOf(desk.page);
  await fill(form);
  await isWithinReach(desk);
  await send(form).click();
  await form.waitFor({ state: 'detached' });
};

/** Another person than who proposed says yes. */
export const approveChange = async (desk: Desk, right: Right): Promise<void> => {
  const { page, said, open } = desk;
  await open(rightPath(right));
  await button(pending(desk), said.approve).click();
  const asked = dialogOf(page);
  await asked.getByText(said.concernsOne).waitFor();
  await isWithinReach(desk);
  await button(asked, said.approve).click();
  await page.getByText(said.noPending).waitFor();
  await status(page, said.running).waitFor();
};

const declineChange = async (desk: Desk, right: Right): Promise<void> => {
  const { page, said, open } = desk;
  await open(rightPath(right));
  await button(pending(desk), said.decline).click();
  const refusal = dialogOf(page);
  await reason(desk, '没有死亡证明')(refusal);
  await send(refusal).click();
  await page.getByText(said.noPending).waitFor();
};

/** Months that have passed are paid only when another agrees. */
const suspendAndPropose = async (desk: Desk, right: Right): Promise<void> => {
  const { page, said, open } = desk;
  await open(rightPath(right));
  await isWithinReach(desk);
  await doIt(desk, said.suspend, reason(desk, '本人暂时失联'));
  await status(page, said.suspended).waitFor();
  await offer(page, named(said.resume)).click();
  const early = dialogOf(page);
  await early.getByLabel(said.fromMonth).fill('2026-01');
  await reason(desk, '已联系上')(early);
  await send(early).click();
  await early.getByText(said.tooEarly).first().waitFor();
  await isWithinReach(desk);
  await page.keyboard.press('Escape');
  await early.waitFor({ state: 'detached' });
  await doIt(desk, said.proposeResume, reason(desk, '已联系上，停发期间符合条件'));
  await pending(desk).getByText(said.withBackPay).waitFor();
  await page.getByText(said.ownProposal).waitFor();
  expect(await button(pending(desk), said.approve).isDisabled()).toBe(true);
  await isWithinReach(desk);
};

const proposeBranch = async (desk: Desk, right: Right): Promise<void> => {
  const { said, open } = desk;
  await open(rightPath(right));
  await doIt(desk, said.branch, async (form) => {
    await pick(form, ...said.toBranch);
    await reason(desk, '子女已故')(form);
  });
  await pending(desk).getByText(said.changeOfBranch).first().waitFor();
};

const endAndTakeBack = async (desk: Desk, right: Right): Promise<void> => {
  const { page, said, open } = desk;
  await open(rightPath(right));
  await doIt(desk, said.exit, (form) => pick(form, ...said.exitReason));
  await status(page, said.ended).waitFor();
  await doIt(desk, said.reverse, reason(desk, '误登'));
  await pending(desk).getByText(said.exitTakenBack).first().waitFor();
};

/** A number that looks mistyped is recorded and said to be so; another person's account is not. */
const recordAccount = async (desk: Desk, right: Right, accountNumber: string): Promise<void> => {
  const { page, said, open } = desk;
  await open(rightPath(right));
  const { name } = (await (await page.request.post(`/api/v1/people/${right.personKey}/looks`, { data: { what: 'details', reason: '登记本人新账户' } })).json()) as { readonly name: string };
  await button(page, said.account).click();
  const form = dialogOf(page);
  const { number, holder, bank, reference } = said.accountForm;
  await form.getByLabel(number, { exact: true }).fill(accountNumber);
  await form.getByLabel(holder, { exact: true }).fill('他人');
  await form.getByLabel(bank).fill('示例县农村商业银行');
  await form.getByLabel(reference).fill('本人申报');
  await send(form).click();
  await form.getByText(said.notOwn).waitFor();
  await isWithinReach(desk);
  await form.getByLabel(holder, { exact: true }).fill(name);
  await send(form).click();
  await form.waitFor({ state: 'detached' });
  await page.getByText(said.recorded).waitFor();
  await page.getByText(said.compare).waitFor();
  await isWithinReach(desk);
};

const checkAndSeePayments = async (desk: Desk): Promise<void> => {
  const { page, said } = desk;
  await doIt(desk, said.verify);
  await page.getByRole('row', { name: said.verified }).waitFor();
  await button(page, said.showPayments).click();
  const paid = page.getByRole('region', { name: said.payments });
  await paid.getByText(said.paid).first().waitFor();
  expect(await paid.innerText()).not.toMatch(/special-hardship/);
  await isWithinReach(desk);
};

const mayOnlyLook = async ({ page, said, open }: Desk, right: Right): Promise<void> => {
  await open(rightPath(right));
  expect(await whyNot(page, named(said.exit))).toBe(said.doneBy);
  expect(await button(page, said.account).isDisabled()).toBe(true);
};

/** Every command that the page of a right offers, sent from the page, with what it refuses and to whom. */
export const rightJourneys = (stage: () => Stage): void => {
  it.each(bothWays.map((looks, at) => [...looks, at] as const))('a right is checked, suspended, resumed, ended and taken back, and given another account, %s, and changed only by two, the other %s', (look, another, at) =>
    sitDown(stage(), 'county-1', another, rightWords, async (county) => {
      const { items } = await read<{ readonly items: readonly Right[] }>(county, '/entitlements?limit=200&scheme=special-hardship');
      const right = items.filter(({ branch, status: now }) => branch === 'child-disabled' && now === 'active')[at];
      if (right === undefined) throw new Error('expected another running right of a branch');
      await sitDown(stage(), caseworkerOf(right.areaCode), look, rightWords, async (keeper) => {
        await suspendAndPropose(keeper, right);
        await approveChange(county, right);
        await proposeBranch(keeper, right);
        await declineChange(county, right);
        await endAndTakeBack(keeper, right);
        await approveChange(county, right);
        await recordAccount(keeper, right, mistyped[at] ?? mistyped[0]);
        await checkAndSeePayments(keeper);
      }, { expected: [/status of 4(09|22)/] });
      await sitDown(stage(), 'inspector', another, rightWords, (inspector) => mayOnlyLook(inspector, right));
    }));
};

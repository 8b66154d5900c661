import { AdminWords, adminWords } from './support/admin-words';
import { Tongue, Width, fillSignIn } from './support/screen';
import { Look, Seat as SeatOf, isWithinReach, seated } from './support/seat';
import { Stage, onScreen } from './support/stage';
import { button } from './support/steps';

type Seat = SeatOf<AdminWords>;

const firstPassword = 'told by the administrator';
const ownPassword = 'a password of my own';

const choicesMax = 30;
const tapsMax = 4;

/** At a desk by keys: opened, down to what is wanted, and Enter. On a phone it is tapped, its words are typed, and it is tapped again. */
const choose = async ({ page, isPhone }: Seat, label: string, option: string, at = 0): Promise<void> => {
  const choice = page.getByRole('dialog').getByLabel(label).nth(at);
  if (isPhone) {
    const chosen = choice.locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " ant-select ")]').getByText(option, { exact: true });
    // On a busy computer the options are still moving when one is tapped; whoever sees that nothing was chosen taps again.
    for (let tries = 0; tries < tapsMax; tries += 1) {
      await choice.click();
      await choice.fill(option);
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: new RegExp(`^${option}$`) }).click();
      if (await chosen.waitFor({ timeout: 5_000 }).then(() => true, () => false)) return;
    }
    throw new Error(`${option} was tapped ${tapsMax} times and is not chosen`);
  }
  await choice.focus();
  await choice.press('ArrowDown');
  const active = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active').last();
  await active.waitFor();
  for (let tries = 0; tries < choicesMax && !(await active.innerText()).includes(option); tries += 1) await choice.press('ArrowDown');
  await choice.press('Enter');
};

/** By the menu, which a phone opens first. */
const goTo = async ({ page, said, isPhone }: Seat, title: string): Promise<void> => {
  if (isPhone) await page.getByRole('button', { name: said.menu }).click();
  await page.getByRole('navigation').getByRole('link', { name: title, exact: true }).first().click();
};

const add = async (boss: Seat, userId: string): Promise<void> => {
  const { page, said, settled } = boss;
  await boss.signIn('admin');
  await boss.open('/users');
  await button(page, said.add).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(said.userId).fill(userId);
  await dialog.getByLabel(said.name, { exact: true }).fill('村里的老张');
  await dialog.getByLabel(said.oneTime).fill(firstPassword);
  await choose(boss, said.role, said.roles.village);
  await choose(boss, said.area, said.township);
  await isWithinReach(boss);
  await button(dialog, said.add).click();
  await page.waitForURL(`**/users/${userId}`);
  await settled();
  await page.getByText(said.added, { exact: false }).first().waitFor();
  expect(await page.locator('main').innerText()).toContain(`${said.roles.village} · ${said.township}`);
  await isWithinReach(boss);
  // What is typed of a name stands in no address: the screen looks for it.
  await boss.open('/users');
  const users = page.getByRole('region', { name: said.users });
  await users.getByText('admin', { exact: true }).waitFor();
  await page.getByLabel(said.find).fill('老张');
  await users.getByText('admin', { exact: true }).waitFor({ state: 'detached' });
  await users.getByText(userId, { exact: true }).waitFor();
};

/** A password of their own, of which they mistype the second half at first where `mistyped` is given. */
const setOwnPassword = async ({ page, said }: Seat, oneTime: string, mistyped?: string): Promise<void> => {
  await page.getByRole('heading', { name: said.setFirst }).waitFor();
  await page.getByLabel(said.theirOneTime).fill(oneTime);
  await page.getByLabel(said.next, { exact: true }).fill(ownPassword);
  if (mistyped !== undefined) {
    await page.getByLabel(said.again).fill(mistyped);
    await button(page, said.changeIt).click();
    await page.getByText(said.differ).waitFor();
  }
  await page.getByLabel(said.again).fill(ownPassword);
  await button(page, said.changeIt).click();
};

const changeRoles = async (boss: Seat): Promise<void> => {
  const { page, said } = boss;
  await button(page, said.changeRoles).click();
  const dialog = page.getByRole('dialog');
  await button(dialog, said.addOne).click();
  await choose(boss, said.role, said.roles.preparer, 1);
  await page.getByText(said.apart).waitFor();
  await choose(boss, said.role, said.roles.caseworker, 1);
  await choose(boss, said.area, said.township, 1);
  await dialog.getByLabel(said.reason).fill('人手不足');
  await isWithinReach(boss);
  await button(dialog, said.change).click();
  await page.getByText(said.changed, { exact: false }).waitFor();
};

/** The next change waits until this one is shown. */
const isShown = ({ page }: Seat) => page.waitForFunction(() => document.querySelector('main .ant-btn-loading') === null);

const resetPassword = async (boss: Seat): Promise<string> => {
  const { page, said } = boss;
  await button(page, said.reset).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(said.endsSessions, { exact: false }).waitFor();
  await button(dialog, said.makeOne).click();
  const made = await dialog.getByLabel(said.oneTime).inputValue();
  expect(made).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  await isWithinReach(boss);
  await button(dialog, said.reset).click();
  await page.locator('.done-note', { hasText: said.resetDone }).waitFor();
  return made;
};

const disable = async (boss: Seat): Promise<void> => {
  const { page, said } = boss;
  await button(page, said.disable).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(said.neverAgain, { exact: false }).waitFor();
  await dialog.getByLabel(said.reason).fill('离任');
  await isWithinReach(boss);
  await button(dialog, said.disable).click();
  await page.getByText(said.disabled('离任')).waitFor();
  await page.getByText(said.changesNoMore, { exact: false }).waitFor();
};

/** In the order in which it happens to somebody: added, first day, and gone; the administrator and the officer each once at a desk and once at a phone. */
export const officerJourneys = (stage: () => Stage): void => {
  describe.each<readonly [Width, Tongue, Look]>([['wide', 'zh', ['phone', 'en']], ['phone', 'en', ['wide', 'zh']]])('an officer comes and goes, administered %s, %s', (width, tongue, theirs) => {
    // Journeys may run over one county several times.
    const userId = `elder-${tongue}-${Date.now().toString(36)}`;
    const own: Look = [width, tongue];

    it('the administrator adds a village reviewer, who sets a password of their own before anything else', async () => {
      await onScreen(stage(), own, (boss) => add(seated(boss, own, adminWords), userId));
      await onScreen(stage(), theirs, async (screen) => {
        const officer = seated(screen, theirs, adminWords);
        await officer.page.goto('/');
        await fillSignIn(officer.page, userId, firstPassword);
        await setOwnPassword(officer, firstPassword, 'another one altogether');
        await officer.page.getByRole('heading', { name: officer.said.today }).waitFor();
        await officer.settled();
        expect(await officer.page.getByText(userId, { exact: true }).isVisible()).toBe(true);
      });
    });

    it('says at once that two duties are kept apart, gives another role, and ends the session of whoever is disabled', () => onScreen(stage(), own, async (one) => onScreen(stage(), theirs, async (other) => {
      const [boss, officer] = [seated(one, own, adminWords), seated(other, theirs, adminWords)];
      await officer.signIn(userId, ownPassword);
      await boss.signIn('admin');
      await boss.open(`/users/${userId}`);
      await changeRoles(boss);
      await isShown(boss);
      const made = await resetPassword(boss);
      await isShown(boss);
      await goTo(officer, officer.said.review);
      await officer.page.getByRole('dialog').getByText(officer.said.sessionEnded).waitFor();
      await fillSignIn(officer.page, null, made);
      await setOwnPassword(officer, made);
      await officer.page.getByRole('heading', { level: 1, name: officer.said.review }).waitFor();
      // What the officer changed meanwhile is read first: a change is refused to whoever has not seen the one before.
      await boss.open(`/users/${userId}`);
      await disable(boss);
      await goTo(officer, officer.said.today);
      const over = officer.page.getByRole('dialog');
      await over.getByText(officer.said.sessionEnded).waitFor();
      // The password is right; strangers learn nothing, and whoever was disabled reads whom to ask.
      await fillSignIn(officer.page, null, ownPassword);
      await over.getByText(officer.said.refused).waitFor();
      await over.getByText(officer.said.askAdministrator).waitFor();
    }, { expected: [/status of 403/] })));
  });
};

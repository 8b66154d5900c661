import { randomInt, randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { demoPlan, scaledNumbers } from '@zhibu/demo';
import { accessTroubles, cutSideways } from './support/axe';
import { RegisterWords, registerWords } from './support/register-words';
import { Seat, bothWays, isWithinReach, sitDown } from './support/seat';
import { Stage } from './support/stage';
import { button } from './support/steps';

type Desk = Seat<RegisterWords>;

/** People who were paid by a register before, with the facts that the rule asks for; a plan of its own, so that nobody of the county is met again. */
const plan = Number(process.env['ZHIBU_TEST_PLAN'] ?? 20_260_102);
const paidBefore = demoPlan(scaledNumbers(60), plan).filter(({ story, scheme }) => story === 'carried-over' && scheme === 'rural-reward').map(({ form }) => form);
type PaidBefore = typeof paidBefore;

const optionsMax = 20;

/** By arrows, as somebody without a mouse does. */
const choose = async (page: Page, field: Locator, wanted: string): Promise<void> => {
  await field.focus();
  const active = page.locator('.ant-select-item-option-active');
  for (let pressed = 0; pressed < optionsMax; pressed += 1) {
    await page.keyboard.press('ArrowDown');
    await active.first().waitFor();
    if ((await active.first().innerText()) === wanted) return page.keyboard.press('Enter');
  }
  throw new Error(`expected ${wanted} among the choices`);
};

const areRegistered = async ({ page }: Desk, people: PaidBefore): Promise<void> => {
  for (const form of people) {
    const answer = await page.request.post('/api/v1/people', { data: { ...form, areaCode: '990101100001' }, headers: { 'Idempotency-Key': randomUUID() } });
    expect(answer.status()).toBe(201);
  }
};

const begin = async (desk: Desk, title: string): Promise<void> => {
  const { page, said, open } = desk;
  await open('/registers');
  await isWithinReach(desk);
  await button(page, said.open).click();
  const dialog = page.getByRole('dialog');
  const [label, option] = said.scheme;
  await choose(page, dialog.getByLabel(label), option);
  await dialog.getByLabel(said.name).fill(title);
  await dialog.getByLabel(said.people).fill('2');
  await dialog.getByLabel(said.conditionsOn).fill('20160101');
  await isWithinReach(desk);
  await button(dialog, said.begin).click();
};

/** Approved as a whole, so one wrong cell keeps all of it out until it is mended. */
const loadAndMend = async (desk: Desk, drawer: Locator, people: PaidBefore): Promise<void> => {
  const { page, said } = desk;
  const lines = ['身份证号,已发至', ...people.map(({ idNumber }, index) => `${idNumber},${index === 0 ? '2015-12' : '2015-13'}`)];
  await drawer.locator('input[type=file]').setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
  await drawer.getByText(said.oneWrong).waitFor();
  await isWithinReach(desk);
  const cell = drawer.locator('input[aria-invalid=true]').first();
  await cell.fill('2015-12');
  await cell.press('Enter');
  await drawer.getByText(said.mayRead).waitFor();
  expect([await accessTroubles(page), await cutSideways(page)]).toEqual([[], null]);
  await button(drawer, said.readIn).click();
  await button(drawer, said.submit).click();
  await drawer.getByText(said.notOwn).waitFor();
  await isWithinReach(desk);
};

const approveWithHash = async (desk: Desk, title: string): Promise<void> => {
  const { page, said, open } = desk;
  await open('/registers');
  await page.getByText(title, { exact: true }).first().click();
  const drawer = page.getByRole('dialog', { name: title });
  await button(drawer, said.approve).click();
  const question = page.getByRole('dialog').filter({ hasText: said.approves });
  expect(await question.locator('code').innerText()).toMatch(/^[0-9a-f]{64}$/);
  await isWithinReach(desk);
  await button(question, said.approveTwo).click();
  await drawer.getByText(said.finished).waitFor();
  await isWithinReach(desk);
};

export const registerJourneys = (stage: () => Stage): void => {
  it.each(bothWays.map((looks, at) => [...looks, at] as const))('a register kept before is loaded by one officer, %s, refused to them for approval, approved by another with its hash, %s, and carried over', (look, another, at) =>
    sitDown(stage(), 'caseworker-01', look, registerWords, async (keeper) => {
      const title = `2015 年度名册 ${randomInt(10_000, 100_000)}`;
      const people = paidBefore.slice(2 * at, 2 * at + 2);
      await areRegistered(keeper, people);
      await begin(keeper, title);
      const drawer = keeper.page.getByRole('dialog', { name: title });
      await loadAndMend(keeper, drawer, people);
      await sitDown(stage(), 'county-1', another, registerWords, (approver) => approveWithHash(approver, title));
      await drawer.getByText(keeper.said.finished).waitFor();
    // The list may follow a register just opened at a short distance; it is asked for again.
    }, { expected: [/\/registers: Failed to load resource.*404/] }));
};

import type { Locator, Page } from 'playwright-core';
import { Screen } from './support/screen';
import { Stage } from './support/stage';
import { applicant } from './whole-way-case';
import { batchId } from './whole-way-finance';
import { as, read } from './support/steps';

interface Recorded { readonly type: string; readonly recordedAt: string; readonly data: { readonly outcomes?: readonly { readonly personKey: string }[] } }
interface Line { readonly key: string; readonly value: { readonly en: string } }

const ask = async <T>({ page }: Screen, path: string, body: object): Promise<T> => {
  const answer = await page.request.post(`/api/v1${path}`, { data: body });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
};

const sliderOf = (page: Page, no: number): Locator => page.locator('.replay-slider input').nth(no);
/** As its user moves it: to a place, and React hears of it. */
const move = (slider: Locator, to: number): Promise<void> => slider.evaluate((input: HTMLInputElement, value) => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, String(value));
  input.dispatchEvent(new Event('input', { bubbles: true }));
}, to);

const stateOf = async (page: Page, key: RegExp): Promise<string | undefined> => {
  const rows = await page.locator('.replay-state tr[data-key]').evaluateAll((all) => all.map((row) => [row.getAttribute('data-key') ?? '', row.querySelector('td')?.textContent ?? ''] as const));
  return rows.find(([name]) => key.test(name))?.[1];
};

const steps = [
  /^Applied for Rural reward-assistance/, /^Automatic check: meets/, /^Decided Village review: approved/, /^Posted the notice Village notice/, /^An objection was raised/, /^The objection was not upheld/, /^Posted again the notice Village notice/, /^The notice Village notice ended/,
  /^Signed in Township review: agrees/, /^Signed in Township review: agrees/, /^Decided Township review: approved/, /^The notice Township notice ended/, /^Decided County confirmation: approved/, /^The notice County notice ended/, /^Confirmed/, /^Entitled to Rural reward-assistance/,
  /Dec 2017: [\d.]+ yuan, on line \d+ of/, /attempt 1, [\d.]+ yuan: credited/,
];

/** Everything that happened to the person, in the order in which it did, and none of it known before it was. */
export const replayLife = (stage: Stage, personKey: string): Promise<void> => as(stage, 'inspector', ['wide', 'en'], async (screen) => {
  const { page, open, settled } = screen;
  const subject = { personKey };
  const reason = '信访复核';
  const { events } = await ask<{ events: readonly Recorded[] }>(screen, '/replay/events', { subject, reason });
  const instants = [...new Set(events.map(({ recordedAt }) => recordedAt))].sort();
  // An answer of the bank is recorded in parts: the one that names the person.
  const isTheirs = ({ type, data: { outcomes } }: Recorded): boolean => type !== 'LinesSettled' || (outcomes ?? []).some((each) => each.personKey === personKey);
  const knownAt = (type: string): number => instants.indexOf(events.find((event) => event.type === type && isTheirs(event))?.recordedAt ?? '');
  await open(`/people/${personKey}/replay`);
  await page.locator('.look-reason input').fill(reason);
  await page.keyboard.press('Enter');
  await page.locator('.look-reason').waitFor({ state: 'detached' });
  await settled();
  expect(await stateOf(page, /^person\/name/)).toBe(applicant.name);

  const told = await page.locator('.replay-timeline li strong').allTextContents();
  let at = -1;
  for (const words of steps) {
    const next = told.findIndex((line, index) => index > at && words.test(line));
    expect([String(words), next > at ? 'told' : `not after "${told[at] ?? ''}" in ${told.join(' | ')}`]).toEqual([String(words), 'told']);
    at = next;
  }

  const [known, force] = [sliderOf(page, 0), sliderOf(page, 1)];
  const standing = page.getByRole('region', { name: 'Payments: from due to credited' }).locator('article', { hasText: batchId }).locator('p strong');
  const day = page.locator('.replay-points .day-input input');
  const agrees = async (index: number): Promise<void> => {
    const { lines } = await ask<{ lines: readonly Line[] }>(screen, '/replay/state', { subject, reason, moment: { knownAt: instants[index], inForceOn: await day.inputValue() } });
    expect(await page.locator('.replay-state tr[data-key]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key')))).toEqual(lines.map(({ key }) => key));
  };
  for (const [type, application, payment] of [
    ['ApplicationSubmitted', /waiting for the check/, /Not on the list yet/], ['ObjectionRaised', /under review: Village notice/, /Not on the list yet/], ['ApplicationConfirmed', /^confirmed/, /Not on the list yet/], ['LinesSettled', /^confirmed/, /credited/],
  ] as const) {
    await move(known, knownAt(type));
    await agrees(knownAt(type));
    expect([type, await stateOf(page, /^application-/), await standing.textContent()]).toEqual([type, expect.stringMatching(application), expect.stringMatching(payment)]);
  }
  // All of it known, on a day before the right began: nothing was due on it.
  const [last, before] = [await stateOf(page, /^entitlement-.*status/), await day.inputValue()];
  await force.focus();
  await page.keyboard.press('Home');
  expect((await day.inputValue()) < before).toBe(true);
  expect([last, await known.inputValue()]).toEqual(['entitled', String(knownAt('LinesSettled'))]);
  await agrees(knownAt('LinesSettled'));
  await paymentLine(screen, personKey);
});

/** The same payment as the list of its batch has it, amount and all. */
const paymentLine = async (screen: Screen, personKey: string): Promise<void> => {
  const { page, open } = screen;
  const { items } = await read<{ items: { readonly batchId: string; readonly lineNo: number; readonly amountFen: number }[] }>(screen, `/people/${personKey}/payments?limit=10`);
  const [paid] = items;
  expect([items.length, paid?.batchId]).toEqual([1, batchId]);
  await open(`/batches/${encodeURIComponent(batchId)}`);
  await page.getByRole('tab', { name: 'Lines' }).click();
  const row = page.getByRole('row', { name: new RegExp(`^${paid?.lineNo ?? ''} .*Credited`) });
  await row.press('Enter');
  const drawer = page.getByRole('dialog', { name: `Why line ${paid?.lineNo ?? ''} has this amount` });
  await drawer.getByText(/^Attempt 1: Credited/).waitFor();
  await drawer.getByText(/12 months; by month, by layer and by funder it adds to the amount on the list/).waitFor();
};

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { accessTroubles, cutSideways } from './support/axe';
import { Tongue, sizes } from './support/screen';
import { Stage, onScreen } from './support/stage';

const reason = '信访复核';

const ask = async <T>(page: Page, path: string, body: object): Promise<T> => {
  const answer = await page.request.post(`/api/v1${path}`, { data: body });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
};
const read = async <T>(page: Page, path: string): Promise<T> => {
  const answer = await page.request.get(`/api/v1${path}`);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
};

interface Moment { readonly knownAt: string; readonly inForceOn: string }
interface Line { readonly key: string; readonly value: { readonly zh: string; readonly en: string } }

/** Somebody whose case was confirmed and who was paid: a life with everything in it. */
const somebody = async (page: Page): Promise<{ readonly personKey: string; readonly applicationId: string }> => {
  const { items } = await read<{ items: { personKey: string; applicationId: string }[] }>(page, '/applications?scheme=rural-reward&status=confirmed&limit=1');
  const [found] = items;
  if (found === undefined) throw new Error('expected a confirmed case in the demo county');
  return found;
};

const sliders = (page: Page) => ({ known: page.locator('.replay-slider input').nth(0), force: page.locator('.replay-slider input').nth(1) });

/** A browser's slider is moved as its user moves it: to a place, and React hears of it. */
const move = (slider: ReturnType<typeof sliders>['known'], to: number): Promise<void> => slider.evaluate((input: HTMLInputElement, value) => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, String(value));
  input.dispatchEvent(new Event('input', { bubbles: true }));
}, to);

const shownState = (page: Page): Promise<readonly (readonly [string, string])[]> =>
  page.locator('.replay-state tr[data-key]').evaluateAll((rows) => rows.map((row) => [row.getAttribute('data-key') ?? '', row.querySelector('td')?.textContent ?? '']));

/** Codes are called by their names on the page; everything else stands there as the service says it. */
const hasNoCode = (words: string): boolean => !/[a-z]+-|\d{12}/.test(words) && words.length > 0;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'];

/** Days as the page writes them, without the gaps between words. */
const asShown = (words: string, tongue: Tongue): string => words.replace(/\b(\d{4})-(\d{2})(?:-(\d{2}))?\b/g, (_, year: string, month: string, day?: string) =>
  tongue === 'zh' ? `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}` : `${day === undefined ? '' : `${Number(day)} `}${months[Number(month) - 1] ?? ''} ${year}`).replace(/\s/g, '');

const agrees = async (page: Page, personKey: string, moment: Moment, tongue: Tongue = 'zh'): Promise<number> => {
  const { lines } = await ask<{ lines: readonly Line[] }>(page, '/replay/state', { subject: { personKey }, reason, moment });
  const shown = await shownState(page);
  expect(shown.map(([key]) => key)).toEqual(lines.map(({ key }) => key));
  for (const [index, { value }] of lines.entries()) if (hasNoCode(value.zh) && !lines[index]?.key.includes('branch')) expect(shown[index]?.[1].replace(/\s/g, '')).toBe(asShown(value[tongue], tongue));
  return lines.length;
};

export const inspectorJourneys = (stage: () => Stage): void => {
  it('an inspector moves what was known and what is in force, and the page agrees with the service at every point', () => onScreen(stage(), ['wide', 'zh'], async ({ page, signIn, open, sayWhy }) => {
    await signIn('inspector');
    const { personKey } = await somebody(page);
    const { events } = await ask<{ events: readonly { readonly recordedAt: string }[] }>(page, '/replay/events', { subject: { personKey }, reason });
    const instants = [...new Set(events.map(({ recordedAt }) => recordedAt))].sort();
    await open(`/people/${personKey}/replay`);
    await sayWhy(reason);
    // The look that opened the page is the last instant; nothing that follows on the page is a look of its own.
    const { known, force } = sliders(page);
    const day = page.locator('.replay-points .day-input input');
    const points = [0, Math.floor(instants.length / 3), Math.floor((instants.length * 2) / 3)];
    const counts: number[] = [];
    for (const at of points) {
      await move(known, at);
      counts.push(await agrees(page, personKey, { knownAt: instants[at] ?? '', inForceOn: await day.inputValue() }));
    }
    expect(new Set(counts).size).toBeGreaterThan(1);
    // The day in force by itself: what was known stays the same.
    await page.getByRole('button', { name: '以此时点为比较起点' }).click();
    const before = { knownAt: instants[points[2] ?? 0] ?? '', inForceOn: await day.inputValue() };
    await force.focus();
    await page.keyboard.press('Home');
    const earlier = { ...before, inForceOn: await day.inputValue() };
    expect(earlier.inForceOn < before.inForceOn).toBe(true);
    await agrees(page, personKey, earlier);
    await move(known, 1);
    const after = { ...earlier, knownAt: instants[1] ?? '' };
    const changes = await ask<readonly unknown[]>(page, '/replay/changes', { subject: { personKey }, reason, before, after });
    expect(changes.length).toBeGreaterThan(0);
    expect(await page.locator('.replay-state tr.replay-changed').count()).toBe(changes.length);
    expect(await page.getByRole('region', { name: '状态' }).locator('[role=status]').innerText()).toContain(`${changes.length} 处变化`);
    // On paper: no sliders, the grounds open, nothing of the frame.
    await page.emulateMedia({ media: 'print' });
    expect([await page.locator('.replay-slider-row').first().isVisible(), await page.locator('nav').first().isVisible(), await page.locator('.replay-timeline ul').first().isVisible()]).toEqual([false, false, true]);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
    await page.emulateMedia({ media: 'screen' });
  }));

  it('an inspector moves both sliders on a phone, in English, with a finger wide enough for everything', () => onScreen(stage(), ['phone', 'en'], async ({ page, signIn, open, sayWhy }) => {
    await signIn('inspector');
    const { personKey } = await somebody(page);
    await open(`/people/${personKey}/replay`);
    await sayWhy(reason);
    const { events } = await ask<{ events: readonly { readonly recordedAt: string }[] }>(page, '/replay/events', { subject: { personKey }, reason });
    const instants = [...new Set(events.map(({ recordedAt }) => recordedAt))].sort();
    const { known, force } = sliders(page);
    const day = page.locator('.replay-points .day-input input');
    const at = Math.floor(instants.length / 2);
    await move(known, at);
    const there = await agrees(page, personKey, { knownAt: instants[at] ?? '', inForceOn: await day.inputValue() }, 'en');
    expect(await cutSideways(page)).toBeNull();
    await force.focus();
    await page.keyboard.press('Home');
    expect(await agrees(page, personKey, { knownAt: instants[at] ?? '', inForceOn: await day.inputValue() }, 'en')).toBeGreaterThan(0);
    expect(there).toBeGreaterThan(5);
    expect([await accessTroubles(page), await cutSideways(page)]).toEqual([[], null]);
  }));

  it('an inspector reads a rate to the last digit, takes it away as a file, and opens the people behind it', () => onScreen(stage(), ['wide', 'zh'], async ({ page, signIn, open, settled }) => {
    await signIn('inspector');
    const [county] = (await read<{ roles: { areaCode: string }[] }>(page, '/session')).roles;
    const query = `year=2016&areaCode=${county?.areaCode ?? ''}&on=2016-08-31`;
    type Rate = { readonly numerator: number; readonly denominator: number; readonly percent: string };
    const rates = (await read<{ scheme: string; coverage: Rate; creditSuccess: { count: Rate }; returned: { count: Rate }; timelyDisbursement: { amountFen: Rate } }[]>(page, `/rates?${query}`)).find(({ scheme }) => scheme === 'rural-reward');
    if (rates === undefined) throw new Error('expected rates of the demo county');
    await open('/rates?scheme=rural-reward&year=2016&on=2016-08-31');
    const said = (id: string): Promise<string> => page.locator(`strong[data-rate=${id}]`).innerText();
    expect([await said('coverage'), await said('returned'), await said('timely-amount')]).toEqual([rates.coverage.percent, rates.returned.count.percent, rates.timelyDisbursement.amountFen.percent]);
    await page.locator('.chart canvas').first().waitFor();
    const days = await read<{ on: string; rates: { scheme: string; coverage: Rate }[] }[]>(page, `/rates/over-time?${query}`);
    expect(await page.locator('section[aria-label=逐月变化] tbody tr').count()).toBe(days.length);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载表格（CSV）：逐月变化' }).click()]);
    const csv = readFileSync(await file.path(), 'utf8');
    expect(csv.startsWith('\uFEFF截至日,覆盖率')).toBe(true);
    for (const { on, rates: found } of days) expect(csv).toContain(`${on},${found.find(({ scheme }) => scheme === 'rural-reward')?.coverage.percent ?? '—'},`);
    // The same days as an earlier day knew them, and what has become known since, in words.
    const known = page.getByLabel('按哪天所知');
    await known.fill('2016-07-20');
    await page.locator('li[data-since]').first().waitFor();
    await settled();
    const then = (await read<{ scheme: string; coverage: Rate; creditSuccess: { count: Rate } }[]>(page, `/rates?${query}&knownOn=2016-07-20`)).find(({ scheme }) => scheme === 'rural-reward');
    expect([await said('coverage'), await said('credit')]).toEqual([then?.coverage.percent, then?.creditSuccess.count.percent]);
    const credit = await page.locator('li[data-since=credit]').innerText();
    expect(credit).toContain(`当时 ${then?.creditSuccess.count.percent ?? ''} (${then?.creditSuccess.count.numerator ?? ''} / ${then?.creditSuccess.count.denominator ?? ''})，今天所知 ${rates.creditSuccess.count.percent}`);
    await page.getByRole('button', { name: '改看今天所知' }).click();
    await page.locator('li[data-since]').first().waitFor({ state: 'detached' });
    await settled();
    expect(await said('credit')).toBe(rates.creditSuccess.count.percent);
    await page.getByRole('button', { name: '名单：覆盖率', exact: true }).click();
    const list = page.getByRole('dialog');
    await list.getByText('计入的（分子）').click();
    await settled();
    expect(await list.locator('tbody tr[data-row-key]').count()).toBe(rates.coverage.numerator);
    await list.getByRole('link').first().click();
    await page.waitForURL(/\/people\/[a-z2-7]+\/replay$/);
  }));

  it('an inspector executes the decisions about somebody again, and sees the way of the case in its procedure', () => onScreen(stage(), ['wide', 'zh'], async ({ page, signIn, open, sayWhy }) => {
    await signIn('inspector');
    const { personKey, applicationId } = await somebody(page);
    const executed = await ask<readonly { readonly outcome: string }[]>(page, '/replay/executions', { subject: { personKey }, reason });
    await open(`/people/${personKey}/replay`);
    await page.getByRole('link', { name: '把决定重新执行一遍' }).click();
    await page.locator('.look-reason').waitFor();
    await sayWhy(reason);
    expect(executed.length).toBeGreaterThan(4);
    expect(await page.locator('main [role=status]').first().innerText()).toBe(`共 ${executed.length} 项决定：一致 ${executed.length} 项，不一致 0 项`);
    await open(`/procedures?case=${applicationId}`);
    expect(await page.locator('.procedure-drawing .procedure-ended').getAttribute('data-step')).toBe('>confirmed');
    const standing = await read<{ status: string; cases: number }[]>(page, '/procedures/standing?scheme=rural-reward');
    await open('/procedures?of=rural-reward@1');
    expect(await page.locator('tr[data-step=">confirmed"] td').first().innerText()).toBe(String(standing.find(({ status }) => status === 'confirmed')?.cases));
    await page.setViewportSize(sizes.phone);
    expect(await cutSideways(page)).toBeNull();
  }));
};

/** Measures the page of a life with 500 events: how long it takes to open, and how many frames a second its sliders hold. */
import { openScreen } from './with-county.mjs';

const eventsCount = 500;
const openMsMax = 300;
const framesPerSecondMin = 50;
const rounds = 5;
const steps = 100;
const reason = '测量';

const medianOf = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Somebody's own recorded year, lived through again with other days and batches until there are events enough. */
const longLife = (history) => {
  const isOfYear = ({ type, data }) => type !== 'EntitlementCarriedOver' && JSON.stringify(data).includes('.2016.1');
  const year = history.events.filter(isOfYear);
  if (year.length === 0) throw new Error('expected somebody who was paid in 2016');
  const events = history.events.filter((event) => !isOfYear(event) && event.recordedAt < '2016-03');
  const versions = new Map();
  for (let later = 2016; events.length < eventsCount; later += 1) {
    for (const event of year) {
      if (events.length === eventsCount) break;
      const moved = JSON.parse(JSON.stringify(event).replaceAll('.2016.1', `.${later}.1`).replaceAll('2016-', `${later}-`));
      const version = Math.max(versions.get(moved.stream) ?? 0, moved.stream.startsWith('ledger-') ? 0 : moved.version - 1) + 1;
      versions.set(moved.stream, version);
      events.push({ ...moved, version });
    }
  }
  return { ...history, events };
};

const somebodyPaid = async (page) => {
  const { items } = await (await page.request.get('/api/v1/applications?scheme=rural-reward&status=confirmed&limit=1')).json();
  const [{ personKey }] = items;
  const history = await (await page.request.post('/api/v1/replay/events', { data: { subject: { personKey }, reason } })).json();
  return { personKey, history };
};

/** From the answer of the server to the whole page on the screen; the answer itself is the server's to measure. */
const opened = async (page, personKey) => {
  await page.goto(`/people/${personKey}/replay`);
  await page.locator('.look-reason input').fill(reason);
  await page.evaluate(() => {
    window.shown = new Promise((resolve) => {
      const began = performance.now();
      const look = () => (document.querySelector('.replay-timeline') === null ? requestAnimationFrame(look) : requestAnimationFrame(() => resolve(performance.now() - began)));
      document.querySelector('.look-reason button[type=submit]').click();
      look();
    });
  });
  return page.evaluate(() => window.shown);
};

/** A slider is moved with every frame; what counts is how often the screen is drawn meanwhile. */
const framesOf = (page, which) => page.evaluate(async ({ at, moves }) => {
  const input = document.querySelectorAll('.replay-slider input')[at];
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  const began = performance.now();
  for (let move = 0; move < moves; move += 1) {
    set.call(input, String(Math.round(Number(input.max) * (1 - move / moves))));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await frame();
  }
  return (moves * 1_000) / (performance.now() - began);
}, { at: which, moves: steps });

/** Prints what it found; true where a limit is passed. */
export const measureReplay = async ({ browser, county }) => {
  let isOver = false;
  const row = (what, found, unit, isFine, limit) => {
    if (!isFine) isOver = true;
    process.stdout.write(`${what.padEnd(52)} ${String(found).padStart(9)} ${unit}  (${limit})${isFine ? '' : '  MISSED'}\n`);
  };
  // Answers are given here, so no worker of the console may ask by itself.
  const screen = await openScreen(browser, county, 'wide', 'zh', 'block');
  await screen.signIn('inspector');
  const { page } = screen;
  const { personKey, history } = await somebodyPaid(page);
  const body = JSON.stringify(longLife(history));
  await page.route('**/api/v1/replay/events', (route) => route.fulfill({ contentType: 'application/json', body }));
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push(await opened(page, personKey));
  const openMs = Math.round(medianOf(times));
  row(`a life with ${eventsCount} events, opened (median)`, openMs, 'ms', openMs <= openMsMax, `at most ${openMsMax}`);
  for (const [at, name] of [[0, 'known then'], [1, 'in force']]) {
    const found = [];
    for (let round = 0; round < rounds; round += 1) found.push(await framesOf(page, at));
    const frames = Math.round(medianOf(found));
    row(`slider "${name}" over ${eventsCount} events (median)`, frames, 'frames a second', frames >= framesPerSecondMin, `at least ${framesPerSecondMin}`);
  }
  for (const complaint of screen.complaints()) process.stdout.write(`${complaint}\n`);
  await screen.close();
  return isOver;
};

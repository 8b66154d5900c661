/** Measures what people wait for, and ends with 1 where a limit is passed: bytes and time before the first page, each page's own bytes. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { measureReplay } from './measure-replay.mjs';
import { consoleFolder, openScreen, withCounty } from './with-county.mjs';

const bytesMax = 350_000;
const firstPageMsMax = 1_500;
const slowedTimes = 4;
const rounds = 7;

const assets = join(consoleFolder, 'dist', 'assets');
let isOver = false;
/** `beside`: what else is worth knowing of the figure. */
const row = (what, found, limit, unit, beside = '') => {
  if (limit !== null && found > limit) isOver = true;
  process.stdout.write(`${what.padEnd(52)} ${String(found).padStart(9)} ${unit}${limit === null ? '' : `  (at most ${limit})${found > limit ? '  TOO MUCH' : ''}`}${beside}\n`);
};

/** The page, what it names, and what those files name for at once; each in the smallest form that is sent. */
const beforeFirstPage = () => {
  const html = readFileSync(join(consoleFolder, 'dist', 'index.html'), 'utf8');
  const named = [...html.matchAll(/\/assets\/([^"]+)/g)].map(([, name]) => name);
  return Buffer.byteLength(html) + named.reduce((sum, name) => sum + sizeOf(name), 0);
};

const sizeOf = (name) => statSync(join(assets, readdirSync(assets).includes(`${name}.br`) ? `${name}.br` : name)).size;

const medianOf = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A browser that has never been here, its processor slowed; from asking for the address to the words of the page. */
const timed = async ({ browser, county }, { isSignedIn, width }) => {
  // A worker that keeps the console from the sign-in on would make this anything but the first time.
  const screen = await openScreen(browser, county, width, 'zh', 'block');
  if (isSignedIn) await screen.signIn('county-1');
  const devtools = await screen.page.context().newCDPSession(screen.page);
  await devtools.send('Network.enable');
  await devtools.send('Network.clearBrowserCache');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowedTimes });
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  const started = performance.now();
  await screen.page.goto('/', { waitUntil: 'commit' });
  await screen.page.locator('h1').first().waitFor();
  const ms = Math.round(performance.now() - started);
  await screen.close();
  return { ms, bytes };
};

await withCounty(async (stage) => {
  row('bytes before the first page, compressed (files)', beforeFirstPage(), bytesMax, 'bytes');
  for (const [isSignedIn, width] of [[false, 'phone'], [true, 'phone'], [true, 'wide']]) {
    const found = [];
    for (let round = 0; round < rounds; round += 1) found.push(await timed(stage, { isSignedIn, width }));
    const what = isSignedIn ? `first page of somebody signed in, ${width}` : 'sign-in page';
    const times = found.map(({ ms }) => ms);
    row(`${what}, processor slowed ${slowedTimes} times (median)`, medianOf(times), firstPageMsMax, 'ms', `  ${rounds} times: ${Math.min(...times)} to ${Math.max(...times)}`);
    row(`${what}, bytes over the line`, medianOf(found.map(({ bytes }) => bytes)), isSignedIn ? null : bytesMax, 'bytes');
  }
  if (await measureReplay(stage)) isOver = true;
  for (const name of readdirSync(assets).filter((each) => /\.(js|css)$/.test(each))) row(`  ${name}`, sizeOf(name), null, 'bytes');
});
process.exitCode = isOver ? 1 : 0;

/**
 * Takes a picture of every page of the menu into docs/console, as the first role that uses it sees it: wide in both languages, and as a phone shows it.
 * `--every` takes each role in both languages and widths, to be looked at and not to be kept; `--into <folder>` says where.
 */
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { addressOf, consoleFolder, officerOf, openScreen, pages, sizes, withCounty } from './with-county.mjs';

const { values: { every, into } } = parseArgs({ options: { every: { type: 'boolean', default: false }, into: { type: 'string' } } });
const wanted = into === undefined ? join(consoleFolder, '..', '..', 'docs', 'console') : resolve(into);
mkdirSync(dirname(wanted), { recursive: true });
/** Beside its place until the last picture is there: whoever interrupts this keeps the pictures from before. */
const target = mkdtempSync(`${wanted}-`);
const looks = [['wide', 'zh'], ['wide', 'en'], ['phone', 'zh'], ...(every ? [['phone', 'en']] : [])];
/** Pages about one person ask why somebody looks. */
const look = { zh: '示例截图', en: 'Pictures of the demo' };
const quality = 60;
const folderMode = 0o755;
/** What is further down in a long list looks like what is above it. */
const heightMax = 1_600;
const kilobyte = 1_024;
const drawnAfterMs = 500;

/** `/cases/:applicationId` becomes `cases-one`; the front page, `today`. */
const nameOf = (path) => path.split('/').filter((part) => part !== '').map((part) => (part.startsWith(':') ? 'one' : part)).join('-') || 'today';

const shoot = async (screen, file) => {
  const devtools = await screen.page.context().newCDPSession(screen.page);
  const { width, height } = await screen.page.evaluate(() => {
    // What is further down is drawn when somebody comes there, and in a picture nobody does.
    for (const element of document.querySelectorAll('main *')) if (getComputedStyle(element).contentVisibility === 'auto') element.style.contentVisibility = 'visible';
    return { width: innerWidth, height: Math.max(innerHeight, document.documentElement.scrollHeight) };
  });
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality, captureBeyondViewport: true, clip: { x: 0, y: 0, width, height: Math.min(height, heightMax), scale: 1 } });
  writeFileSync(join(target, file), Buffer.from(data, 'base64'));
};

/** One officer's pages in one look. What they have nothing for is said, and not shown. */
const takeFor = async (stage, [width, tongue], role, taken) => {
  const shown = pages.filter(({ roles }) => (every ? roles.includes(role) : roles[0] === role));
  if (shown.length === 0) return;
  const screen = await openScreen(stage.browser, stage.county, width, tongue);
  try {
    await screen.signIn(officerOf[role]);
    for (const page of shown) {
      const address = await addressOf(screen.page, page);
      if (address === null) {
        process.stdout.write(`${page.path}: ${officerOf[role]} has nothing to show there\n`);
        continue;
      }
      const file = `${nameOf(page.path)}-${every ? `${role}-` : ''}${width}-${tongue}.webp`;
      try {
        await screen.open(address);
        await screen.sayWhy(look[tongue]);
        // A chart draws itself after the answers are there.
        await screen.page.waitForTimeout(drawnAfterMs);
        await shoot(screen, file);
        taken.push({ file, width, tongue, name: nameOf(page.path), title: (await screen.page.title()) });
      } catch (error) {
        process.stdout.write(`${file}: ${error.message}\n`);
        process.exitCode = 1;
      }
    }
    for (const complaint of screen.complaints()) process.stdout.write(`${complaint}\n`);
  } finally {
    await screen.close();
  }
};

const takeSignIn = async ({ browser, county }, [width, tongue], taken) => {
  const screen = await openScreen(browser, county, width, tongue);
  await screen.page.goto('/');
  await screen.page.locator('h1').waitFor();
  await shoot(screen, `sign-in-${width}-${tongue}.webp`);
  taken.push({ file: `sign-in-${width}-${tongue}.webp`, width, tongue, name: 'sign-in', title: await screen.page.title() });
  await screen.close();
};

/** A page of pictures, in the order of the menu; each is called as its window is. */
const gallery = (taken) => {
  const names = [...new Set(taken.map(({ name }) => name))];
  const picture = ({ file, width, tongue, title }) => `<img src="${file}" width="${width === 'wide' ? 560 : 180}" alt="${title}, ${tongue === 'zh' ? 'in Chinese' : 'in English'}, ${sizes[width].width} pixels wide" />`;
  const parts = names.map((name) => {
    const all = taken.filter((each) => each.name === name);
    return `## ${all.find(({ tongue }) => tongue === 'zh')?.title ?? ''} · ${all.find(({ tongue }) => tongue === 'en')?.title ?? ''}\n\n${all.map(picture).join('\n')}\n`;
  });
  return `# 界面 · Pages of the console\n\n由 \`npm run screenshots\` 在演示县生成，人员均为虚构。Made by \`npm run screenshots\` over the synthetic people of the demo county.\n\n${parts.join('\n')}`;
};

await withCounty(async (stage) => {
  const taken = [];
  for (const as of looks) {
    await takeSignIn(stage, as, taken);
    for (const role of Object.keys(officerOf)) await takeFor(stage, as, role, taken);
  }
  writeFileSync(join(target, 'README.md'), gallery(taken));
  const bytes = taken.reduce((sum, { file }) => sum + statSync(join(target, file)).size, 0);
  process.stdout.write(`${taken.length} pictures, ${Math.round(bytes / kilobyte)} kB, in ${wanted}\n`);
  chmodSync(target, folderMode);
  rmSync(wanted, { recursive: true, force: true });
  renameSync(target, wanted);
}).finally(() => rmSync(target, { recursive: true, force: true }));

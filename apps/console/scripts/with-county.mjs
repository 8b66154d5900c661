/** A browser over a small demo county of its own, as the tests have it; needs what `npm run build` makes, and Debian's Chromium. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
require('../../../test/support/register-typescript.cjs');

export const { openScreen, officerOf, sizes, fillSignIn } = require('../../../test/console/support/screen.ts');
export const { addressOf } = require('../../../test/console/support/pages.ts');
export const { pages } = require('../src/menu.ts');
export const consoleFolder = fileURLToPath(new URL('..', import.meta.url));

const { startBrowser } = require('../../../test/console/support/browser.ts');
const { startCounty } = require('../../../test/console/support/county.ts');
const { submitApplication } = require('../../../test/console/support/applications.ts');

const oneIn = 50;

/** Ends what it started, whatever happens meanwhile. */
export const withCounty = async (work) => {
  const browser = await startBrowser();
  try {
    const county = await startCounty(oneIn);
    try {
      // Of the demo's own year everything is done: two cases are under way.
      for (const village of ['990101100001', '990101100002']) await submitApplication(county, village);
      await work({ browser, county });
    } finally {
      await county.stop();
    }
  } finally {
    await browser.close();
  }
};

import { Browser, chromium } from 'playwright-core';
import { describeWith, programPath } from '../../support/debian-program';

/** Debian's Chromium; its fonts for Chinese are `fonts-noto-cjk`. */
const program = 'chromium';

// Nothing is asked of anybody else's server while a test runs. A process of root has no sandbox to offer.
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A name for the same service that browsers do not take for their own computer: over plain http they encrypt nothing there. */
export const insecureHost = 'county.test';

export const startBrowser = async (): Promise<Browser> => {
  const executablePath = programPath(program);
  if (executablePath === null) throw new Error(`${program} is missing: apt-get install ${program} fonts-noto-cjk`);
  return chromium.launch({ executablePath, headless: true, args: [...quiet, `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] });
};

/** Journeys through the console; left out, with a line that says so, where there is no Chromium. */
export const describeInBrowser = (name: string, body: () => void): void => describeWith(program, name, body);

import type { BrowserContext } from 'playwright-core';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LocalDate, instantOf } from '@zhibu/kernel';

/** A clock that a county and the browsers of its officers share, because a public notice hangs for more than a week. */
export interface CountyClock {
  /** What the programs of the county are started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Ten in the morning of a later day: never back, so that what was recorded stays in order. Every session has run out by then. */
  goOnTo(day: LocalDate): void;
  /** Pages that are opened from now on show the time of the county. */
  showIn(context: BrowserContext): Promise<void>;
  remove(): void;
}

const workBegins = 10;

/** The same in a page as in `county-clock-preload.cjs`: handed over as text, it can refer to nothing around it. */
const shiftDate = (aheadMs: number): void => {
  const RealDate = Date;
  const now = (): number => RealDate.now() + aheadMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parts, made) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, made) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, name): unknown => (name === 'now' ? now : Reflect.get(target, name)),
  });
};

export const startCountyClock = (from: LocalDate): CountyClock => {
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-clock-'));
  const file = join(folder, 'ahead-ms');
  let aheadMs = -Infinity;
  const goOnTo = (day: LocalDate): void => {
    const next = Date.parse(instantOf(day, workBegins)) - Date.now();
    if (next <= aheadMs) throw new Error(`expected a later day than it is in the county, found ${day}`);
    aheadMs = next;
    // Programs look at it at any time, and never at half of it.
    writeFileSync(`${file}.next`, String(aheadMs));
    renameSync(`${file}.next`, file);
  };
  goOnTo(from);
  return {
    // In quotes: the folder of the project may have a space in its name.
    env: { ZHIBU_TEST_CLOCK: file, NODE_OPTIONS: `--require ${JSON.stringify(resolve(__dirname, 'county-clock-preload.cjs'))}` },
    goOnTo,
    showIn: async (context) => void (await context.addInitScript(shiftDate, aheadMs)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

'use strict';
// Loaded before the programs of a county whose clock is not that of the computer: says how far it is ahead. The file is looked at a few times a second.
const { readFileSync } = require('node:fs');

const [file, lookedMs] = [process.env.ZHIBU_TEST_CLOCK, 100];
const RealDate = Date;
let [aheadMs, lookedAt] = [0, -Infinity];

const now = () => {
  const real = RealDate.now();
  if (real - lookedAt > lookedMs) {
    lookedAt = real;
    try {
      aheadMs = Number(readFileSync(file, 'utf8')) || 0;
    } catch {
      // Being written just now: what was read last still holds.
    }
  }
  return real + aheadMs;
};

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parts, made) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, made),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

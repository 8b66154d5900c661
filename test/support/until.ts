import { setTimeout as wait } from 'node:timers/promises';

/** Waits until a condition holds; fails with its text when it does not come true in time. */
export const until = async (holds: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> => {
  for (const endMs = Date.now() + withinMs; Date.now() < endMs; await wait(20)) if (await holds()) return;
  throw new Error(`this did not come true within ${withinMs} ms: ${holds.toString()}`);
};

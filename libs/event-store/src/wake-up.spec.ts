import { WakeUp } from './wake-up';

const never = new AbortController().signal;

describe('WakeUp', () => {
  it('wakes every sleeper', async () => {
    const wakeUp = new WakeUp();
    const sleepers = [wakeUp.sleep(60_000, 0, never), wakeUp.sleep(60_000, 0, never)];
    wakeUp.notify();
    expect(await Promise.all(sleepers)).toEqual([true, true]);
  });

  it('does not sleep over what came between the read and the sleep', async () => {
    const wakeUp = new WakeUp();
    const seen = wakeUp.notifications;
    wakeUp.notify();
    expect(await wakeUp.sleep(60_000, seen, never)).toBe(true);
  });

  it('ends with the time or the signal', async () => {
    const wakeUp = new WakeUp();
    expect(await wakeUp.sleep(1, 0, never)).toBe(false);
    const ending = new AbortController();
    const sleeping = wakeUp.sleep(60_000, 0, ending.signal);
    ending.abort();
    expect(await sleeping).toBe(false);
    expect(await wakeUp.sleep(60_000, 0, ending.signal)).toBe(false);
  });
});

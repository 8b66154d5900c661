import { EngineMonitor, EngineState } from './engine-monitor';

/** A database that keeps every ask until it is let go. */
const worldOf = () => {
  const waiting: (() => void)[] = [];
  const told: EngineState[] = [];
  let asked = 0;
  const ask = (): Promise<void> => {
    asked += 1;
    return new Promise((resolve) => waiting.push(resolve));
  };
  const monitor = new EngineMonitor({ probes: [{ engine: 'database', ask }], onChange: (state) => told.push(state), answerWithinMs: 10 });
  return { monitor, told, asked: () => asked, letGo: () => waiting.splice(0).forEach((done) => done()) };
};

describe('an engine that does not answer', () => {
  it('is away, and is not asked again while it still owes an answer', async () => {
    const { monitor, told, asked } = worldOf();
    for (let look = 0; look < 20; look += 1) expect(await monitor.states(-1)).toMatchObject([{ ok: false, fault: { code: 'engine.no-answer' } }]);
    expect([asked(), told.length]).toEqual([1, 1]);
  });

  it('is asked again once it did, and is back with the first answer in time', async () => {
    const { monitor, told, asked, letGo } = worldOf();
    await monitor.states(-1);
    letGo();
    await new Promise((resolve) => setImmediate(resolve));
    expect(monitor.isAway('database')).toBe(true);
    const again = monitor.states(-1);
    letGo();
    expect(await again).toMatchObject([{ ok: true, fault: null }]);
    expect([asked(), told.map(({ ok }) => ok)]).toEqual([2, [false, true]]);
  });
});

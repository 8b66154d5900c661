import { RejectionError, text } from '@zhibu/kernel';
import type { ReadModelHealth } from '../health/health-report';
import { checkEngineState, checkFollowUps, checkQueue, checkReadModels } from './of-work';

describe('a read model', () => {
  const well: ReadModelHealth = { name: 'people', version: 3, generation: 1, role: 'live', code: 'same', behind: false, lagEvents: 0, lagMs: 0, stopped: false, stoppedAt: null };
  const stoppedAt = { checkpoint: '1', stream: 'person-a', version: 7, type: 'Noted', reason: 'unknown' };
  it.each([
    ['well', {}, true, 'v3.1 live, same, up to date', undefined],
    ['a moment behind', { behind: true, lagMs: 900, lagEvents: 12 }, true, 'v3.1 live, same, behind by 12 events, less than a second', undefined],
    ['long behind', { behind: true, lagMs: 3_600_000, lagEvents: 1_000 }, false, 'v3.1 live, same, behind by at least 1000 events, about 60 min', 'a worker is at work'],
    ['older than the code', { code: 'older-than-code' as const }, false, 'v3.1 live, older-than-code, up to date', 'zhibu rebuild people'],
    ['stopped at an event', { stopped: true, stoppedAt }, false, 'stopped at person-a/7 (Noted): unknown', 'zhibu rebuild people'],
  ])('that is %s is told, with what to do', (_, change, ok, en, todo) => {
    const [found, ...others] = checkReadModels([{ ...well, ...change }, { ...well, role: 'retired', stopped: true }]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ check: 'read-model people', ok, found: { zh: expect.stringMatching(/^(v3\.1 在用，|停在 person-a\/7（Noted）：)/) as string, en } });
    if (todo === undefined) expect(found?.todo).toBeUndefined();
    else expect(found?.todo?.en).toContain(todo);
  });
});

describe('work that waits', () => {
  const counts = { waiting: 3, active: 1, delayed: 2, failed: 0 };
  it('is told with how long the oldest has waited, and is wrong only with dead letters', () => {
    expect(checkQueue('returns', counts, 5_000)).toMatchObject({ ok: true, found: { zh: '等待 3（最早的已等约 5 秒），在办 1，定时 2，死信 0', en: 'waiting 3 (oldest about 5 s), active 1, delayed 2, dead 0' } });
    const dead = checkQueue('returns', { ...counts, failed: 1 }, 0);
    expect([dead.ok, dead.found.en, dead.todo?.en]).toEqual([false, 'waiting 3, active 1, delayed 2, dead 1', expect.stringContaining('run them again')]);
  });

  it('is nothing wrong as long as a worker turns events into jobs', () => {
    expect(checkFollowUps({ behind: true, events: 9 }, true)).toMatchObject({ ok: true, found: { en: 'behind by 9 events' } });
    expect(checkFollowUps({ behind: true, events: 9 }, false)).toMatchObject({ ok: false, todo: { en: 'No worker is at work: start one' } });
  });
});

it('an engine that is away is told with since when, and what that means for people', () => {
  const { rejection } = new RejectionError({ code: 'engine.away', message: text('队列不应答', 'the queue does not answer'), expected: text('应答', 'an answer'), actual: text('ECONNREFUSED', 'ECONNREFUSED') });
  expect(checkEngineState({ engine: 'queue', ok: false, fault: rejection, forMs: 61_000 })).toMatchObject({ ok: false, title: { en: 'Redis (the queue)' }, found: { en: 'the queue does not answer, for about 61 s' }, todo: { en: expect.stringContaining('People can work') as string } });
  expect(checkEngineState({ engine: 'database', ok: true, fault: null, forMs: 5 })).toMatchObject({ ok: true, found: { en: 'answers' } });
});

import { newId } from './new-id';
import { simulatedClock, systemClock } from './system-clock';

test('the simulated clock moves only forwards and says what it is', () => {
  const clock = simulatedClock('2016-01-01T00:00:00.000Z');
  clock.advance(1_500);
  expect(clock.now()).toBe('2016-01-01T00:00:01.500Z');
  clock.advanceTo('2016-02-01T00:00:00.000Z');
  expect(() => clock.advanceTo('2016-01-31T00:00:00.000Z')).toThrow(RangeError);
  expect(() => clock.advance(Number.NaN)).toThrow(RangeError);
  expect([clock.simulated, systemClock.simulated]).toEqual([true, false]);
  expect(Math.abs(Date.parse(systemClock.now()) - Date.now())).toBeLessThan(1_000);
});

test('identifiers are unique, valid UUIDs of version 7, and sort by the time they were made', () => {
  const ids = Array.from({ length: 10_000 }, (_, at) => newId(1_700_000_000_000 + at));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  expect([...ids].sort()).toEqual(ids);
});

import { demoPlan, publishedNumbers } from './demo-plan';

describe('the people of the demo county', () => {
  const people = demoPlan(publishedNumbers, 2016);
  const paid = (scheme: string, ...stories: string[]) => people.filter((p) => p.scheme === scheme && stories.includes(p.story)).length;
  const fresh = ['confirmed', 'returned-then-confirmed', 'objection-then-confirmed'];

  it('are as many as were published for 2016', () => {
    expect(paid('rural-reward', 'carried-over', ...fresh)).toBe(4228);
    expect([paid('only-child-bonus', 'carried-over'), paid('only-child-bonus', ...fresh)]).toEqual([6762, 266]);
    expect([paid('special-hardship', 'carried-over'), paid('special-hardship', ...fresh)]).toEqual([411, 61]);
  });

  it('are all different people of the synthetic area, the same for the same seed', () => {
    const numbers = people.map((p) => p.form.idNumber);
    expect(new Set(numbers).size).toBe(people.length);
    expect(numbers.every((number) => number.startsWith('990000'))).toBe(true);
    expect(JSON.stringify(demoPlan(publishedNumbers, 2016)) === JSON.stringify(people)).toBe(true);
    expect(JSON.stringify(demoPlan(publishedNumbers, 2017)) === JSON.stringify(people)).toBe(false);
  });

  it('meet every story that happens in life', () => {
    expect(new Set(people.map((p) => p.story)).size).toBe(7);
    expect(people.filter((p) => p.returnedOnce).length).toBe(20);
  });
});

import { pages } from '../menu';
import { keys } from './keys';

const doubles = (found: readonly string[]): readonly string[] => found.filter((key, index) => found.indexOf(key) !== index);

it('no two things are done by one key', () => {
  const pressed = Object.values(keys).map(({ key }) => key);
  expect(doubles(pressed)).toEqual([]);
  for (const key of pressed) expect(key).toMatch(/^[^\sA-Z]$/);
});

it('every page of the menu has a letter of its own, whatever roles somebody has', () => {
  const named = pages.filter(({ title }) => title !== null);
  expect(named.filter(({ letter }) => letter === undefined).map(({ path }) => path)).toEqual([]);
  expect(doubles(named.map(({ letter }) => letter ?? ''))).toEqual([]);
  for (const { letter } of named) expect(letter).toMatch(/^[a-z]$/);
});

it('a page that is not in the menu has no letter', () => {
  expect(pages.filter(({ title, letter }) => title === null && letter !== undefined)).toEqual([]);
});

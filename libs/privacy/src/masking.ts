const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const characters = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

/**
 * First and last character of a name: `王*`, `王*明`, `欧**明`. The separator `·` stays where it is, and a rare
 * character counts as one.
 */
export const maskName = (name: string): string => {
  const all = characters(name.trim());
  const shown = (index: number): boolean => index === 0 || (all.length > 2 && index === all.length - 1);
  if (all.length < 2) return '*';
  return all.map((character, index) => (shown(index) || character === '·' ? character : '*')).join('');
};

import * as fc from 'fast-check';
import { RecordSplitter } from './record-splitter';

const options = { delimiter: ',', quoted: true, charactersMax: 1_000 };
const split = (pieces: readonly string[], change = {}) => {
  const splitter = new RecordSplitter({ ...options, ...change });
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
};

describe('record splitter', () => {
  it('gives back every table, wherever the text is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', '王', '\u{20BB7}', ' '), maxLength: 6 });
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const write = (table: readonly (readonly string[])[], end: string): string => table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + end).join('');
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 5 }), (table, end, size) => {
        const text = write(table, end);
        const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
        expect(split(pieces)).toEqual(table);
      }),
    );
  });
  it('takes quotes for letters where the bank does', () => expect(split(['a"b|"c\r\n'], { quoted: false, delimiter: '|' })).toEqual([['a"b', '"c']]));
  it('ends with or without a line end', () => expect([split(['a,b\n']), split(['a,b']), split(['a,b\r'])]).toEqual(Array(3).fill([['a', 'b']])));
  it.each([['an open quote', '"a\nb'], ['text after a quote', '"a"b\n'], ['an endless record', 'x'.repeat(1_001)]])('refuses %s', (_, text) =>
    expect(() => split([text])).toThrow('file.format'));
});

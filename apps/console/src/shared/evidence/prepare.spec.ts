import { typeOfContent } from './file-type';
import { isWhole, namedOf, pieceOf } from './piece';
import { prepareEvidence, sizeWithin } from './prepare';

/** The file objects of jsdom cannot be read; a browser's can, and these stand for them. */
const file = (bytes: readonly number[]): Blob => {
  const made = (content: readonly number[]): Blob => ({ size: content.length, type: '', slice: (from: number, to: number) => made(content.slice(from, to)), arrayBuffer: async () => Uint8Array.from(content).buffer }) as unknown as Blob;
  return made(bytes);
};
const letters = (word: string): readonly number[] => [...word].map((letter) => letter.charCodeAt(0));

it.each([
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]], ['image/png', [0x89, ...letters('PNG'), 0x0d, 0x0a, 0x1a, 0x0a]], ['image/webp', letters('RIFF____WEBP')], ['application/pdf', letters('%PDF-1.7')],
  [null, letters('MZ__')], [null, letters('RIFF____WAVE')], [null, []],
] as const)('a file is %s by how it begins', async (type, bytes) => {
  expect(await typeOfContent(file(bytes))).toBe(type);
});

it('a picture is made smaller to the longest side, and never larger', () => {
  expect(sizeWithin(4_800, 3_600)).toEqual({ width: 2_400, height: 1_800 });
  expect(sizeWithin(3_000, 6_000)).toEqual({ width: 1_200, height: 2_400 });
  expect(sizeWithin(800, 600)).toEqual({ width: 800, height: 600 });
  expect(sizeWithin(100_000, 3)).toEqual({ width: 2_400, height: 1 });
});

it('whatever is no picture and no PDF is refused before anything is sent', async () => {
  expect(await prepareEvidence(file(letters('GIF89a')))).toEqual({ kind: 'wrong-type' });
});

it('a form names what the service keeps, under a title', () => {
  const sha256 = 'a'.repeat(64);
  const kept = pieceOf({ kind: 'other', title: ' 证明 ', sha256 });
  expect(namedOf([kept, { ...kept, sha256: null, content: file([]) }])).toEqual([{ kind: 'other', title: '证明', sha256 }]);
  expect([isWhole(kept), isWhole({ ...kept, title: ' ' }), isWhole({ ...kept, sha256: null })]).toEqual([true, false, false]);
});

import { tellsMore } from './left-in-picture';

const letters = (word: string): readonly number[] => [...word].map((letter) => letter.charCodeAt(0));
const segment = (marker: number, content: readonly number[]): readonly number[] => [0xff, marker, 0, content.length + 2, ...content];
const jpeg = (...segments: readonly (readonly number[])[]): Uint8Array => Uint8Array.from([0xff, 0xd8, ...segments.flat(), 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);
const chunk = (name: string, content: readonly number[] = []): readonly number[] => [0, 0, 0, content.length, ...letters(name), ...content, 0, 0, 0, 0];
const png = (...chunks: readonly (readonly number[])[]): Uint8Array => Uint8Array.from([0x89, ...letters('PNG'), 13, 10, 26, 10, ...chunks.flat(), ...chunk('IEND')]);
const webp = (first: string, flags: number): Uint8Array => Uint8Array.from([...letters('RIFF____WEBP'), ...letters(first), 10, 0, 0, 0, flags, 0, 0, 0]);

const jfif = segment(0xe0, letters('JFIF'));
const table = segment(0xdb, [1, 2, 3]);

it.each([
  ['only what draws it', jpeg(jfif, segment(0xe2, letters('ICC_PROFILE..')), segment(0xee, letters('Adobe')), table), false],
  ['the place', jpeg(jfif, segment(0xe1, letters('Exif..')), table), true],
  ['a preview', jpeg(jfif, segment(0xe2, letters('MPF.')), table), true],
  ['a caption', jpeg(jfif, segment(0xed, letters('Photoshop')), table), true],
  ['words', jpeg(jfif, table, segment(0xfe, letters('Zhang'))), true],
  ['the place after the first bytes that fill up', jpeg(jfif, [0xff], segment(0xe1, letters('Exif'))), true],
  ['nothing that can be read', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1]), true],
] as const)('a JPEG with %s', (_, bytes, tells) => {
  expect(tellsMore(bytes, 'image/jpeg')).toBe(tells);
});

it.each([['IDAT', false], ['eXIf', true], ['iTXt', true], ['tIME', true]] as const)('a PNG with %s', (name, tells) => {
  expect(tellsMore(png(chunk('IHDR', [1, 2]), chunk(name, [7]), chunk('IDAT', [9])), 'image/png')).toBe(tells);
});

it.each([['VP8 ', 0xff, false], ['VP8X', 0x10, false], ['VP8X', 0x18, true], ['VP8X', 0x04, true]] as const)('a WebP that begins with %s and says %i', (first, flags, tells) => {
  expect(tellsMore(webp(first, flags), 'image/webp')).toBe(tells);
});

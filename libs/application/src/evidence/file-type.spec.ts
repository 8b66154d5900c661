import { sampleJpeg, samplePdf, samplePng, sampleWebp } from '../testing/sample-files';
import { fileTypeOf, fileTypes } from './file-type';

const samples = { 'image/jpeg': sampleJpeg(), 'image/png': samplePng(), 'image/webp': sampleWebp(), 'application/pdf': samplePdf() } as const;
const codeOf = (content: Uint8Array): string => {
  const found = fileTypeOf(content);
  return found.ok ? found.value : found.rejection.code;
};

describe('what a file is by its content', () => {
  it.each(fileTypes)('knows %s', (type) => expect(codeOf(samples[type])).toBe(type));

  it.each(fileTypes)('finds %s cut at any place', (type) => {
    const whole = samples[type];
    // A PDF may end with or without a line break.
    const last = type === 'application/pdf' ? whole.length - 2 : whole.length - 1;
    for (let length = 0; length <= last; length += 1) expect([length, ['evidence.type', 'evidence.not-whole']]).toEqual([length, expect.arrayContaining([codeOf(whole.subarray(0, length))])]);
  });

  it('sees through a name: programs, pages, archives, texts and nothing at all', () => {
    for (const begin of ['MZ\u0090\0', '<html><script>', 'PK\u0003\u0004', 'GIF89a', '<svg xmlns="', '姓名,身份证号']) expect(codeOf(Buffer.from(begin, 'latin1'))).toBe('evidence.type');
    const nothing = fileTypeOf(new Uint8Array());
    expect(nothing).toMatchObject({ ok: false, rejection: { code: 'evidence.type', actual: { zh: '空文件' } } });
  });

  it('says what it expected and what it found', () =>
    expect(fileTypeOf(Buffer.from('MZ\u0090\0', 'latin1'))).toMatchObject({ rejection: { expected: { en: expect.stringContaining('JPEG') }, actual: { en: 'content that begins with 4d 5a 90 00' } } }));

  it('takes a photograph with what a phone appends to it, and no PNG with anything after its end', () => {
    expect(codeOf(Buffer.concat([sampleJpeg(), Buffer.from('a short film')]))).toBe('image/jpeg');
    expect(codeOf(Buffer.concat([samplePng(), Buffer.from('PK\u0003\u0004')]))).toBe('evidence.not-whole');
  });

  it('finds a changed byte in a PNG by its checksums', () => {
    const changed = samplePng();
    changed[45] = (changed[45] ?? 0) ^ 1;
    expect(codeOf(changed)).toBe('evidence.not-whole');
  });

  it('refuses a picture that would unfold to gigabytes, and one without a size', () => {
    expect(codeOf(samplePng(1, 20_000, 20_000))).toBe('evidence.pixels');
    expect(codeOf(samplePng(1, 20_001, 1))).toBe('evidence.pixels');
    expect(codeOf(sampleJpeg(0, 480))).toBe('evidence.pixels');
  });

  it('reads the size of a WebP in each of its forms', () => {
    const webp = (name: string, data: Buffer): Buffer => {
      const [sizes, chunk] = [Buffer.alloc(4), Buffer.alloc(8)];
      sizes.writeUInt32LE(4 + 8 + data.length);
      chunk.write(name, 'ascii');
      chunk.writeUInt32LE(data.length, 4);
      return Buffer.concat([Buffer.from('RIFF'), sizes, Buffer.from('WEBP'), chunk, data]);
    };
    expect(codeOf(webp('VP8 ', Buffer.of(0, 0, 0, 0x9d, 0x01, 0x2a, 10, 0, 20, 0)))).toBe('image/webp');
    expect(codeOf(webp('VP8 ', Buffer.of(0, 0, 0, 0x9d, 0x01, 0x2a, 0, 0, 20, 0)))).toBe('evidence.pixels');
    expect(codeOf(webp('VP8X', Buffer.alloc(10)))).toBe('evidence.not-whole');
    expect(codeOf(webp('JUNK', Buffer.alloc(10)))).toBe('evidence.not-whole');
  });

  it('refuses a PDF whose table lies beyond its end', () =>
    expect(codeOf(Buffer.from('%PDF-1.7\nstartxref\n99999\n%%EOF', 'latin1'))).toBe('evidence.not-whole'));

  it('answers whatever bytes follow the beginning of a type', () => {
    let seed = 7;
    const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16;
    for (const whole of Object.values(samples)) {
      for (let round = 0; round < 2_000; round += 1) {
        const changed = Buffer.from(whole);
        for (let times = 0; times < 4; times += 1) changed[next() % changed.length] = next() & 0xff;
        expect(typeof codeOf(changed)).toBe('string');
      }
    }
  });
});

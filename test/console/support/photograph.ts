import type { Page } from 'playwright-core';

const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const entry = (tag: number, type: number, count: number, value: Buffer): Buffer => Buffer.concat([uint16(tag), uint16(type), uint32(count), value, Buffer.alloc(4 - value.length)]);

/** What a telephone writes into a photograph: held upright (6), and taken at a place. */
const exif = (): Buffer => {
  const [orientation, gps, latitudeRef, short, long, ascii] = [0x0112, 0x8825, 1, 3, 4, 2];
  const first = Buffer.concat([uint16(2), entry(orientation, short, 1, uint16(6)), entry(gps, long, 1, uint32(38)), uint32(0)]);
  const place = Buffer.concat([uint16(1), entry(latitudeRef, ascii, 2, Buffer.from('N\0')), uint32(0)]);
  const content = Buffer.concat([Buffer.from('Exif\0\0MM\0*'), uint32(8), first, place, Buffer.from('SECRET-PLACE 30.5N 114.3E')]);
  return Buffer.concat([Buffer.from([0xff, 0xe1]), uint16(content.length + 2), content]);
};

export interface Photograph {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/**
 * A photograph as a telephone makes it, lying on its side with a note that it is to be turned: its left half, which is the upper one when it
 * is turned, is red. `grain` makes it as large as a real one.
 */
export const photograph = async (page: Page, name: string, [width, height]: readonly [number, number], grain: boolean): Promise<Photograph> => {
  const drawn = await page.evaluate(async ([w, h, rough]) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [w, h];
    const pen = canvas.getContext('2d');
    if (pen === null) throw new Error('expected something to draw on');
    const picture = pen.createImageData(w, h);
    for (let at = 0; at < picture.data.length; at += 4) {
      const isLeft = (at / 4) % w < w / 2;
      const noise = rough ? Math.random() * 90 : 0;
      picture.data.set([isLeft ? 200 : noise, noise, isLeft ? noise : 200, 255], at);
    }
    pen.putImageData(picture, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
    return await new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result.replace(/^.*,/, '') : '');
      reader.readAsDataURL(blob ?? new Blob());
    });
  }, [width, height, grain] as const);
  const plain = Buffer.from(drawn, 'base64');
  return { name, mimeType: 'image/jpeg', buffer: Buffer.concat([plain.subarray(0, 2), exif(), plain.subarray(2)]) };
};

/** What a picture looks like when it is shown: its size, and the colour near its upper edge. */
export const lookOf = (page: Page, content: Buffer): Promise<{ readonly width: number; readonly height: number; readonly top: string }> => page.evaluate(async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.width, picture.height];
  const pen = canvas.getContext('2d');
  pen?.drawImage(picture, 0, 0);
  const [red = 0, , blue = 0] = pen?.getImageData(Math.floor(picture.width / 2), 10, 1, 1).data ?? [];
  return { width: picture.width, height: picture.height, top: red > blue ? 'red' : 'blue' };
}, content.toString('base64'));

/** A file let go of over the field. */
export const drop = async (page: Page, field: string, { name, mimeType, buffer }: Photograph): Promise<void> => {
  const data = await page.evaluateHandle(([base64, file, type]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], file, { type }));
    return transfer;
  }, [buffer.toString('base64'), name, mimeType] as const);
  await page.dispatchEvent(field, 'drop', { dataTransfer: data });
};

/** A whole PDF of one empty page. */
export const smallPdf = (): Photograph => {
  const parts = ['%PDF-1.4\n', '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n', '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n', '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n'];
  const places = parts.map((_, index) => parts.slice(0, index).join('').length).slice(1);
  const body = parts.join('');
  const table = `xref\n0 4\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`;
  return { name: 'attestation.pdf', mimeType: 'application/pdf', buffer: Buffer.from(body + table) };
};

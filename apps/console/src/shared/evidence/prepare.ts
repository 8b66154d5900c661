import { EvidenceType, evidenceBytesMax, typeOfContent } from './file-type';
import { tellsMore } from './left-in-picture';

/** An A4 page at 200 dots per inch: small print stays readable. */
const longSideMax = 2_400;
/** A picture below both limits goes as it is, where it carries nothing but the picture. */
const bytesKept = 1_000_000;
const jpegQuality = 0.85;

export type Prepared =
  | { readonly kind: 'ready'; readonly content: Blob; readonly type: EvidenceType; readonly bytesBefore: number }
  | { readonly kind: 'wrong-type' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'too-large'; readonly bytes: number };

/** Width and height within the longest side, never larger than they are. */
export const sizeWithin = (width: number, height: number, max = longSideMax): { readonly width: number; readonly height: number } => {
  const scale = Math.min(1, max / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
};

/** Drawn anew, which leaves behind whatever the file carried beside the picture; `null`: it can go as it is. */
const drawn = async (file: Blob, type: Exclude<EvidenceType, 'application/pdf'>): Promise<Blob | null> => {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = sizeWithin(picture.width, picture.height);
  const isSame = width === picture.width && height === picture.height;
  const tells = tellsMore(new Uint8Array(await file.arrayBuffer()), type);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext('2d');
  if (isSame && !tells && file.size <= bytesKept) {
    picture.close();
    return null;
  }
  if (pen === null) throw new Error('expected something to draw on');
  // What was see-through would become black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', jpegQuality));
  if (made === null) throw new Error('expected a picture of what was drawn');
  return isSame && !tells && made.size >= file.size ? null : made;
};

/** The file as it will be sent: pictures no larger than is needed to read them and without the place they were taken at, a PDF untouched; type and size by the content. */
export const prepareEvidence = async (file: Blob): Promise<Prepared> => {
  const type = await typeOfContent(file);
  if (type === null) return { kind: 'wrong-type' };
  let content = new Blob([file], { type });
  if (type !== 'application/pdf') {
    try {
      content = (await drawn(content, type)) ?? content;
    } catch {
      return { kind: 'unreadable' };
    }
  }
  if (content.size > evidenceBytesMax) return { kind: 'too-large', bytes: content.size };
  return { kind: 'ready', content, type: type === 'application/pdf' || content.type === type ? type : 'image/jpeg', bytesBefore: file.size };
};

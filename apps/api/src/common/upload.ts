import type { Request } from 'express';
import { RejectionError, text } from '@zhibu/kernel';

/** Bytes of an uploaded file; the same for imports and return files, smaller for evidence. */
export const uploadBytesMax = 50 * 1024 * 1024;

const tooLarge = (bytesMax: number): RejectionError =>
  new RejectionError({
    code: 'request.too-large',
    message: text('文件过大', 'The file is too large'),
    expected: text(`最多 ${bytesMax} 字节`, `at most ${bytesMax} bytes`),
    actual: text('超过上限', 'more than that'),
  });

/** The body as it comes in; a stated length over the limit is refused unread, an unstated one when it is reached. */
export async function* uploaded(request: Request, bytesMax = uploadBytesMax): AsyncGenerator<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw tooLarge(bytesMax);
  let bytes = 0;
  // Not destroyed on the way out: the answer goes over the same socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw tooLarge(bytesMax);
    yield chunk;
  }
}

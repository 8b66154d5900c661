import { TextDecoder } from 'node:util';
import { RejectionError, Rejection } from '@zhibu/kernel';
import { rejection } from './rejections';

const utf8Mark = [0xef, 0xbb, 0xbf];

export const tooManyBytes = (max: number): Rejection =>
  rejection('file.too-large', ['文件过大', 'The file is too large'], [`最多 ${max} 字节`, `at most ${max} bytes`], ['超过上限', 'more than that']);

const notEncoded = (encoding: string): Rejection =>
  rejection('file.encoding', ['文件不是所说的编码', 'The file is not in the encoding it should have'], [encoding, encoding], ['有不能解码的字节', 'bytes that cannot be decoded']);

/**
 * Text of a byte stream, piece by piece, in the given encoding; a UTF-8 byte order mark at the start wins over
 * it and is removed. Throws `RejectionError` for bytes that cannot be decoded or for more than `bytesMax`.
 */
export async function* decodeStream(source: AsyncIterable<Uint8Array>, encoding: string, bytesMax: number, onBytes?: (bytes: Uint8Array) => void): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let [bytes, used] = [0, encoding];
  let head: Uint8Array = new Uint8Array(0);
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw new RejectionError(tooManyBytes(bytesMax));
      onBytes?.(chunk);
      if (decoder !== null) {
        yield decoder.decode(chunk, { stream: true });
        continue;
      }
      // The mark may be cut in two by the stream.
      head = Buffer.concat([head, chunk]);
      if (head.length < utf8Mark.length) continue;
      used = utf8Mark.every((byte, index) => head[index] === byte) ? 'utf-8' : encoding;
      decoder = new TextDecoder(used, { fatal: true });
      yield decoder.decode(head, { stream: true });
    }
    decoder ??= new TextDecoder(used, { fatal: true });
    yield bytes < utf8Mark.length ? decoder.decode(head) : decoder.decode();
  } catch (error) {
    if (error instanceof RejectionError) throw error;
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new RejectionError(notEncoded(used));
    throw error;
  }
}

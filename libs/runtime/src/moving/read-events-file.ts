import { Hash, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { text } from '@zhibu/kernel';
import { BlockLine, EndLine, HeaderLine, RowLine, eventLineStart, formatVersion, lineBytesMax } from './file-format';
import { fileCut, fileDamaged, newerFormat, notAnExport } from './move-refusals';

/** What stands in a file, in its order. An event stays text until somebody needs more of it. */
export type FileItem =
  | { readonly kind: 'header'; readonly header: HeaderLine }
  /** `number` from 1 in this file; `line` of the file, uncompressed. */
  | { readonly kind: 'event'; readonly number: number; readonly line: number; readonly text: string }
  | { readonly kind: 'block'; readonly block: BlockLine }
  | { readonly kind: 'row'; readonly line: RowLine }
  | { readonly kind: 'end'; readonly end: EndLine };

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Told of the compressed bytes that were read. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Reads a file from beginning to end and checks every hash and count as it goes: a block's events have come out before its
 * hash is reached, so whoever acts on them checks the whole file first. Throws a refusal that names the line.
 */
export async function* readEventsFile(path: string, options: ReadOptions): AsyncGenerator<FileItem> {
  const check = new FileCheck(path);
  try {
    for await (const lines of linesOf(path, options, check)) {
      for (const line of lines) yield check.next(line);
    }
  } catch (error) {
    throw check.ofStream(error);
  }
  check.ended();
}

/** The lines of each piece that was unpacked, without their line feeds. */
async function* linesOf(path: string, { signal, onBytes }: ReadOptions, check: FileCheck): AsyncGenerator<readonly Buffer[]> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  if (onBytes !== undefined) file.on('data', () => onBytes(file.bytesRead));
  // What fails in here is thrown where the pieces are read.
  const unpacked: Readable = pipeline(file, createGunzip({ chunkSize: 256 * 1024 }), () => undefined);
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of unpacked as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, from)) {
      lines.push(bytes.subarray(from, end));
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > lineBytesMax) throw check.lineTooLong();
    yield lines;
  }
  if (rest.length > 0) throw fileCut(check.lines, check.events);
}

const lineFeed = 0x0a;
const lineFeedBytes = Buffer.of(lineFeed);

/** Follows the lines of one file: what may come next, and what it has to be. */
class FileCheck {
  private readonly whole = createHash('sha256');
  private block: Hash = createHash('sha256');
  private blockFrom = 0;
  private inBlock = 0;
  private blocks = 0;
  private header: HeaderLine | null = null;
  private end: EndLine | null = null;
  private readonly rows: Record<string, number> = {};
  lines = 0;
  events = 0;

  constructor(private readonly path: string) {}

  next(bytes: Buffer): FileItem {
    this.lines += 1;
    if (this.end !== null) throw this.unexpected(text('结尾行之后没有内容', 'nothing after the end line'), bytes);
    if (this.header === null) return this.takeHeader(bytes);
    if (bytes.subarray(0, eventLineStart.length).toString('latin1') === eventLineStart) return this.takeEvent(bytes);
    const line = this.parsed(bytes);
    switch (line.kind) {
      case 'block':
        return this.takeBlock(line as unknown as BlockLine, bytes);
      case 'row':
        return this.takeRow(line as unknown as RowLine, bytes);
      case 'end':
        return this.takeEnd(line as unknown as EndLine);
      default:
        throw this.unexpected(text('事件、块、行或结尾', 'an event, a block, a row or the end'), bytes);
    }
  }

  /** What the file system or the unpacking says, in our words. */
  ofStream(error: unknown): unknown {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    if (code === 'Z_BUF_ERROR') return fileCut(this.lines, this.events);
    if (!code.startsWith('Z_')) return error;
    const said = error instanceof Error ? error.message : code;
    if (this.header === null) return notAnExport(this.path, said);
    return fileDamaged(`${this.lines + 1}+`, text('可以解压的内容', 'data that can be unpacked'), text(said, said));
  }

  ended(): void {
    if (this.header === null) throw notAnExport(this.path, 'no header');
    if (this.end === null) throw fileCut(this.lines, this.events);
  }

  lineTooLong(): Error {
    return fileDamaged(String(this.lines + 1), text(`每行最多 ${lineBytesMax} 字节`, `at most ${lineBytesMax} bytes in a line`), text('更长', 'longer'));
  }

  private takeHeader(bytes: Buffer): FileItem {
    let header: Partial<HeaderLine>;
    try {
      header = JSON.parse(bytes.toString()) as HeaderLine;
    } catch {
      throw notAnExport(this.path, 'no JSON in line 1');
    }
    if (header.kind !== 'zhibu-events') throw notAnExport(this.path, `kind ${JSON.stringify(header.kind)}`);
    if (header.format !== formatVersion) throw newerFormat(header.format);
    this.header = header as HeaderLine;
    this.hashed(bytes, this.whole);
    return { kind: 'header', header: this.header };
  }

  private takeEvent(bytes: Buffer): FileItem {
    if (Object.keys(this.rows).length > 0 || this.inBlock >= (this.header?.blockEvents ?? 0)) throw this.unexpected(text('块的结尾', 'the end of a block'), bytes);
    this.hashed(bytes, this.whole);
    this.hashed(bytes, this.block);
    if (this.inBlock === 0) this.blockFrom = this.lines;
    this.inBlock += 1;
    this.events += 1;
    return { kind: 'event', number: this.events, line: this.lines, text: bytes.toString() };
  }

  private takeBlock(block: BlockLine, bytes: Buffer): FileItem {
    const found: BlockLine = { kind: 'block', number: this.blocks + 1, events: this.inBlock, sha256: this.block.digest('hex') };
    this.same(`${this.blockFrom}–${this.lines}`, found, block);
    this.hashed(bytes, this.whole);
    this.block = createHash('sha256');
    this.blocks += 1;
    this.inBlock = 0;
    return { kind: 'block', block };
  }

  private takeRow(line: RowLine, bytes: Buffer): FileItem {
    if (this.inBlock > 0) throw this.unexpected(text('块的结尾', 'the end of a block'), bytes);
    this.rows[line.table] = (this.rows[line.table] ?? 0) + 1;
    this.hashed(bytes, this.whole);
    return { kind: 'row', line };
  }

  private takeEnd(end: EndLine): FileItem {
    this.same(`1–${this.lines}`, { events: this.events, rows: this.rows, sha256: this.whole.digest('hex') }, { events: end.events, rows: end.rows, sha256: end.sha256 });
    if (this.inBlock > 0) throw fileDamaged(String(this.lines), text('块的结尾', 'the end of a block'), text('文件结尾', 'the end of the file'));
    this.end = end;
    return { kind: 'end', end };
  }

  private parsed(bytes: Buffer): { readonly kind?: unknown } {
    try {
      return (JSON.parse(bytes.toString()) ?? {}) as { readonly kind?: unknown };
    } catch {
      throw this.unexpected(text('JSON', 'JSON'), bytes);
    }
  }

  private hashed(bytes: Buffer, hash: Hash): void {
    hash.update(bytes).update(lineFeedBytes);
  }

  private same(lines: string, found: unknown, expected: unknown): void {
    const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
    if (is !== should) throw fileDamaged(lines, text(should, should), text(is, is));
  }

  /** A line may hold sealed data and names of streams: only how it begins is shown. */
  private unexpected(expected: ReturnType<typeof text>, bytes: Buffer): Error {
    const begins = JSON.stringify(bytes.subarray(0, 16).toString());
    return fileDamaged(String(this.lines), expected, text(`以 ${begins} 开头`, `it begins with ${begins}`));
  }
}

import { RejectionError } from '@zhibu/kernel';
import { rejection } from './rejections';

export interface SplitOptions {
  readonly delimiter: string;
  readonly quoted: boolean;
  /** Longest record, so that an open quote cannot swallow a file. */
  readonly charactersMax: number;
}

const unreadable = (zh: string, en: string, record: number): RejectionError =>
  new RejectionError(rejection('file.format', ['文件不能分成各行各列', 'The file cannot be split into rows and columns'], ['引号成对、长度有限的行', 'closed quotes and rows of bounded length'], [`第 ${record} 行：${zh}`, `row ${record}: ${en}`]));

/**
 * Splits delimited text (RFC 4180 quoting when `quoted`) into records, whatever the pieces it comes in. Rows may
 * differ in length: csv-parse 7 builds an error object for each such row, 80 microseconds apiece, and bank files
 * always have them. Throws `RejectionError` `file.format`.
 */
export class RecordSplitter {
  private rest = '';
  private records = 0;

  constructor(private readonly options: SplitOptions) {}

  push(text: string): string[][] {
    const buffer = this.rest + text;
    const found: string[][] = [];
    let start = 0;
    for (let end = this.endOfRecord(buffer, start); end >= 0; end = this.endOfRecord(buffer, start)) {
      // A CR at the very end may be half of a CRLF.
      if (buffer[end] === '\r' && end + 1 === buffer.length) break;
      found.push(this.cells(buffer.slice(start, end)));
      start = buffer[end] === '\r' && buffer[end + 1] === '\n' ? end + 2 : end + 1;
    }
    this.rest = buffer.slice(start);
    if (this.rest.length > this.options.charactersMax) throw unreadable('过长', 'too long', this.records + 1);
    return found;
  }

  end(): string[][] {
    const last = this.rest.replace(/\r$/, '');
    this.rest = '';
    return last === '' ? [] : [this.cells(last)];
  }

  /** Index of the line end that is not inside quotes, or -1. Looks no further than a record may reach. */
  private endOfRecord(buffer: string, start: number): number {
    const ends = this.options.quoted ? /["\r\n]/g : /[\r\n]/g;
    ends.lastIndex = start;
    let inside = false;
    for (let match = ends.exec(buffer); match !== null; match = ends.exec(buffer)) {
      if (match.index - start > this.options.charactersMax) return -1;
      if (match[0] === '"') inside = !inside;
      else if (!inside) return match.index;
    }
    return -1;
  }

  private cells(record: string): string[] {
    this.records += 1;
    const { delimiter, quoted, charactersMax } = this.options;
    if (record.length > charactersMax) throw unreadable('过长', 'too long', this.records);
    if (!quoted || !record.includes('"')) return record.split(delimiter);
    const cells: string[] = [];
    let at = 0;
    for (;;) {
      if (record[at] !== '"') {
        const next = record.indexOf(delimiter, at);
        cells.push(record.slice(at, next < 0 ? undefined : next));
        if (next < 0) return cells;
        at = next + 1;
        continue;
      }
      let close = record.indexOf('"', at + 1);
      while (close >= 0 && record[close + 1] === '"') close = record.indexOf('"', close + 2);
      if (close < 0) throw unreadable('引号没有闭合', 'a quote is not closed', this.records);
      cells.push(record.slice(at + 1, close).replaceAll('""', '"'));
      if (close + 1 === record.length) return cells;
      if (record[close + 1] !== delimiter) throw unreadable('引号后还有内容', 'text follows a closing quote', this.records);
      at = close + 2;
    }
  }
}

import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { addDays } from '@zhibu/kernel';
import { cellInError, digitsLost, fileProblem, mergedCells, notATable, tooMany } from './problems';
import { Grid, GridCell, GridRow, TableLimits, TableProblem, columnIndex, columnName } from './table';

/** Unpacked bytes of the parts that are read: a small file can unpack to any size. */
const unpackedBytesMax = 400 * 1024 * 1024;

type Parts = Readonly<Record<string, Uint8Array>>;
interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(value: string): void;
  close?(name: string): void;
}

const walk = (xml: string, handlers: XmlHandlers): void => {
  const parser = new SaxesParser();
  // Element names without their prefix: some programs write `x:row` for `row`.
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', (tag) => handlers.open(local(tag.name), tag.attributes as Record<string, string>));
  parser.on('text', (value) => handlers.text?.(value));
  parser.on('closetag', (tag) => handlers.close?.(local(tag.name)));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
};

const xmlOf = (parts: Parts, path: string): string | null => (parts[path] === undefined ? null : strFromU8(parts[path]));

const sharedStrings = (parts: Parts): string[] => {
  const strings: string[] = [];
  let [current, inText, phonetic] = ['', false, false];
  walk(xmlOf(parts, 'xl/sharedStrings.xml') ?? '<sst/>', {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic = true;
      inText = name === 't' && !phonetic;
    },
    text: (value) => {
      if (inText) current += value;
    },
    close: (name) => {
      if (name === 'si') strings.push(current);
      if (name === 'rPh') phonetic = false;
      if (name === 't') inText = false;
    },
  });
  return strings;
};

/** For each cell style: whether it shows a day. Built-in formats 14-22, 27-36 and 50-58 do (ECMA-376 18.8.30). */
const dateStyles = (parts: Parts): boolean[] => {
  const custom = new Map<string, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  walk(xmlOf(parts, 'xl/styles.xml') ?? '<styleSheet/>', {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCells = true;
      const id = attributes['numFmtId'] ?? '0';
      if (name === 'numFmt') custom.set(id, /[ymd年月日]/i.test((attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]/g, '')));
      if (name !== 'xf' || !inCells) return;
      const number = Number(id);
      styles.push(custom.get(id) ?? ((number >= 14 && number <= 22) || (number >= 27 && number <= 36) || (number >= 50 && number <= 58)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
};

interface Sheet {
  readonly name: string;
  readonly path: string;
}
interface Workbook {
  /** In their order; those that nobody sees are left out. */
  readonly sheets: readonly Sheet[];
  /** Day 0 of its serial numbers. */
  readonly epoch: string;
}

const openWorkbook = (parts: Parts): Workbook => {
  const listed: { readonly name: string; readonly relation: string }[] = [];
  let date1904 = false;
  walk(xmlOf(parts, 'xl/workbook.xml') ?? '<workbook/>', {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const relation = attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      listed.push({ name: attributes['name'] ?? '', relation });
    },
  });
  const targets = new Map<string, string>();
  walk(xmlOf(parts, 'xl/_rels/workbook.xml.rels') ?? '<Relationships/>', {
    open: (name, attributes) => {
      if (name === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '');
    },
  });
  const sheets = listed.flatMap(({ name, relation }): Sheet[] => {
    const target = targets.get(relation) ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return parts[path] === undefined ? [] : [{ name, path }];
  });
  return { sheets, epoch: date1904 ? '1904-01-01' : '1899-12-30' };
};

interface RawCell {
  readonly reference: string;
  readonly type: string;
  readonly isDate: boolean;
  readonly value: string;
}

const fifteenDigits = 1e15;

/** A formula is read by the value that was kept with it; nothing is computed. */
const cellOf = (raw: RawCell, strings: readonly string[], epoch: string): GridCell => {
  const plain = (text: string): GridCell => ({ text: text.trim(), rejection: null });
  if (raw.type === 's') return plain(strings[Number(raw.value)] ?? '');
  if (raw.type === 'e') return { text: raw.value, rejection: cellInError(raw.reference, raw.value) };
  if (raw.type === 'b') return plain(raw.value === '1' ? 'TRUE' : 'FALSE');
  if (raw.type !== 'n' || raw.value.trim() === '') return plain(raw.value);
  const number = Number(raw.value);
  if (!Number.isFinite(number)) return { text: raw.value, rejection: cellInError(raw.reference, raw.value) };
  if (Math.abs(number) >= fifteenDigits) {
    // As a spreadsheet shows it, and as a table of text is refused too: with zeros for the digits that are gone it would pass for a whole number.
    const shown = number.toExponential();
    return { text: shown, rejection: digitsLost(raw.reference, shown) };
  }
  if (raw.isDate && number >= 1 && number < 2_958_466) return plain(addDays(epoch, Math.floor(number)));
  return plain(String(number));
};

const readSheet = (xml: string, limits: TableLimits, toCell: (raw: RawCell) => GridCell, isDate: readonly boolean[]): { rows: GridRow[]; problems: TableProblem[] } => {
  const rows: GridRow[] = [];
  const problems: TableProblem[] = [];
  let [rowNo, cells, raw, inValue, skip, hidden]: [number, GridCell[], RawCell | null, boolean, boolean, boolean] = [0, [], null, false, false, false];
  walk(xml, {
    open: (name, attributes) => {
      if (name === 'row') [rowNo, cells, hidden] = [Number(attributes['r'] ?? rowNo + 1), [], ['1', 'true'].includes(attributes['hidden'] ?? '')];
      if (name === 'c') raw = { reference: attributes['r'] ?? `${columnName(cells.length)}${rowNo}`, type: attributes['t'] ?? 'n', isDate: isDate[Number(attributes['s'] ?? 0)] ?? false, value: '' };
      if (name === 'rPh') skip = true;
      inValue = name === 'v' || (name === 't' && !skip);
      if (name === 'mergeCell') problems.push(fileProblem(mergedCells(attributes['ref'] ?? ''), (attributes['ref'] ?? '').split(':')[0] ?? null));
    },
    text: (value) => {
      if (inValue && raw !== null) raw = { ...raw, value: raw.value + value };
    },
    close: (name) => {
      inValue = false;
      if (name === 'rPh') skip = false;
      if (name === 'c' && raw !== null) {
        const column = columnIndex(raw.reference);
        if (column < limits.columnsMax) {
          while (cells.length < column) cells.push({ text: '', rejection: null });
          cells[column] = toCell(raw);
        } else if (raw.value !== '') throw new RangeError('columns');
        raw = null;
      }
      if (name !== 'row') return;
      if (rows.length > limits.rowsMax) throw new RangeError('rows');
      rows.push({ rowNo, cells, ...(hidden ? { hidden } : {}) });
    },
  });
  return { rows, problems };
};

const wanted = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/;

/** First sheet of a workbook that is not hidden. Only the parts that are needed are unpacked, and only up to a limit. */
export const readXlsx = (bytes: Uint8Array, limits: TableLimits): Grid => {
  const nothing = (...problems: TableProblem[]): Grid => ({ kind: 'xlsx', encoding: 'utf-8', rows: [], problems });
  let unpacked = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!wanted.test(name)) return false;
        unpacked += originalSize;
        if (unpacked > unpackedBytesMax) throw new RangeError('bytes');
        return true;
      },
    });
    const { sheets: [first, ...others], epoch } = openWorkbook(parts);
    if (first === undefined) return nothing(fileProblem(notATable('没有工作表的 XLSX', 'an XLSX without a sheet')));
    const [strings, isDate] = [sharedStrings(parts), dateStyles(parts)];
    const read = ({ path }: Sheet) => readSheet(xmlOf(parts, path) ?? '', limits, (raw) => cellOf(raw, strings, epoch), isDate);
    const { rows, problems } = read(first);
    if (problems.length > 0) return nothing(...problems.slice(0, 100));
    const titled = (sheet: Sheet) => read(sheet).rows.find(({ cells }) => cells.some(({ text }) => text !== ''))?.cells ?? [];
    return { kind: 'xlsx', encoding: 'utf-8', rows, problems, otherSheets: others.map((sheet) => ({ name: sheet.name, headers: titled(sheet).map(({ text }) => text) })) };
  } catch (error) {
    if (error instanceof RangeError && error.message === 'rows') return nothing(fileProblem(tooMany('rows', limits.rowsMax)));
    if (error instanceof RangeError && error.message === 'columns') return nothing(fileProblem(tooMany('columns', limits.columnsMax)));
    return nothing(fileProblem(notATable('损坏的 XLSX', 'a damaged XLSX')));
  }
};

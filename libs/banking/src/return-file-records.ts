import { Fen, LocalDate, Rejection, Result, accept, formatYuan, parseDate, parseYuan, refuse, text } from '@zhibu/kernel';
import { ReturnFileRow } from '@zhibu/domain';
import { AnswerField, BankLayout, SummaryField } from './layout';
import { rejection } from './rejections';

/** One thing that is wrong, where it stands: `row` counts records of the file from 1, `column` is its title. */
export interface FileProblem {
  readonly row: number | null;
  readonly column: string | null;
  readonly rejection: Rejection;
}
/** What a return file says of itself; its rows went to whoever keeps them. */
export interface ReturnFileContent {
  /** Of the bytes as received: the id of the file. */
  readonly sha256: string;
  readonly batchId: string;
  readonly fileNo: number;
  readonly statedRows: number;
  readonly statedTotalFen: Fen;
  /** Day of the answer by the file itself, where the layout has it. */
  readonly answeredOn?: LocalDate;
}
const problemsMax = 100;

/** Makes rows of the records of a return file, one by one, and knows in the end whether the file is good. */
export class Reading {
  /** Read and not handed on yet. */
  private waiting: ReturnFileRow[] = [];
  private rows = 0;
  private totalFen: Fen = 0;
  readonly problems: FileProblem[] = [];
  summary: Readonly<Partial<Record<SummaryField, string>>> | null = null;
  private columns: ReadonlyMap<AnswerField, number> | null = null;
  private record = 0;

  constructor(private readonly layout: BankLayout, private readonly expected: { readonly batchId: string } | undefined, private readonly rowsMax: number) {}

  add(row: number | null, column: string | null, reason: Rejection): void {
    if (this.problems.length < problemsMax) this.problems.push({ row, column, rejection: reason });
  }

  /** Rows since the last call; none once something is wrong, because nothing of the file will be used. */
  taken(): readonly ReturnFileRow[] {
    const rows = this.problems.length > 0 ? [] : this.waiting;
    this.waiting = [];
    return rows;
  }

  /** False when reading on makes no sense. */
  take(cells: readonly string[]): boolean {
    this.record += 1;
    const { answer } = this.layout;
    if (answer.summary === 'header' && this.summary === null) return this.takeSummary(cells);
    if (this.columns === null) return this.takeTitles(cells);
    if (answer.summary === 'trailer' && cells[0]?.trim() === answer.mark) return this.takeSummary(cells);
    if (answer.summary === 'trailer' && this.summary !== null) {
      this.add(this.record, null, rejection('return-file.rows-after-trailer', ['合计行之后还有内容', 'Rows follow the trailer'], ['合计行在最后', 'the trailer last'], [cells.join(' '), cells.join(' ')]));
      return false;
    }
    if (this.rows >= this.rowsMax) {
      this.add(this.record, null, rejection('return-file.too-many-rows', ['行数过多', 'Too many rows'], [`最多 ${this.rowsMax} 行`, `at most ${this.rowsMax} rows`], ['更多', 'more']));
      return false;
    }
    this.takeRow(cells, this.columns);
    return true;
  }

  private takeSummary(cells: readonly string[]): boolean {
    const { summaryFields } = this.layout.answer;
    this.summary = Object.fromEntries(summaryFields.map((field, index) => [field, (cells[index] ?? '').trim()]));
    const missing = summaryFields.filter((field) => field !== 'answered-on' && (this.summary?.[field] ?? '') === '');
    if (missing.length > 0 || cells.length !== summaryFields.length) {
      this.add(this.record, null, rejection('return-file.summary', ['文件头或合计行不完整', 'The header or trailer is not complete'], [summaryFields.join('、'), summaryFields.join(', ')], [`${cells.length} 项`, `${cells.length} values`]));
      return false;
    }
    const batchId = this.summary.batch ?? '';
    if (this.expected === undefined || batchId === this.expected.batchId) return true;
    this.add(this.record, 'batch', rejection('return-file.other-batch', ['这是另一批次的回盘文件', 'This file answers another batch'], [this.expected.batchId, this.expected.batchId], [batchId, batchId]));
    return false;
  }

  private takeTitles(cells: readonly string[]): boolean {
    const titles = cells.map((cell) => cell.trim());
    const wanted = this.layout.answer.columns.filter((column) => column.field !== 'ignored');
    const missing = wanted.filter((column) => column.field !== 'credited-on' && !titles.includes(column.title));
    for (const { title } of missing)
      this.add(this.record, title, rejection('return-file.column-missing', ['缺少一列', 'A column is missing'], [title, title], [titles.join('、'), titles.join(', ')]));
    this.columns = new Map(wanted.map((column) => [column.field, titles.indexOf(column.title)]));
    return missing.length === 0;
  }

  private takeRow(cells: readonly string[], columns: ReadonlyMap<AnswerField, number>): void {
    const titleOf = (field: AnswerField): string => this.layout.answer.columns.find((column) => column.field === field)?.title ?? field;
    const cell = (field: AnswerField): string => (cells[columns.get(field) ?? -1] ?? '').trim();
    const problem = (field: AnswerField, reason: Rejection): null => {
      this.add(this.record, titleOf(field), reason);
      return null;
    };
    const read = <T>(field: AnswerField, result: Result<T>): T | null => (result.ok ? result.value : problem(field, result.rejection));
    const instruction = read('instruction', this.instruction(cell('instruction')));
    const amountFen = read('amount', parseYuan(cell('amount')));
    if (amountFen !== null && amountFen < 0) problem('amount', rejection('return-file.negative', ['金额不能为负', 'An amount below zero'], ['不小于 0.00', '0.00 or more'], [cell('amount'), cell('amount')]));
    const status = read('status', this.word(this.layout.answer.statuses, cell('status'), 'status'));
    const reason = status === 'returned' ? read('reason', this.word(this.layout.answer.reasons, cell('reason'), 'reason')) : null;
    // A bank may date every row; only of a credit does it say when the money was there.
    const creditedOn = status === 'credited' && cell('credited-on') !== '' ? read('credited-on', this.day(cell('credited-on'))) : undefined;
    if (instruction === null || amountFen === null || status === null || (status === 'returned' && reason === null) || creditedOn === null) return;
    this.rows += 1;
    this.totalFen += amountFen;
    this.waiting.push({ ...instruction, status, reason, amountFen, ...(creditedOn === undefined ? {} : { creditedOn }) });
  }

  private day(found: string): Result<LocalDate> {
    const compact = this.layout.answer.dates === 'yyyymmdd';
    const day = parseDate(compact ? found.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') : found);
    if (day.ok || !compact) return day;
    return refuse({ ...day.rejection, expected: text('存在的日期，格式 20160229', 'a day that exists, written 20160229') });
  }

  private word<T>(words: Readonly<Record<string, T>>, found: string, what: string): Result<T> {
    const meaning = Object.hasOwn(words, found) ? words[found] : undefined;
    const known = Object.keys(words).join(' / ');
    return meaning !== undefined ? accept(meaning) : refuse(rejection(`return-file.unknown-${what}`, ['银行用了不认识的词', 'The bank used a word that the layout does not know'], [known, known], [`“${found}”`, `"${found}"`]));
  }

  private instruction(found: string): Result<{ lineNo: number; attempt: number }> {
    const match = /^(.{1,200})\/([1-9]\d{0,8})\/([1-9]\d{0,3})$/.exec(found);
    if (match === null) return refuse(rejection('return-file.instruction', ['指令号不正确', 'This is not an instruction number'], ['批次/行/次', 'batch/line/attempt'], [`“${found}”`, `"${found}"`]));
    const batchId = this.expected?.batchId ?? this.summary?.batch;
    // With a trailer the batch is only known at the end; the first row then speaks for the file.
    this.batchOfRows ??= match[1] ?? '';
    if (match[1] !== (batchId ?? this.batchOfRows)) return refuse(rejection('return-file.other-batch', ['该行属于另一批次', 'This row belongs to another batch'], [batchId ?? this.batchOfRows, batchId ?? this.batchOfRows], [found, found]));
    return accept({ lineNo: Number(match[2]), attempt: Number(match[3]) });
  }
  private batchOfRows: string | null = null;

  /** Checks the file as a whole: counts, total, batch. */
  finish(): Omit<ReturnFileContent, 'sha256'> | null {
    const { summary } = this;
    if (summary === null || this.columns === null) {
      if (this.problems.length === 0) this.add(null, null, rejection('return-file.incomplete', ['文件不完整', 'The file is not complete'], ['文件头、列名和合计', 'header, titles and totals'], [`${this.record} 行`, `${this.record} records`]));
      return null;
    }
    const total = parseYuan(summary.total ?? '');
    if (!total.ok) this.add(null, 'total', total.rejection);
    const [statedRows, fileNo] = [summary.lines ?? '', summary.file ?? ''].map((value) => (/^\d{1,9}$/.test(value) ? Number(value) : -1)) as [number, number];
    if (statedRows < 0 || fileNo < 1) this.add(null, 'lines', rejection('return-file.summary', ['笔数或文件号不是数字', 'Number of rows or file is not a number'], ['数字', 'digits'], [`${summary.lines} / ${summary.file}`, `${summary.lines} / ${summary.file}`]));
    const answered = (summary['answered-on'] ?? '') === '' ? null : this.day(summary['answered-on'] ?? '');
    if (answered?.ok === false) this.add(null, 'answered-on', answered.rejection);
    // Rows that could not be read have their own problems; totals would only repeat them.
    if (this.problems.length > 0 || !total.ok) return null;
    if (this.batchOfRows !== null && this.batchOfRows !== summary.batch) this.add(null, 'batch', rejection('return-file.other-batch', ['合计行与明细不是同一批次', 'Trailer and rows speak of different batches'], [this.batchOfRows, this.batchOfRows], [summary.batch ?? '', summary.batch ?? '']));
    if (statedRows !== this.rows) this.add(null, 'lines', rejection('return-file.rows-differ', ['注明的笔数与实际行数不等，整份不收', 'The stated number of rows is not the number found'], [`${statedRows}`, `${statedRows}`], [`${this.rows}`, `${this.rows}`]));
    const found = this.totalFen;
    if (found !== total.value) this.add(null, 'total', rejection('return-file.total-differs', ['注明的总额与各行合计不等，整份不收', 'The stated total is not what the rows add up to'], [summary.total ?? '', summary.total ?? ''], [formatYuan(found), formatYuan(found)]));
    return this.problems.length > 0 ? null : { batchId: summary.batch ?? '', fileNo, statedRows, statedTotalFen: total.value, ...(answered?.ok === true ? { answeredOn: answered.value } : {}) };
  }
}

import { Text, text } from '@zhibu/kernel';
import { ReturnReason, SettledStatus } from '@zhibu/domain';
import { parse } from 'yaml';

export const encodings = ['utf-8', 'gbk', 'gb18030'] as const;
export type Encoding = (typeof encodings)[number];
const summaryFields = ['mark', 'batch', 'file', 'lines', 'total', 'answered-on'] as const;
const paymentFields = ['sequence', 'instruction', 'name', 'id-number', 'account', 'bank', 'amount', 'purpose'] as const;
const answerFields = ['sequence', 'instruction', 'status', 'reason', 'amount', 'credited-on', 'ignored'] as const;
export const dateForms = ['yyyy-mm-dd', 'yyyymmdd'] as const;
export type SummaryField = (typeof summaryFields)[number];
export type PaymentField = (typeof paymentFields)[number];
export type AnswerField = (typeof answerFields)[number];

interface Column<Field> {
  readonly field: Field;
  /** As printed in the row of titles. */
  readonly title: string;
}
/** How one agent bank writes its files; data under `policies/bank-layouts/`. Amounts are yuan with two decimals. */
export interface BankLayout {
  readonly id: string;
  readonly title: Text;
  readonly encoding: Encoding;
  /** Begins the file; only with utf-8. */
  readonly byteOrderMark: boolean;
  readonly delimiter: ',' | '|' | ';' | '\t';
  /** Whether `"` may enclose a value. Without it, a value that holds the delimiter refuses the file. */
  readonly quoted: boolean;
  readonly lineEnd: 'crlf' | 'lf';
  readonly payment: {
    readonly header: readonly SummaryField[];
    readonly titles: boolean;
    readonly columns: readonly Column<PaymentField>[];
    /** `{scheme}`, `{period}` and `{batch}` are filled in. */
    readonly purpose: string;
  };
  readonly answer: {
    /** Where batch, file, number of rows and total stand. A trailer begins with the word of `mark`. */
    readonly summary: 'header' | 'trailer';
    readonly summaryFields: readonly SummaryField[];
    readonly mark: string;
    /** `credited-on` is the bank's value day of a credit; files of before it was there may lack the column. */
    readonly columns: readonly Column<AnswerField>[];
    /** How days are written. */
    readonly dates: (typeof dateForms)[number];
    readonly statuses: Readonly<Record<string, SettledStatus>>;
    readonly reasons: Readonly<Record<string, ReturnReason>>;
  };
}

/** A layout that cannot be used stops the start: the message names the file and the setting. */
export class BankLayoutError extends Error {
  constructor(readonly file: string, readonly setting: string, expected: string, found: unknown) {
    super(`${file}: ${setting}: expected ${expected}, found ${JSON.stringify(found) ?? 'nothing'}`);
    this.name = 'BankLayoutError';
  }
}

type Node = Readonly<Record<string, unknown>>;

/** Reads a layout from YAML (or JSON, which is YAML) and checks every setting. Throws `BankLayoutError`. */
export const parseBankLayout = (yaml: string, file = 'layout'): BankLayout => {
  const fail = (setting: string, expected: string, found: unknown): never => {
    throw new BankLayoutError(file, setting, expected, found);
  };
  const node = (value: unknown, setting: string): Node =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Node) : fail(setting, 'settings', value);
  const word = (value: unknown, setting: string): string => (typeof value === 'string' && value !== '' ? value : fail(setting, 'a text', value));
  const oneOf = <T extends string>(value: unknown, allowed: readonly T[], setting: string): T =>
    allowed.find((entry) => entry === value) ?? fail(setting, `one of ${allowed.map((entry) => JSON.stringify(entry)).join(', ')}`, value);
  const flag = (value: unknown, setting: string): boolean => (typeof value === 'boolean' ? value : fail(setting, 'true or false', value));
  const list = (value: unknown, setting: string): readonly unknown[] => (Array.isArray(value) && value.length > 0 ? value : fail(setting, 'a list', value));
  const columns = <T extends string>(value: unknown, allowed: readonly T[], setting: string): Column<T>[] =>
    list(value, setting).map((entry, index) => {
      const column = node(entry, `${setting}[${index}]`);
      return { field: oneOf(column['field'], allowed, `${setting}[${index}].field`), title: word(column['title'], `${setting}[${index}].title`) };
    });
  const words = <T extends string>(value: unknown, allowed: readonly T[], setting: string): Record<string, T> =>
    Object.fromEntries(Object.entries(node(value, setting)).map(([key, meaning]) => [key, oneOf(meaning, allowed, `${setting}.${key}`)]));
  const needs = (fields: readonly string[], wanted: readonly string[], setting: string): void => {
    for (const field of wanted) if (!fields.includes(field)) fail(setting, `the field "${field}"`, fields);
  };

  const root = node(parse(yaml) as unknown, 'file');
  const [payment, answer] = [node(root['payment'], 'payment'), node(root['answer'], 'answer')];
  const summary = (value: unknown, setting: string): SummaryField[] => list(value, setting).map((entry, index) => oneOf(entry, summaryFields, `${setting}[${index}]`));
  const title = node(root['title'], 'title');
  const layout: BankLayout = {
    id: word(root['id'], 'id'),
    title: text(word(title['zh'], 'title.zh'), word(title['en'], 'title.en')),
    encoding: oneOf(root['encoding'], encodings, 'encoding'),
    byteOrderMark: flag(root['byteOrderMark'], 'byteOrderMark'),
    delimiter: oneOf(root['delimiter'], [',', '|', ';', '\t'] as const, 'delimiter'),
    quoted: flag(root['quoted'], 'quoted'),
    lineEnd: oneOf(root['lineEnd'], ['crlf', 'lf'] as const, 'lineEnd'),
    payment: {
      header: summary(payment['header'], 'payment.header'),
      titles: flag(payment['titles'], 'payment.titles'),
      columns: columns(payment['columns'], paymentFields, 'payment.columns'),
      purpose: word(payment['purpose'], 'payment.purpose'),
    },
    answer: {
      summary: oneOf(answer['summary'], ['header', 'trailer'] as const, 'answer.summary'),
      summaryFields: summary(answer['summaryFields'], 'answer.summaryFields'),
      mark: word(answer['mark'], 'answer.mark'),
      columns: columns(answer['columns'], answerFields, 'answer.columns'),
      dates: answer['dates'] === undefined ? 'yyyy-mm-dd' : oneOf(answer['dates'], dateForms, 'answer.dates'),
      statuses: words(answer['statuses'], ['credited', 'returned', 'unknown'] as const, 'answer.statuses'),
      reasons: words(answer['reasons'], ['name-mismatch', 'no-such-account', 'account-closed', 'account-frozen', 'id-mismatch', 'other'] as const, 'answer.reasons'),
    },
  };
  needs(layout.payment.columns.map((column) => column.field), ['instruction', 'name', 'account', 'amount'], 'payment.columns');
  needs(layout.payment.header, ['batch', 'lines', 'total'], 'payment.header');
  needs(layout.answer.columns.map((column) => column.field), ['instruction', 'status', 'reason', 'amount'], 'answer.columns');
  needs(layout.answer.summaryFields, ['batch', 'file', 'lines', 'total'], 'answer.summaryFields');
  if (layout.answer.summary === 'trailer' && layout.answer.summaryFields[0] !== 'mark') fail('answer.summaryFields', '"mark" first in a trailer', layout.answer.summaryFields);
  if (layout.payment.header.includes('answered-on')) fail('payment.header', 'no day of an answer', layout.payment.header);
  if (layout.byteOrderMark && layout.encoding !== 'utf-8') fail('byteOrderMark', 'false with this encoding', true);
  return layout;
};

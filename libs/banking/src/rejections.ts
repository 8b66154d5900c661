import { Fen, Rejection, formatYuan, text } from '@zhibu/kernel';

type Pair = readonly [zh: string, en: string];

/** A refusal in the order a reader needs it: what is wrong, what was expected, what was found. */
export const rejection = (code: string, message: Pair, expected: Pair, actual: Pair, field?: string): Rejection => ({
  code,
  message: text(...message),
  expected: text(...expected),
  actual: text(...actual),
  ...(field === undefined ? {} : { field }),
});

export const notInEncoding = (line: number, field: string, value: string, encoding: string): Rejection =>
  rejection('bank-file.not-in-encoding', ['有字不在银行文件的编码之内，不能替换或截断', 'A character does not exist in the encoding of the bank file and may not be replaced'], [`${encoding} 中的字`, `characters of ${encoding}`], [`第 ${line} 行“${value}”`, `line ${line}: "${value}"`], field);

export const holdsDelimiter = (line: number, field: string): Rejection =>
  rejection('bank-file.value-breaks-line', ['内容含有分隔符、引号或换行，会破坏文件格式', 'A value holds the delimiter, a quote or a line break and would break the file'], ['不含分隔符和换行的内容', 'a value without delimiter and line break'], [`第 ${line} 行`, `line ${line}`], field);

export const headerDiffers = (what: 'lines' | 'total', stated: number, found: number): Rejection => {
  const shown = (value: Fen): string => (what === 'lines' ? `${value}` : formatYuan(value));
  return rejection(`bank-file.${what}-differ`, ['明细与文件头不符，文件作废', 'The rows are not what the header states; the file is void'], [shown(stated), shown(stated)], [shown(found), shown(found)]);
};

export const notAnAmount = (line: number, amountFen: Fen): Rejection =>
  rejection('bank-file.amount', ['金额必须为正整数分', 'An amount must be whole fen above zero'], ['大于 0.00 元', 'above 0.00 yuan'], [`第 ${line} 行 ${amountFen} 分`, `line ${line}: ${amountFen} fen`]);

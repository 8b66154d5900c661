import { Fen, LocalDate, Rejection, formatYuan, text } from '@zhibu/kernel';

export const alreadyReceived = (returnFileId: string): Rejection => ({
  code: 'return-file.already-received',
  message: text('该回盘文件已经收过，没有任何变动', 'This return file was received before; nothing changed'),
  expected: text('未收过的文件', 'a file not received yet'),
  actual: text(returnFileId, returnFileId),
});

export const rowsDiffer = (stated: number, actual: number): Rejection => ({
  code: 'return-file.rows-differ',
  message: text('文件注明的笔数与实际行数不等，整份不收', 'The stated number of rows is not the number found; the whole file is refused'),
  expected: text(`${stated} 行`, `${stated} rows`),
  actual: text(`${actual} 行`, `${actual} rows`),
});

export const totalDiffers = (statedFen: Fen, actualFen: Fen): Rejection => ({
  code: 'return-file.total-differs',
  message: text('文件注明的总额与各行合计不等，整份不收', 'The stated total is not what the rows add up to; the whole file is refused'),
  expected: text(`${formatYuan(statedFen)} 元`, `${formatYuan(statedFen)} yuan`),
  actual: text(`${formatYuan(actualFen)} 元`, `${formatYuan(actualFen)} yuan`),
});

export const tooManyRows = (rows: number, max: number): Rejection => ({
  code: 'return-file.too-many-rows',
  message: text('回盘文件行数不在允许范围', 'The return file has no rows or too many'),
  expected: text(`1 至 ${max} 行`, `1 to ${max} rows`),
  actual: text(`${rows} 行`, `${rows} rows`),
});

export const rowNotUsable = (index: number, zh: string, en: string): Rejection => ({
  code: 'return-file.row-not-usable',
  message: text(`第 ${index + 1} 行内容不正确`, `Row ${index + 1} cannot be used`),
  expected: text('行号与次数为正整数，金额为非负整数分，退回须有原因，其他不得有原因', 'line and attempt above zero, whole fen, a reason for a return and for nothing else'),
  actual: text(zh, en),
  field: `rows.${index}`,
});

export const creditedOn = (index: number, today: LocalDate, actual: string): Rejection => ({
  code: 'return-file.credited-on',
  message: text(`第 ${index + 1} 行的入账日不可能，整份不收`, `Row ${index + 1}: money cannot have been credited on that day; the whole file is refused`),
  expected: text(`存在的日期，不晚于 ${today}`, `a day of the calendar, ${today} or earlier`),
  actual: text(actual, actual),
  field: `rows.${index}.creditedOn`,
});

export const notReceived = (): Rejection => ({
  code: 'return-file.not-received',
  message: text('没有这份回盘文件', 'There is no such return file'),
  expected: text('已收文件', 'a file that was received'),
  actual: text('未收', 'nothing received'),
});

export const appliedOtherwise = (expected: string, actual: string): Rejection => ({
  code: 'return-file.already-applied',
  message: text('该回盘文件已入账，结果不同', 'This return file was applied with another result'),
  expected: text(expected, expected),
  actual: text(actual, actual),
});

export const partOutOfOrder = (expected: number, actual: number): Rejection => ({
  code: 'return-file.part-out-of-order',
  message: text('回盘文件须按顺序续收', 'The parts of a return file come in order'),
  expected: text(`第 ${expected} 部分`, `part ${expected}`),
  actual: text(`第 ${actual} 部分`, `part ${actual}`),
});

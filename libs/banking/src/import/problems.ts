import { Rejection } from '@zhibu/kernel';
import { rejection } from '../rejections';
import { TableProblem } from './table';

export const fileProblem = (reason: Rejection, cell: string | null = null): TableProblem => ({ cell, rowNo: null, rejection: reason });

/** Excel shows long numbers as 9.9E+17 and keeps 15 digits only: the rest is gone and cannot be guessed. */
export const digitsLost = (cell: string, found: string): Rejection =>
  rejection('import.digits-lost', [`单元格 ${cell} 的号码被表格软件改成了数值，末位已丢失`, `The number in cell ${cell} was turned into a quantity and lost its last digits`], ['设为文本格式后重新录入的完整号码', 'the whole number, typed again in a cell of text format'], [`${cell}：${found}`, `${cell}: ${found}`]);

export const cellInError = (cell: string, found: string): Rejection =>
  rejection('import.cell-error', [`单元格 ${cell} 是错误值`, `Cell ${cell} holds an error`], ['文字、数字或日期', 'text, a number or a date'], [`${cell}：${found}`, `${cell}: ${found}`]);

export const mergedCells = (range: string): Rejection =>
  rejection('import.merged-cells', [`单元格 ${range} 是合并的`, `Cells ${range} are merged`], ['没有合并单元格的表', 'a sheet without merged cells'], [range, range]);

export const notATable = (foundZh: string, foundEn: string): Rejection =>
  rejection('import.not-a-table', ['不是可读的表格文件', 'This is not a table that can be read'], ['CSV（UTF-8 或 GBK）或 XLSX', 'CSV (UTF-8 or GBK) or XLSX'], [foundZh, foundEn]);

export const tooMany = (what: 'rows' | 'columns', max: number): Rejection =>
  rejection(`import.too-many-${what}`, ['表格过大', 'The table is too large'], [`最多 ${max} ${what === 'rows' ? '行' : '列'}`, `at most ${max} ${what}`], ['更多', 'more']);

export const columnMissing = (zh: string, en: string, headers: readonly string[]): Rejection =>
  rejection('import.column-missing', ['缺少一列', 'A column is missing'], [`“${zh}”或“${en}”`, `"${zh}" or "${en}"`], [headers.join('、'), headers.join(', ')]);

export const headerTwice = (header: string): Rejection =>
  rejection('import.header-twice', ['同一列出现两次', 'A column stands there twice'], ['每列一次', 'every column once'], [header, header]);

export const cellsBeyondHeader = (cell: string): Rejection =>
  rejection('import.cell-without-header', [`单元格 ${cell} 没有列名`, `Cell ${cell} has no header above it`], ['内容都在有列名的列中', 'content under a header only'], [cell, cell]);

export const hiddenRow = (rowNo: number): Rejection =>
  rejection('import.hidden-row', [`第 ${rowNo} 行是隐藏的或被筛选掉的`, `Row ${rowNo} is hidden or filtered out`], ['取消隐藏和筛选后的表，或删除该行', 'a sheet with nothing hidden, or without that row'], [`隐藏的第 ${rowNo} 行`, `row ${rowNo}, hidden`]);

export const moreSheets = (names: readonly string[]): Rejection =>
  rejection('import.more-sheets', ['文件中有多张含数据的工作表，只能读取一张', 'The file holds several sheets with such a table, and only one is read'], ['只含一张此类工作表的文件，其余另存', 'a file with one such sheet; save the others as files of their own'], [names.join('、'), names.join(', ')]);

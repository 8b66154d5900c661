import { LocalDate, Month, Result, parseDate, parseMonth } from '@zhibu/kernel';

/** A number, code or day without what copying adds: full-width forms and spaces around it. Not for names, which may hold characters that have another form. */
export const plain = (cell: string): string => cell.normalize('NFKC').trim();

const two = (digits: string | undefined): string => (digits ?? '').padStart(2, '0');

/** Midnight is what a spreadsheet writes beside a day that has no time. */
const midnight = /[T ]0{1,2}:00(:00)?$/;

/**
 * A day whose year stands first, as spreadsheets and people here write it: `2016/2/29`, `2016.2.29`, `2016年2月29日`,
 * `20160229`. Where the year stands last the day and the month could be either, and nothing is guessed.
 */
export const dayOfCell = (cell: string): Result<LocalDate> => {
  const text = plain(cell).replace(midnight, '');
  const [, year, , month, day] = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text) ?? [];
  const found = parseDate(`${year ?? ''}-${two(month)}-${two(day)}`);
  return found.ok ? found : parseDate(cell);
};

/**
 * A month in the same forms, but for a point: `2016.10` typed in a cell is the number 2016.1 by now. The first day of a
 * month is the month too, because spreadsheets turn what was typed as a month into that.
 */
export const monthOfCell = (cell: string): Result<Month> => {
  const text = plain(cell);
  const [, year, month] = /^(\d{4})[-/](\d{1,2})$/.exec(text) ?? /^(\d{4})年(\d{1,2})月$/.exec(text) ?? /^(\d{4})(\d{2})$/.exec(text) ?? [];
  const found = parseMonth(`${year ?? ''}-${two(month)}`);
  if (found.ok) return found;
  const day = dayOfCell(cell);
  return day.ok && day.value.endsWith('-01') ? parseMonth(day.value.slice(0, 7)) : parseMonth(cell);
};

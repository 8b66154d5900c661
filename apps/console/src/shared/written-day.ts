import { parseDate, parseMonth } from '@zhibu/kernel';

/** Digits alone, or parts between marks: 20160520, 2016.5.20 and 2016年5月20日 are one day. What is not whole yet stays as it was typed. */
export const writtenDay = (typed: string): string => {
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ?? /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日$/.exec(typed) ?? /^(\d{4})[-./年](\d{2})[-./月](\d{2})$/.exec(typed);
  return found === null ? typed : `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`;
};

/** 201605, 2016.05 and 2016年5月 are one month. */
export const writtenMonth = (typed: string): string => {
  const found = /^(\d{4})(\d{2})$/.exec(typed) ?? /^(\d{4})[-./年](\d{1,2})月$/.exec(typed) ?? /^(\d{4})[-./年](\d{2})$/.exec(typed);
  return found === null ? typed : `${found[1]}-${found[2]?.padStart(2, '0')}`;
};

/** 2016-5-2 is a day once nobody types on. */
export const partsPadded = (typed: string): string => typed.split(/[-./年月日]/).filter((part) => part !== '').map((part) => part.padStart(2, '0')).join('-');

export const kinds = {
  day: { written: writtenDay, isWhole: (typed: string) => parseDate(typed).ok, characters: 10, longest: 11 },
  month: { written: writtenMonth, isWhole: (typed: string) => parseMonth(typed).ok, characters: 7, longest: 8 },
} as const;

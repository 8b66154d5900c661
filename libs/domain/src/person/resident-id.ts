import { LocalDate, Result, accept, parseDate } from '@zhibu/kernel';
import { Refused, refused } from '../refusals';

/** What a resident ID number says of its holder (GB 11643-1999). */
export interface ResidentId {
  /** Always the 18-digit form, with a capital `X`. */
  readonly idNumber: string;
  /** First six digits: the county of first registration. */
  readonly area: string;
  readonly birthDate: LocalDate;
  readonly sex: 'M' | 'F';
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';

/** Check digit of the first 17 digits (ISO 7064 MOD 11-2). */
export const checkDigitOf = (digits17: string): string =>
  checkDigits.charAt(weights.reduce((sum, weight, index) => sum + weight * Number(digits17.charAt(index)), 0) % 11);

// Ideographs' full-width digits come with copied sheets; they mean the same.
const normalise = (input: string): string => input.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** First digit pairs of provinces in GB/T 2260; 99 is assigned to nobody and serves synthetic people. */
const provinces = new Set('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 99'.split(' '));

const no = (code: string, message: readonly [string, string], expected: readonly [string, string], actual: string): Refused =>
  refused(`resident-id.${code}`, message, expected, [actual, actual], 'idNumber');

/**
 * Reads a 15- or 18-digit number. Refuses with `resident-id.scientific-notation`, `.length`, `.characters`,
 * `.area`, `.impossible-birthday` or `.check-digit`. What was found is told without the whole number.
 */
export const parseResidentId = (input: string): Result<ResidentId> => {
  const number = normalise(input);
  if (/^\d(\.\d+)?E\+?\d+$/.test(number)) {
    return no('scientific-notation', ['身份证号被表格软件改成了科学计数法，后几位已经丢失', 'A spreadsheet turned the number into scientific notation and its last digits are lost'], ['以文本格式保存的 18 位号码', 'all 18 digits, kept as text'], number);
  }
  if (number.length !== 15 && number.length !== 18) {
    return no('length', ['身份证号位数不对', 'The number has the wrong length'], ['15 位或 18 位', '15 or 18 digits'], String(number.length));
  }
  if (!/^(\d{15}|\d{17}[\dX])$/.test(number)) {
    return no('characters', ['身份证号含有不允许的字符', 'The number holds characters that are not allowed'], ['数字，18 位号码的末位可为 X', 'digits; the last of 18 may be X'], number.replace(/\d/g, '*'));
  }
  const full = number.length === 15 ? lengthen(number) : number;
  if (!provinces.has(full.slice(0, 2))) {
    return no('area', ['身份证号前两位不是省级代码', 'The first two digits name no province'], ['省级区划代码（GB/T 2260）', 'a province code (GB/T 2260)'], full.slice(0, 2));
  }
  const birthDate = `${full.slice(6, 10)}-${full.slice(10, 12)}-${full.slice(12, 14)}`;
  if (!parseDate(birthDate).ok) {
    return no('impossible-birthday', ['身份证号中的出生日期不存在', 'The birthday in the number does not exist'], ['第 7 至 14 位为存在的日期', 'a day that exists in digits 7 to 14'], birthDate);
  }
  const wanted = checkDigitOf(full.slice(0, 17));
  if (number.length === 18 && full.charAt(17) !== wanted) {
    return no('check-digit', ['身份证号校验码不正确', 'The check digit is wrong'], [`末位为 ${wanted}`, `${wanted} at the end`], full.charAt(17));
  }
  const sex = Number(full.charAt(16)) % 2 === 1 ? 'M' : 'F';
  return accept({ idNumber: full.slice(0, 17) + wanted, area: full.slice(0, 6), birthDate, sex });
};

// Sequences 996 to 999 of the old form were kept for people born in the 1800s.
const lengthen = (digits15: string): string => {
  const century = Number(digits15.slice(12)) >= 996 ? '18' : '19';
  const digits17 = digits15.slice(0, 6) + century + digits15.slice(6);
  return digits17 + checkDigitOf(digits17);
};

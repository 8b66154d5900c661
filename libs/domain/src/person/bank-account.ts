import { Text, text } from '@zhibu/kernel';
import { Refused, refused } from '../refusals';

/** Luhn sum over a number of digits (ISO/IEC 7812-1). */
export const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - index));
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
};

export const normaliseAccountNumber = (input: string): string => input.normalize('NFKC').replace(/[\s-]/g, '');

/** Refuses what can be no account at all: `account.number`. */
export const checkAccountNumber = (input: string): Refused | null => {
  const number = normaliseAccountNumber(input);
  if (/^\d{6,32}$/.test(number)) return null;
  return refused('account.number', ['账号格式不正确', 'This is not an account number'], ['6 至 32 位数字', '6 to 32 digits'], [number.replace(/\d/g, '*'), number.replace(/\d/g, '*')], 'accountNumber');
};

export interface AccountWarning {
  readonly code: 'account.luhn' | 'account.card-length';
  readonly message: Text;
}

/** Signs of a mistyped card number. Passbooks fail them lawfully, so they warn and never block. */
export const accountWarnings = (input: string): readonly AccountWarning[] => {
  const number = normaliseAccountNumber(input);
  if (number.length < 16 || number.length > 19) {
    return [{ code: 'account.card-length', message: text('不是 16 至 19 位卡号，请确认是存折账号', 'Not 16 to 19 digits as a card has: make sure that it is a passbook account') }];
  }
  if (passesLuhn(number)) return [];
  return [{ code: 'account.luhn', message: text('卡号校验不通过，请核对（存折账号可忽略）', 'The card number fails its check: please compare it (passbook accounts may)') }];
};

// Banks write the separator of a name in several ways; all of them are one person.
const comparable = (name: string): string => name.normalize('NFKC').replace(/[\s·•・‧∙.．]/gu, '').toUpperCase();

export const sameName = (a: string, b: string): boolean => comparable(a) === comparable(b);

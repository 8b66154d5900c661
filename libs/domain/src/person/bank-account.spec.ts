import { accountWarnings, checkAccountNumber, passesLuhn, sameName } from './bank-account';

describe('bank accounts', () => {
  it('checks cards by Luhn', () => {
    expect(passesLuhn('9999010000000000010')).toBe(true);
    expect(passesLuhn('9999010000000000011')).toBe(false);
    expect(passesLuhn('')).toBe(false);
  });
  it('warns and never blocks what a passbook may hold', () => {
    expect(accountWarnings('9999010000000000010')).toEqual([]);
    expect(accountWarnings('9999 0100 0000 0000 011').map((warning) => warning.code)).toEqual(['account.luhn']);
    expect(accountWarnings('102030405060').map((warning) => warning.code)).toEqual(['account.card-length']);
    expect(checkAccountNumber('9999010000000000011')).toBeNull();
  });
  it.each(['', '12345', '9.99E+18', 'abc1234567', '1'.repeat(33)])('blocks what is no account: %s', (input) => expect(checkAccountNumber(input)?.rejection.code).toBe('account.number'));
  it('one name, however the separator is written', () => {
    expect(sameName('阿依古丽·买买提', '阿依古丽•买买提')).toBe(true);
    expect(sameName('张三', '李四')).toBe(false);
  });
});

import { maskAccount, maskId, maskPhone } from './projection';

describe('numbers as lists show them', () => {
  it.each([
    ['13800001234', '138****1234'],
    ['01012345678', '010****5678'],
    ['6123456', '*******'],
    ['12345', '*****'],
    ['', ''],
  ])('phone %s reads %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown));

  it.each([
    ['990000194706150017', '99*************017'],
    ['99000019550808018X', '99*************18X'],
    ['990000470615001', '99**********001'],
    ['990000', '******'],
  ])('ID number %s reads %s', (idNumber, shown) => expect(maskId(idNumber)).toBe(shown));

  it.each([
    ['9999010000000000010', '***************0010'],
    ['1234567', '*******'],
  ])('account %s reads %s', (account, shown) => expect(maskAccount(account)).toBe(shown));

  it('shows nothing of an erased person', () => expect([maskPhone(null), maskId(null), maskAccount(null)]).toEqual([null, null, null]));
});

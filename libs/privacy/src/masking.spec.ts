import { maskAccount, maskIdNumber, maskName, maskPhone, maskedNoticeEntry } from './masking';

describe('masking for public notices', () => {
  it.each([
    ['13800001234', '138****1234'],
    ['01012345678', '010****5678'],
    ['12345', '*****'],
    ['', ''],
  ])('phone %s reads %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown));

  it.each([
    ['990000194706150017', '99*************017'],
    ['99000019550808018X', '99*************18X'],
    ['990000470615001', '99**********001'],
    ['990000', '******'],
  ])('ID number %s reads %s', (idNumber, shown) => expect(maskIdNumber(idNumber)).toBe(shown));

  it.each([
    ['9999010000000000010', '***************0010'],
    ['1234567', '*******'],
  ])('account %s reads %s', (account, shown) => expect(maskAccount(account)).toBe(shown));

  it.each([
    ['王明', '王*'],
    ['王小明', '王*明'],
    ['欧阳小明', '欧**明'],
    ['阿卜杜拉·买买提', '阿***·**提'],
    ['𠮷田', '𠮷*'],
    ['王', '*'],
  ])('name %s reads %s', (name, shown) => expect(maskName(name)).toBe(shown));

  it('lets nothing else through to a notice', () => {
    const subject = { name: '王小明', idNumber: '990000194706150017', phone: null, areaCode: '990101100001', scheme: 'special-hardship', branch: 'child-died', accountNumber: '9999010000000000010' };
    expect(maskedNoticeEntry(subject)).toEqual({ name: '王*明', idNumber: '99*************017', phone: null, areaCode: '990101100001', scheme: 'special-hardship' });
  });
});

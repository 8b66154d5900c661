import { maskName } from './masking';

describe('masking for public notices', () => {
  it.each([
    ['王明', '王*'],
    ['王小明', '王*明'],
    ['欧阳小明', '欧**明'],
    ['阿卜杜拉·买买提', '阿***·**提'],
    ['𠮷田', '𠮷*'],
    ['王', '*'],
  ])('name %s reads %s', (name, shown) => expect(maskName(name)).toBe(shown));
});

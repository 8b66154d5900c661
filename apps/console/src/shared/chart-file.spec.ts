import { csvOf } from './chart-file';

it('writes rows that Excel reads as they are: marked as UTF-8, quoted where needed, and no formula of anybody', () => {
  expect(csvOf([['村', '率'], ['甲, 乙 "丙"', '99.97%'], ['=1+1', -5], ['-', '@x']])).toBe('\uFEFF村,率\r\n"甲, 乙 ""丙""",99.97%\r\n\'=1+1,-5\r\n\'-,\'@x\r\n');
});

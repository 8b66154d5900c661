import { Result } from '@zhibu/kernel';
import { dayOfCell, monthOfCell, plain } from './cells';

const read = (result: Result<string>): string => (result.ok ? result.value : result.rejection.code);

describe('cells of a sheet', () => {
  it.each([
    ['2016-02-29', '2016-02-29'],
    ['2016/2/29', '2016-02-29'],
    ['2016.2.9', '2016-02-09'],
    ['2016年2月29日', '2016-02-29'],
    ['20160229', '2016-02-29'],
    ['２０１６－０２－２９', '2016-02-29'],
    ['2016/2/29 0:00', '2016-02-29'],
    ['2016-02-29 00:00:00', '2016-02-29'],
    // The day of the month may stand first or last there, so nobody guesses.
    ['02/03/2016', 'date.not-a-day'],
    ['29/2/2016', 'date.not-a-day'],
    ['2015/2/29', 'date.not-a-day'],
    ['2016/13/1', 'date.not-a-day'],
    ['2016-2/29', 'date.not-a-day'],
    ['2016-02-29 08:30', 'date.not-a-day'],
    ['42430', 'date.not-a-day'],
    ['2016-02', 'date.not-a-day'],
    ['', 'date.not-a-day'],
  ])('the day %s reads %s', (cell, expected) => expect(read(dayOfCell(cell))).toBe(expected));

  it.each([
    ['2016-09', '2016-09'],
    ['2016/9', '2016-09'],
    ['2016年9月', '2016-09'],
    ['201609', '2016-09'],
    ['２０１６－９', '2016-09'],
    // A spreadsheet makes the first day of it out of a month that was typed.
    ['2016-09-01', '2016-09'],
    ['2016/9/1', '2016-09'],
    ['2016-09-02', 'date.not-a-month'],
    ['2016.1', 'date.not-a-month'],
    ['2016-13', 'date.not-a-month'],
    ['9/2016', 'date.not-a-month'],
    ['', 'date.not-a-month'],
  ])('the month %s reads %s', (cell, expected) => expect(read(monthOfCell(cell))).toBe(expected));

  it('says what stood in the cell, not what was made of it', () => {
    const day = dayOfCell('2015/2/29');
    expect(day.ok ? null : day.rejection.actual.en).toBe('"2015/2/29"');
  });

  it('takes full-width digits for digits', () => expect(plain(' ９９０１０１１０００１２　')).toBe('990101100012'));
});

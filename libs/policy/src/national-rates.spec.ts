import { parse } from 'yaml';
import { shippedFiles } from '../../../test/support/shipped-policies';

interface Row { readonly branch?: string; readonly from: string; readonly to?: string; readonly per: string; readonly yuan?: string; readonly byResidence?: { readonly urban: string; readonly rural: string }; readonly source: string; readonly confidence: string; readonly fromConfidence?: string; readonly toConfidence?: string }
interface Policies { readonly schemes: Readonly<Record<string, { readonly layers: readonly { readonly id: string; readonly rates: readonly Row[] }[] }>> }

const ratesOf = (scheme: string): readonly Row[] => {
  const file = shippedFiles().find(({ path }) => path === `national/${scheme}.yaml`);
  return (parse(file?.text ?? '') as Policies).schemes[scheme]?.layers.find(({ id }) => id === 'national-base')?.rates ?? [];
};
const told = ({ branch, from, to, per, yuan, byResidence, source, confidence, fromConfidence, toConfidence }: Row): string =>
  [branch ?? '-', from, to ?? '', yuan ?? `urban ${byResidence?.urban} rural ${byResidence?.rural}`, per, source, confidence, ...(fromConfidence === undefined ? [] : [`from ${fromConfidence}`]), ...(toConfidence === undefined ? [] : [`to ${toConfidence}`])].join(' | ');

/** Column by column as the field has published them: days, yuan, document number and how sure each is. */
describe('the national rates', () => {
  it('of the rural reward, with the documents they come from', () =>
    expect(ratesOf('rural-reward').map(told)).toEqual([
      '- | 2004-01-01 | 2008-12-31 | 600.00 | year | 国办发〔2004〕21号 | medium',
      '- | 2009-01-01 | 2011-12-31 | 60.00 | month | 财教[2011]623号（所列原标准） | high | from low',
      '- | 2012-01-01 |  | 80.00 | month | 财教[2011]623号 | high',
    ]));

  it.each([
    ['child-died', ['100.00', '135.00', 'urban 340.00 rural 170.00', '340.00', '450.00', '590.00']],
    ['child-disabled', ['80.00', '110.00', 'urban 270.00 rural 150.00', '270.00', '350.00', '460.00']],
  ])('of special relief, %s', (branch, yuan) => {
    const periods = [
      ['2008-01-01 | 2011-12-31', '公开报道 | high'],
      ['2012-01-01 | 2013-12-31', '财教[2011]623号 | high'],
      ['2014-01-01 | 2015-12-31', '国卫家庭发〔2013〕41号 | high | to low'],
      ['2016-01-01 | 2017-12-31', '财社〔2016〕16号 | low'],
      ['2018-01-01 | 2022-06-30', '财社〔2022〕49号（所列原标准） | high | from low'],
      ['2022-07-01 | ', '财社〔2022〕49号 | high'],
    ];
    expect(ratesOf('special-hardship').filter((row) => row.branch === branch).map(told)).toEqual(periods.map(([days, source], index) => `${branch} | ${days} | ${yuan[index]} | month | ${source}`));
  });

  it.each([[1, ['300.00', '400.00', '520.00']], [2, ['200.00', '300.00', '390.00']], [3, ['100.00', '200.00', '260.00']]])('of complications of grade %s', (grade, yuan) => {
    const periods = [['2011-01-01 | 2017-12-31', '公开报道 | low'], ['2018-01-01 | 2022-06-30', '财社〔2022〕49号（所列原标准） | high | from low'], ['2022-07-01 | ', '财社〔2022〕49号 | high']];
    const branch = `complication-${grade}`;
    expect(ratesOf('special-hardship').filter((row) => row.branch === branch).map(told)).toEqual(periods.map(([days, source], index) => `${branch} | ${days} | ${yuan[index]} | month | ${source}`));
  });

  it('have no other rows', () => expect([ratesOf('rural-reward').length, ratesOf('special-hardship').length]).toEqual([3, 2 * 6 + 3 * 3]));
});

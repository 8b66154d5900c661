import { unwrap } from '@zhibu/kernel';
import { factsFromCells } from './fact-cells';

describe('facts in the cells of a row', () => {
  it('hold from the day in the column beside them, whatever spaces or capitals a sheet has around their headers', () => {
    const day = (...headers: readonly string[]) => {
      const [name = '', from = ''] = headers;
      return unwrap(factsFromCells({ [name]: '是', [from]: '2010-05-01' }, { kind: 'register-import', reference: 'a.csv' })).map(({ fact }) => [fact.of, fact.fact, fact.validFrom]);
    };
    const expected = [['self', 'only-child-certificate', '2010-05-01']];
    expect(day('self only-child-certificate', 'self only-child-certificate from')).toEqual(expected);
    expect(day('self only-child-certificate ', 'self only-child-certificate from')).toEqual(expected);
    expect(day('self only-child-certificate', ' self only-child-certificate from ')).toEqual(expected);
    expect(day('Self only-child-certificate', 'self  only-child-certificate From')).toEqual(expected);
  });
});

import { fundersOf } from './due-in-month';

const [first, second] = ['990101000000', '990102000000'];
const account = (areaCode: string, receivedFen: number) => ({ areaCode, level: 'county' as const, receivedFen, usedFen: 0, reservedFen: 0, overdraftFen: 0 });
const list = (areaCode: string, amountFen: number, status = 'frozen') => ({ areaCode, status, byLevel: [{ level: 'county' as const, amountFen }], builtByLevel: [] });
const expected = (areaCode: string, fen: number) => [areaCode, new Map([['county' as const, fen]])] as const;

describe('what the funds of an area miss', () => {
  it('is worked out for each county: what one has to spare pays nobody else', () => {
    const funders = fundersOf([list(first, 1_000), list(second, 1_000)], new Map([expected(second, 500)]), [account(first, 9_000), account(second, 200)]);
    expect(funders).toEqual([{ level: 'county', listedFen: 2_000, expectedFen: 500, availableFen: 9_200, missingFen: 1_300 }]);
  });

  it('counts all that a county without an account asks for, and nothing for one that asks for nothing', () => {
    expect(fundersOf([], new Map([expected(second, 700)]), [account(first, 700)])).toEqual([{ level: 'county', listedFen: 0, expectedFen: 700, availableFen: 700, missingFen: 700 }]);
    expect(fundersOf([], new Map(), [account(first, 0)])).toEqual([{ level: 'county', listedFen: 0, expectedFen: 0, availableFen: 0, missingFen: 0 }]);
  });

  it('leaves out lists whose money is set aside, and counts each county by its townships', () => {
    const funders = fundersOf([list(first, 1_000, 'funded'), list('990101101000', 300)], new Map([expected(first, 200)]), [account(first, 400)]);
    expect(funders).toEqual([{ level: 'county', listedFen: 300, expectedFen: 200, availableFen: 400, missingFen: 100 }]);
  });
});

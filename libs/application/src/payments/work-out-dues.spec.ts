import { Month, accept, monthsFromTo, text } from '@zhibu/kernel';
import { EntitlementState, PayeeLedgerEvent, PersonState, entitlementDecider, payeeLedgerDecider, personDecider } from '@zhibu/domain';
import { PolicySet } from '@zhibu/policy';
import { Payee } from './load-payees';
import { workOutDues } from './work-out-dues';

const areaCode = '990101100001';
/** 80 a month for rural reward; special relief 340, but 50 before March. */
const rateOf = (scheme: string, month: Month): number => (scheme === 'rural-reward' ? 8_000 : month < '2016-03' ? 5_000 : 34_000);
const policies = {
  exits: () => accept([]),
  exclusiveWith: (scheme: string) => [scheme === 'rural-reward' ? 'special-hardship' : 'rural-reward'],
  amount: ({ scheme, from, to }: { scheme: string; from: Month; to: Month }) => {
    const months = monthsFromTo(from, to).map((month) => ({ month, totalFen: rateOf(scheme, month), layers: [] }));
    const amountFen = months.reduce((sum, month) => sum + month.totalFen, 0);
    const funders = [{ level: 'county' as const, amountFen }];
    return accept({ scheme, months, totalFen: amountFen, components: [{ layerId: scheme, title: text('', ''), fromMonth: from, toMonth: to, amountFen, source: '文号', funders }] });
  },
} as unknown as PolicySet;

const right = (scheme: string): EntitlementState => ({
  ...entitlementDecider.initialState, status: 'active', entitlementId: `${scheme}.p`, personKey: 'p', scheme, areaCode, startMonth: '2016-01', rateFacts: {}, branches: [{ branch: null, fromMonth: '2016-01' }],
});
const person: PersonState = {
  ...personDecider.initialState, exists: true, personKey: 'p', name: '示例', idNumber: '990000194706150017', areaCode,
  accounts: [{ accountKey: 'a', accountNumber: '9999010000000000010', holderName: '示例', bank: 'b', validFrom: '2015-01-01' }],
};
const payee = (scheme: string, rivals: readonly string[], more: Partial<Payee> = {}, past: readonly PayeeLedgerEvent[] = []): Payee => ({
  entitlementId: `${scheme}.p`, personKey: 'p', entitlement: right(scheme), rivals: rivals.map(right), person,
  ledger: { stream: 'ledger-p', state: past.reduce(payeeLedgerDecider.evolve, payeeLedgerDecider.initialState), version: past.length, events: [] },
  ...more,
});
const claimed = (scheme: string, months: readonly Month[]): PayeeLedgerEvent => ({
  type: 'DuesClaimed',
  data: { personKey: 'p', entitlementId: `${scheme}.p`, scheme, batchId: 'earlier', lineNo: 1, accountKey: 'a', months: months.map((month) => ({ month, amountFen: 1 })), components: [], amountFen: months.length },
});
const scope = { throughMonth: '2016-04', today: '2016-04-01' };
const monthsOf = (entries: readonly { month: Month }[] | undefined): Month[] => (entries ?? []).map(({ month }) => month);

describe('what a person is due in a batch', () => {
  it('pays every open month of a right that stands alone', () => {
    const { pay, suppress, exception } = workOutDues(policies, payee('rural-reward', []), scope);
    expect(monthsOf(pay?.months)).toEqual(['2016-01', '2016-02', '2016-03', '2016-04']);
    expect([suppress, exception]).toEqual([null, null]);
  });

  it('pays the higher of two exclusive schemes month by month, and says what is not paid and why', () => {
    const rural = workOutDues(policies, payee('rural-reward', ['special-hardship']), scope);
    expect(monthsOf(rural.pay?.months)).toEqual(['2016-01', '2016-02']);
    expect(rural.suppress).toMatchObject({ months: ['2016-03', '2016-04'], amountFen: 16_000, higherScheme: 'special-hardship', higherAmountFen: 68_000 });
    const special = workOutDues(policies, payee('special-hardship', ['rural-reward']), scope);
    expect(monthsOf(special.pay?.months)).toEqual(['2016-03', '2016-04']);
    expect(special.suppress).toMatchObject({ months: ['2016-01', '2016-02'], higherScheme: 'rural-reward' });
  });

  it('leaves no month to a scheme whose end the rules see already', () => {
    const ending = {
      ...policies,
      exits: ({ scheme }: { scheme: string }) => accept(scheme === 'special-hardship' ? [{ reason: 'child-recovered', happenedOn: '2016-03-10' }] : []),
      endOfPayment: () => accept({ lastMonth: '2016-03', rule: 'month' }),
    } as unknown as PolicySet;
    const rural = workOutDues(ending, payee('rural-reward', ['special-hardship']), scope);
    expect([monthsOf(rural.pay?.months), rural.suppress?.months]).toEqual([['2016-01', '2016-02', '2016-04'], ['2016-03']]);
  });

  it('never pays a month again, and leaves a month whose lower scheme was paid to an officer', () => {
    const again = workOutDues(policies, payee('rural-reward', [], {}, [claimed('rural-reward', ['2016-01', '2016-02', '2016-03', '2016-04'])]), scope);
    expect([again.pay, again.exception]).toEqual([null, null]);
    const lower = workOutDues(policies, payee('special-hardship', ['rural-reward'], {}, [claimed('rural-reward', ['2016-03'])]), scope);
    expect([monthsOf(lower.pay?.months), lower.exception]).toEqual([['2016-04'], 'payee.lower-scheme-was-paid']);
  });

  it('keeps somebody off the list, with a code, who has no account, was erased or lives in another county', () => {
    const code = (changed: Partial<PersonState>): string | null => workOutDues(policies, payee('rural-reward', [], { person: { ...person, ...changed } }), scope).exception;
    expect(code({ accounts: [] })).toBe('payee.no-account');
    expect(code({ name: null })).toBe('payee.erased');
    expect(code({ areaCode: '990201100001' })).toBe('payee.area-conflict');
  });
});

import { Month, RecordedEvent, accept, monthsFromTo, text } from '@zhibu/kernel';
import { EntitlementState, PayeeLedgerEvent, PersonState, entitlementDecider, payeeLedgerDecider, personDecider } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { ServiceDeps } from '../service-deps';
import { BatchView } from './batch-view';
import { claimDues } from './claim-dues';
import { Payee } from './load-payees';

const batchId = 'special-hardship.990101000000.2016.1';
const policies = {
  exits: () => accept([]),
  exclusiveWith: () => ['rural-reward'],
  amount: ({ scheme, from, to }: { scheme: string; from: Month; to: Month }) =>
    accept({ scheme, months: monthsFromTo(from, to).map((month) => ({ month, totalFen: scheme === 'rural-reward' ? 1 : 2, layers: [] })), components: [] }),
};
const right = (scheme: string): EntitlementState => ({
  ...entitlementDecider.initialState, status: 'active', entitlementId: `${scheme}.p`, personKey: 'p', scheme, areaCode: '990101100001', startMonth: '2016-01', rateFacts: {}, branches: [{ branch: null, fromMonth: '2016-01' }],
});
const person: PersonState = { ...personDecider.initialState, exists: true, personKey: 'p', name: '示例', idNumber: '990000194706150017', areaCode: '990101100001' };
const claimed = (of: string, scheme: string, months: readonly Month[]): PayeeLedgerEvent => ({
  type: 'DuesClaimed',
  data: { personKey: 'p', entitlementId: `${scheme}.p`, scheme, batchId: of, lineNo: 1, accountKey: 'a', months: months.map((month) => ({ month, amountFen: 2 })), components: [{ layerId: 'l', title: text('', ''), fromMonth: '2016-01', toMonth: '2016-04', amountFen: 6, source: '文号', funders: [] }], amountFen: 6 },
});

describe('a chunk that is built again after an attempt that was interrupted', () => {
  it('keeps the claim, and still says of which months somebody was left off', async () => {
    const events = [claimed('rural-reward.990101000000.2015.1', 'rural-reward', ['2016-02']), claimed(batchId, 'special-hardship', ['2016-01', '2016-03', '2016-04'])];
    const payee: Payee = {
      entitlementId: 'special-hardship.p', personKey: 'p', entitlement: right('special-hardship'), rivals: [right('rural-reward')], person,
      ledger: { stream: 'ledger-p', state: events.reduce(payeeLedgerDecider.evolve, payeeLedgerDecider.initialState), version: 2, events: events as unknown as RecordedEvent<PayeeLedgerEvent>[] },
    };
    const plan = { chunk: 1, after: '', through: payee.entitlementId, entitlements: 1 };
    const view = { opened: { batchId, throughMonth: '2016-04' }, plan: [plan] } as unknown as BatchView;
    const context = { clock: { now: () => '2016-04-01T00:00:00.000Z', simulated: true } } as unknown as CommandContext;
    const { lines, exceptions } = await claimDues({ policies } as unknown as ServiceDeps, context, view, plan, [payee.entitlementId], [payee]);
    expect(lines.map(({ line }) => line.lineNo)).toEqual([1]);
    expect(exceptions).toEqual([{ personKey: 'p', entitlementId: 'special-hardship.p', code: 'payee.lower-scheme-was-paid' }]);
  });
});

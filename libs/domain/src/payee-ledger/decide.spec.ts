import { Actor, addMonths, scenario } from '@zhibu/kernel';
import { PayeeLedgerCommand } from './commands';
import { payeeLedgerDecider } from './decide';
import { PayeeLedgerEvent } from './events';
import { duesToClaim, emptyLedger } from './state';

const by: Actor = { userId: 'auto-build', kind: 'automation', roles: [] };
const at = '2016-06-01T00:00:00.000Z';
const months = (...names: string[]) => names.map((month) => ({ month, amountFen: 8_000 }));
const component = (fromMonth: string, toMonth: string, amountFen: number) => ({
  layerId: 'national', title: { zh: '国家', en: 'national' }, fromMonth, toMonth, amountFen, source: '财教[2011]623号', funders: [{ level: 'central' as const, amountFen }],
});
const run = (fromMonth: string, toMonth: string) => ({ fromMonth, toMonth, branch: null, areaCode: '990101100001', rateFacts: { 'residence-kind': 'rural' }, ratesHash: 'f'.repeat(64) });
type Claim = Extract<PayeeLedgerCommand, { type: 'ClaimDues' }>;
const claim = (change: Partial<Claim['data']> = {}): Claim => ({
  type: 'ClaimDues', by, at,
  data: {
    personKey: 'p1', entitlementId: 'rural-reward.p1', scheme: 'rural-reward', exclusiveWith: ['special-hardship'], batchId: 'b1', lineNo: 1, accountKey: 'a1',
    months: months('2016-01', '2016-02'), components: [component('2016-01', '2016-02', 16_000)], basis: [run('2015-01', '2017-12')], ...change,
  },
});
const claimed = (change: Partial<Claim['data']> = {}): PayeeLedgerEvent => {
  const { exclusiveWith: _, ...data } = claim(change).data;
  return { type: 'DuesClaimed', data: { ...data, amountFen: data.months.reduce((sum, m) => sum + m.amountFen, 0), claimedOn: '2016-06-01' } };
};
const released: PayeeLedgerEvent = { type: 'DuesReleased', data: { personKey: 'p1', batchId: 'b1', reason: 'cancelled', scheme: 'rural-reward', entitlementId: 'rural-reward.p1', releasedOn: '2016-06-01' } };
const suppressed = {
  type: 'DuesSuppressed' as const,
  data: { personKey: 'p1', entitlementId: 'rural-reward.p1', scheme: 'rural-reward', batchId: 'b0', months: ['2016-01'], amountFen: 8_000, higherScheme: 'special-hardship', higherAmountFen: 34_000, reason: { zh: '就高', en: 'the higher one' }, basis: [run('2016-01', '2016-01')], higherBasis: [run('2016-01', '2016-01')], suppressedOn: '2016-06-01' },
};
const ledger = scenario(payeeLedgerDecider);

describe('payee ledger', () => {
  it('claims months once, with their total', () => ledger.given().when(claim()).then(claimed()));

  it.each([
    ['a month again, by another batch', [claimed()], claim({ batchId: 'b2', months: months('2016-02', '2016-03'), components: [component('2016-02', '2016-03', 16_000)] }), 'ledger.month-already-claimed'],
    ['the same batch under another key', [claimed()], claim({ months: months('2016-05'), components: [component('2016-05', '2016-05', 8_000)] }), 'ledger.batch-already-claimed'],
    ['a batch that was released', [claimed(), released], claim(), 'ledger.batch-released'],
    ['a month that an exclusive scheme holds', [claimed({ scheme: 'special-hardship', batchId: 's1' })], claim(), 'ledger.exclusive-scheme-claimed'],
    ['components that are a fen off', [], claim({ components: [component('2016-01', '2016-02', 15_999)] }), 'ledger.total-differs'],
    ['no month', [], claim({ months: [], components: [] }), 'ledger.months-not-usable'],
    ['a month of nothing', [], claim({ months: [{ month: '2016-01', amountFen: 0 }], components: [] }), 'ledger.months-not-usable'],
    ['a month twice', [], claim({ months: months('2016-01', '2016-01') }), 'ledger.months-not-usable'],
    ['month 13', [], claim({ months: months('2016-12', '2016-13') }), 'date.not-a-month'],
    ['a component outside the months', [], claim({ components: [component('2015-12', '2016-02', 16_000)] }), 'ledger.component-not-usable'],
    ['a month that nothing says how it was worked out', [], claim({ basis: [run('2016-02', '2016-02')] }), 'ledger.basis-missing'],
    ['a month with two bases', [], claim({ basis: [run('2016-01', '2016-02'), run('2016-02', '2016-03')] }), 'ledger.basis-missing'],
    ['a month after what its basis covers', [], claim({ basis: [run('2015-01', '2016-01')] }), 'ledger.basis-missing'],
    ['half a fen', [], claim({ months: [{ month: '2016-01', amountFen: 0.5 }], components: [component('2016-01', '2016-01', 0.5)] }), 'ledger.months-not-usable'],
    ['a component of nothing', [], claim({ components: [component('2016-01', '2016-02', 16_000), component('2016-01', '2016-02', 0)] }), 'ledger.component-not-usable'],
    ['a component that takes away', [], claim({ components: [component('2016-01', '2016-02', 16_001), component('2016-01', '2016-02', -1)] }), 'ledger.component-not-usable'],
    ['a component from back to front', [], claim({ components: [component('2016-02', '2016-01', 16_000)] }), 'ledger.component-not-usable'],
    ['a component after the months', [], claim({ components: [component('2016-01', '2016-03', 16_000)] }), 'ledger.component-not-usable'],
    ['funders that are a fen off', [], claim({ components: [{ ...component('2016-01', '2016-02', 16_000), funders: [{ level: 'central', amountFen: 15_999 }] }] }), 'ledger.component-not-usable'],
    ['a funder who is paid', [], claim({ components: [{ ...component('2016-01', '2016-02', 16_000), funders: [{ level: 'central', amountFen: 16_001 }, { level: 'county', amountFen: -1 }] }] }), 'ledger.component-not-usable'],
    ['a funder of half a fen', [], claim({ components: [{ ...component('2016-01', '2016-02', 16_000), funders: [{ level: 'central', amountFen: 15_999.5 }, { level: 'county', amountFen: 0.5 }] }] }), 'ledger.component-not-usable'],
    ['another person', [claimed()], claim({ personKey: 'p2', batchId: 'b2' }), 'ledger.other-person'],
    ['a batch that was barred before another', [released, { ...released, data: { ...released.data, batchId: 'b2' } }], claim(), 'ledger.batch-released'],
  ])('refuses %s', (_, past, command, code) => ledger.given(...past).when(command).thenRefused(code));

  it('claims up to fifty years, a fen a month, from funders one of whom may give nothing', () => {
    const years = (count: number) => months(...Array.from({ length: count }, (_, index) => addMonths('1976-01', index))).map(({ month }) => ({ month, amountFen: 1 }));
    const all = (count: number) => {
      const of = years(count);
      const part = { ...component(of[0]!.month, of.at(-1)!.month, count), funders: [{ level: 'central' as const, amountFen: count }, { level: 'county' as const, amountFen: 0 }] };
      return { months: of, components: [part], basis: [run('1970-01', '2099-12')] };
    };
    ledger.given().when(claim(all(600))).then(claimed(all(600)));
    ledger.given().when(claim(all(601))).thenRefused('ledger.months-not-usable');
  });

  it('names the month that is none', () => {
    expect(ledger.given().when(claim({ months: months('2016-12', '2016-13') })).outcome).toMatchObject({ rejection: { field: 'months.1' } });
  });

  it('claims a released month for another batch', () => ledger.given(claimed(), released).when(claim({ batchId: 'b2' })).then(claimed({ batchId: 'b2' })));

  it('releases once and says when there is nothing', () => {
    const release = (batchId: string): PayeeLedgerCommand => ({ type: 'ReleaseDues', by, at, data: { personKey: 'p1', batchId, reason: 'cancelled' } });
    ledger.given(claimed()).when(release('b1')).then(released);
    ledger.given(claimed(), released).when(release('b1')).then();
    const later = claimed({ batchId: 'b2', months: months('2016-03') });
    const state = [claimed(), later, released].reduce(payeeLedgerDecider.evolve, emptyLedger);
    expect(duesToClaim(state, 'rural-reward', ['2016-01', '2016-03'])).toEqual(['2016-01']);
    ledger.given(claimed()).when(release('b9')).thenRefused('ledger.nothing-to-release');
  });

  it('records why the lower scheme was not paid, once a batch, and never over a month it was paid for', () => {
    const suppress: PayeeLedgerCommand = { type: 'SuppressDues', by, at, data: suppressed.data };
    ledger.given().when(suppress).then(suppressed);
    ledger.given(suppressed).when(suppress).thenRefused('ledger.batch-already-suppressed');
    ledger.given(claimed()).when(suppress).thenRefused('ledger.month-already-claimed');
    ledger.given().when({ ...suppress, data: { ...suppress.data, higherBasis: [] } }).thenRefused('ledger.basis-missing');
    ledger.given().when({ ...suppress, data: { ...suppress.data, higherAmountFen: 7_999 } }).thenRefused('ledger.suppressed-not-lower');
  });

  it('suppresses what is really lower or the same, of another scheme, for this person and a batch that goes on', () => {
    const suppress = (change: Partial<typeof suppressed.data> = {}): PayeeLedgerCommand => ({ type: 'SuppressDues', by, at, data: { ...suppressed.data, ...change } });
    const kept = (change: Partial<typeof suppressed.data> = {}): PayeeLedgerEvent => ({ ...suppressed, data: { ...suppressed.data, ...change } });
    ledger.given().when(suppress({ higherAmountFen: 8_000 })).then(kept({ higherAmountFen: 8_000 }));
    for (const change of [{ higherScheme: 'rural-reward' }, { amountFen: 0 }, { amountFen: -1 }, { higherAmountFen: Number.NaN }]) ledger.given().when(suppress(change)).thenRefused('ledger.suppressed-not-lower');
    ledger.given().when(suppress({ months: [] })).thenRefused('ledger.months-not-usable');
    ledger.given().when(suppress({ basis: [] })).thenRefused('ledger.basis-missing');
    ledger.given(suppressed).when(suppress({ personKey: 'p2', batchId: 'b2' })).thenRefused('ledger.other-person');
    ledger.given(suppressed).when(claim({ personKey: 'p2', batchId: 'b2' })).thenRefused('ledger.other-person');
    ledger.given({ ...released, data: { ...released.data, batchId: 'b0' } }).when(suppress()).thenRefused('ledger.batch-released');
    ledger.given(suppressed).when(suppress({ batchId: 'b2' })).then(kept({ batchId: 'b2' }));
    ledger.given(suppressed, kept({ batchId: 'b2' })).when(suppress()).thenRefused('ledger.batch-already-suppressed');
    const longer = { months: ['2016-02', '2016-03'], basis: [run('2016-01', '2016-12')], higherBasis: [run('2016-01', '2016-12')] };
    expect(ledger.given(claimed()).when(suppress(longer)).outcome).toMatchObject({ rejection: { code: 'ledger.month-already-claimed', actual: { en: expect.not.stringContaining('2016-03') as string } } });
  });

  it('releases a batch that only suppressed or holds nothing at all, for this person', () => {
    const release = (batchId: string, bar?: boolean, personKey = 'p1'): PayeeLedgerCommand => ({ type: 'ReleaseDues', by, at, data: { personKey, batchId, reason: 'cancelled', ...(bar === undefined ? {} : { bar }) } });
    const of = (batchId: string, scheme = 'rural-reward'): PayeeLedgerEvent => ({ ...released, data: { ...released.data, batchId, scheme, entitlementId: `${scheme}.p1` } });
    ledger.given(suppressed).when(release('b0')).then(of('b0'));
    ledger.given(suppressed, of('b0')).when(release('b0')).then();
    const batchId = 'special-hardship.990101000000.2016.1';
    ledger.given().when(release(batchId)).thenRefused('ledger.nothing-to-release');
    ledger.given().when(release(batchId, true)).then(of(batchId, 'special-hardship'));
    ledger.given(of(batchId, 'special-hardship')).when(release(batchId, true)).then();
    for (const past of [claimed(), suppressed, of('b7')]) ledger.given(past).when(release('b1', true, 'p2')).thenRefused('ledger.other-person');
    const again: PayeeLedgerEvent = { type: 'DuesHeldAgain', data: { personKey: 'p1', entitlementId: 'rural-reward.p1', batchId: 'b1', scheme: 'rural-reward', reason: 'late-credit', heldOn: '2016-06-01', months: ['2016-01', '2016-02'], contested: [] } };
    const both = { ...suppressed, data: { ...suppressed.data, batchId: 'b1', months: ['2016-05'] } };
    ledger.given(claimed(), both, released, again).when(release('b1')).then(released);
    ledger.given(claimed()).when({ type: 'HoldDuesAgain', by, at, data: { personKey: 'p2', batchId: 'b1', scheme: 'rural-reward', exclusiveWith: [], reason: 'late-credit' } }).thenRefused('ledger.other-person');
  });

  it('suppresses a month only of its scheme, while the batch goes on', () => {
    const higher = claimed({ scheme: 'special-hardship', batchId: 's1', months: months('2016-01', '2016-02') });
    const offered = (scheme: string, ...past: PayeeLedgerEvent[]) => duesToClaim(past.reduce(payeeLedgerDecider.evolve, emptyLedger), scheme, ['2016-02', '2016-01']);
    expect(offered('rural-reward', suppressed, higher)).toEqual(['2016-02']);
    expect(offered('only-child-bonus', suppressed, higher)).toEqual(['2016-01', '2016-02']);
    expect(offered('rural-reward', suppressed, higher, { ...released, data: { ...released.data, batchId: 'b0' } })).toEqual(['2016-01', '2016-02']);
    const second = { ...suppressed, data: { ...suppressed.data, batchId: 'b2', months: ['2016-02'] } };
    expect(offered('rural-reward', suppressed, second, higher)).toEqual([]);
  });

  it('offers what is still to be claimed', () => {
    const state = [claimed({ months: months('2016-01') })].reduce(payeeLedgerDecider.evolve, emptyLedger);
    expect(duesToClaim(state, 'rural-reward', ['2016-02', '2016-01', '2016-03', '2016-02'])).toEqual(['2016-02', '2016-03']);
    expect(duesToClaim(state, 'special-hardship', ['2016-01', '2016-02'], ['rural-reward'])).toEqual(['2016-02']);
    const higher = claimed({ scheme: 'special-hardship', batchId: 's1', months: months('2016-01') });
    // Suppressed for nobody: the month comes up again, so that the person does not lose it.
    expect(duesToClaim([suppressed].reduce(payeeLedgerDecider.evolve, emptyLedger), 'rural-reward', ['2016-01'])).toEqual(['2016-01']);
    expect(duesToClaim([suppressed, higher].reduce(payeeLedgerDecider.evolve, emptyLedger), 'rural-reward', ['2016-01'])).toEqual([]);
  });

  it('ignores an event it does not know', () => {
    const later = { type: 'DuesPonderedOver', data: {} } as unknown as PayeeLedgerEvent;
    expect(payeeLedgerDecider.evolve(emptyLedger, later)).toBe(emptyLedger);
  });
});

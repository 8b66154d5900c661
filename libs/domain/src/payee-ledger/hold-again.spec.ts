import * as fc from 'fast-check';
import { Actor, Month, scenario } from '@zhibu/kernel';
import { PayeeLedgerCommand } from './commands';
import { payeeLedgerDecider } from './decide';
import { PayeeLedgerEvent } from './events';
import { duesClaimOf, duesToClaim, emptyLedger } from './state';

const by: Actor = { userId: 'auto', kind: 'automation', roles: [] };
const ask = (type: PayeeLedgerCommand['type'], data: object): PayeeLedgerCommand => ({ type, data, by, at: '2016-06-01T00:00:00.000Z' }) as PayeeLedgerCommand;
const schemes = ['rural-reward', 'special-hardship'] as const;
const claim = (batchId: string, months: readonly Month[], scheme: string = schemes[0]): PayeeLedgerCommand =>
  ask('ClaimDues', {
    personKey: 'p1', entitlementId: `${scheme}.p1`, scheme, exclusiveWith: schemes.filter((other) => other !== scheme), batchId, lineNo: 1, accountKey: 'a',
    months: months.map((month) => ({ month, amountFen: 100 })),
    components: months.map((month) => ({ layerId: 'n', title: { zh: '国家', en: 'n' }, fromMonth: month, toMonth: month, amountFen: 100, source: 's', funders: [{ level: 'central', amountFen: 100 }] })),
    basis: [{ fromMonth: months[0], toMonth: months.at(-1) }],
  });
const release = (batchId: string): PayeeLedgerCommand => ask('ReleaseDues', { personKey: 'p1', batchId, reason: 'returned' });
const hold = (batchId: string, scheme: string = schemes[0]): PayeeLedgerCommand => ask('HoldDuesAgain', { personKey: 'p1', batchId, scheme, exclusiveWith: schemes.filter((other) => other !== scheme), reason: 'late-credit' });

const after = (...commands: readonly PayeeLedgerCommand[]): PayeeLedgerEvent[] => {
  const events: PayeeLedgerEvent[] = [];
  for (const command of commands) {
    const outcome = payeeLedgerDecider.decide(events.reduce(payeeLedgerDecider.evolve, emptyLedger), command);
    if (outcome.ok) events.push(...outcome.events);
  }
  return events;
};
const ledger = scenario(payeeLedgerDecider);
const year = ['2016-01', '2016-02', '2016-03'];

describe('months held again', () => {
  it('are free for nobody', () => {
    const past = after(claim('b1', year), release('b1'), hold('b1'));
    expect(past.at(-1)).toMatchObject({ type: 'DuesHeldAgain', data: { months: year, contested: [] } });
    expect(duesToClaim(past.reduce(payeeLedgerDecider.evolve, emptyLedger), schemes[0], year)).toEqual([]);
    ledger.given(...past).when(claim('b2', ['2016-03'])).thenRefused('ledger.month-already-claimed');
    ledger.given(...past).when(claim('s1', ['2016-03'], schemes[1])).thenRefused('ledger.exclusive-scheme-claimed');
  });

  it('stay with the batch that claimed them in between, and are free for no third one when that one gives them back', () => {
    const past = after(claim('b1', year), release('b1'), claim('b2', ['2016-02']), hold('b1'));
    expect(past.at(-1)).toMatchObject({ data: { months: ['2016-01', '2016-03'], contested: [{ batchId: 'b2', months: ['2016-02'] }] } });
    expect(duesClaimOf(past.reduce(payeeLedgerDecider.evolve, emptyLedger), schemes[0], '2016-02')?.batchId).toBe('b2');
    const freed = after(claim('b1', year), release('b1'), claim('b2', ['2016-02']), hold('b1'), release('b2'));
    ledger.given(...freed).when(claim('b3', ['2016-02'])).thenRefused('ledger.month-already-claimed');
  });

  it('also when an exclusive scheme took them', () =>
    expect(after(claim('b1', year), release('b1'), claim('s1', ['2016-01'], schemes[1]), hold('b1')).at(-1)).toMatchObject({ data: { months: ['2016-02', '2016-03'], contested: [{ batchId: 's1', months: ['2016-01'] }] } }));

  it('are given back whole and can be held once more', () => {
    const past = [claim('b1', year), release('b1'), claim('b2', ['2016-02']), hold('b1'), release('b1'), release('b2')];
    expect(duesToClaim(after(...past).reduce(payeeLedgerDecider.evolve, emptyLedger), schemes[0], year)).toEqual(year);
    expect(after(...past, hold('b1')).at(-1)).toMatchObject({ type: 'DuesHeldAgain', data: { months: year, contested: [] } });
  });

  it('twice changes nothing, and nothing is held that was never claimed', () => {
    ledger.given(...after(claim('b1', year))).when(hold('b1')).then();
    ledger.given(...after(claim('b1', year))).when(hold('b9')).thenRefused('ledger.nothing-to-release');
  });

  it('are never held by two batches, in any history', () => {
    const batch = fc.constantFrom('b1', 'b2', 'b3');
    const months = fc.subarray(year, { minLength: 1 });
    const scheme = fc.constantFrom(...schemes);
    const step = fc.oneof(
      fc.tuple(batch, months, scheme).map(([id, of, paying]) => claim(`${paying}.${id}`, of, paying)),
      fc.tuple(batch, scheme).map(([id, paying]) => release(`${paying}.${id}`)),
      fc.tuple(batch, scheme).map(([id, paying]) => hold(`${paying}.${id}`, paying)),
    );
    const seen = { held: 0, contested: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
        const events = after(...steps);
        const state = events.reduce(payeeLedgerDecider.evolve, emptyLedger);
        for (const month of year) expect(state.claims.filter((entry) => !entry.released && entry.months.includes(month)).length).toBeLessThanOrEqual(1);
        for (const event of events) {
          if (event.type !== 'DuesHeldAgain') continue;
          seen.held += 1;
          if (event.data.contested.length > 0) seen.contested += 1;
        }
      }),
      { numRuns: 500 },
    );
    expect([seen.held > 0, seen.contested > 0]).toEqual([true, true]);
  });
});

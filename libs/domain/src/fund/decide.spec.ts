import { Actor, RoleGrant, scenario, upcast } from '@zhibu/kernel';
import { FundCommand } from './commands';
import { fundDecider } from './decide';
import { FundEvent, fundEventSpecs } from './events';
import { availableOf, fundShortage, heldOf, noFund } from './state';

const county = '990101000000';
const account = { fundId: `rural-reward.${county}.2016`, scheme: 'rural-reward', areaCode: county, year: 2016 };
const officer = (...roles: RoleGrant['role'][]): Actor => ({ userId: 'fin-1', kind: 'officer', roles: roles.map((role) => ({ role, areaCode: county })) });
const machine: Actor = { userId: 'auto', kind: 'automation', roles: [] };
const at = '2016-06-01T00:00:00.000Z';
const preparer = officer('finance-preparer');

const receiptData = { ...account, receiptNo: 'R1', level: 'central' as const, amountFen: 100_00, receivedOn: '2016-03-01', document: '财社〔2016〕16号' };
const received: FundEvent = { type: 'FundReceived', data: receiptData };
const receive = (change: Partial<typeof receiptData> = {}, by = preparer): FundCommand => ({ type: 'RecordFundReceipt', by, at, data: { ...receiptData, ...change } });
const central = (amountFen: number) => [{ level: 'central' as const, amountFen }];
const reserve = (batchId: string, amountFen: number, preparers = ['prep-1'], approvals = [['appr-1']]): FundCommand => ({ type: 'ReserveFunds', by: machine, at, data: { ...account, batchId, byLevel: central(amountFen), context: { preparers, approvals } } });
const use = (batchId: string, amountFen: number): FundCommand => ({ type: 'UseFunds', by: machine, at, data: { ...account, batchId, byLevel: central(amountFen), usedOn: '2016-06-01' } });
const reserved = (batchId: string, amountFen: number): FundEvent => ({ type: 'FundsReserved', data: { ...account, batchId, byLevel: central(amountFen) } });
const used = (batchId: string, amountFen: number): FundEvent => ({ type: 'FundsUsed', data: { ...account, batchId, byLevel: central(amountFen), usedOn: '2016-06-01' } });
const released = (batchId: string, amountFen: number): FundEvent => ({ type: 'FundsReleased', data: { ...account, batchId, byLevel: central(amountFen), reason: 'batch-closed' } });
const useLate = (batchId: string, amountFen: number): FundCommand => ({ type: 'UseFunds', by: machine, at, data: { ...account, batchId, byLevel: central(amountFen), usedOn: '2016-06-01', reconciliation: '1/1', afterRelease: true } });
const takeBack = (batchId: string, amountFen: number): FundCommand => ({ type: 'TakeBackFunds', by: machine, at, data: { ...account, batchId, byLevel: central(amountFen), reconciliation: '1/1', today: '2016-06-01' } });
const overdraft = (by: Actor): FundCommand => ({ type: 'AllowOverdraft', by, at, data: { ...account, level: 'central', limitFen: 50_00, document: '县府〔2016〕1号' } });
const fund = scenario(fundDecider);

describe('fund', () => {
  it('records a receipt once', () => {
    fund.given().when(receive()).then(received);
    fund.given(received).when(receive()).thenRefused('fund.receipt-twice');
    fund.given().when(receive({ amountFen: 0 })).thenRefused('fund.not-an-amount');
    fund.given().when(receive({ amountFen: 0.5 })).thenRefused('fund.not-an-amount');
    fund.given().when(receive({}, officer('caseworker'))).thenRefused('authority.role');
    fund.given(received).when(receive({ fundId: 'x', receiptNo: 'R2' })).thenRefused('fund.other-account');
  });

  it('reserves what is held, once a batch', () => {
    fund.given(received).when(reserve('b1', 100_00)).then(reserved('b1', 100_00));
    fund.given(received, reserved('b1', 60_00)).when(reserve('b1', 60_00)).then();
    fund.given(received, reserved('b1', 60_00)).when(reserve('b1', 50_00)).thenRefused('fund.already-reserved');
    fund.given(received, reserved('b1', 60_00), used('b1', 60_00)).when(reserve('b1', 60_00)).then();
  });

  it('reserves nothing for a batch that ended before anything was reserved', () => {
    const bar = (byLevel: ReturnType<typeof central>, by: Actor = machine): FundCommand => ({ type: 'ReleaseFunds', by, at, data: { ...account, batchId: 'b1', byLevel, reason: 'batch-cancelled', bar: true } });
    const barred: FundEvent = { type: 'FundsReleased', data: { ...account, batchId: 'b1', byLevel: [], reason: 'batch-cancelled' } };
    fund.given(received).when(bar([])).then(barred);
    fund.given().when(bar([])).then(barred);
    fund.given(received).when(bar([], officer('caseworker'))).thenRefused('authority.role');
    fund.given(received, barred).when(reserve('b1', 1)).thenRefused('fund.batch-ended');
    // What was reserved is given back by its amounts, never by none.
    fund.given(received, reserved('b1', 60_00)).when(bar([])).thenRefused('fund.not-an-amount');
    fund.given(received, reserved('b1', 60_00)).when(bar(central(60_00))).then({ type: 'FundsReleased', data: { ...barred.data, byLevel: central(60_00) } });
    const state = [received, barred].reduce(fundDecider.evolve, noFund);
    expect([heldOf(state).central, availableOf(state).central]).toEqual([100_00, 100_00]);
  });

  it('says what is missing by level', () => {
    const outcome = fund.given(received, reserved('b1', 60_00)).when(reserve('b2', 40_01)).outcome;
    expect(outcome).toMatchObject({ ok: false, rejection: { code: 'fund.short', message: { en: 'Not enough funds: central lacks 0.01 yuan' } } });
    const state = [received, reserved('b1', 60_00)].reduce(fundDecider.evolve, noFund);
    expect(fundShortage(state, [...central(40_01), { level: 'county', amountFen: 5 }])).toEqual([{ level: 'central', amountFen: 1 }, { level: 'county', amountFen: 5 }]);
  });

  it('goes below zero only by a decision of finance', () => {
    fund.given().when(overdraft(machine)).thenRefused('authority.automation');
    fund.given().when(overdraft(officer('finance-approver', 'administrator'))).thenRefused('authority.administrator');
    fund.given().when(overdraft(preparer)).thenRefused('authority.role');
    const allowed: FundEvent = { type: 'OverdraftAllowed', data: { ...account, level: 'central', limitFen: 50_00, document: '县府〔2016〕1号', decidedBy: ['fin-1'] } };
    fund.given().when(overdraft(officer('finance-approver'))).then(allowed);
    fund.given(received, allowed).when(reserve('b1', 150_00)).then(reserved('b1', 150_00));
    fund.given(received, allowed).when(reserve('b1', 150_01)).thenRefused('fund.short');
  });

  it('spends what is not there only for a list that somebody else approved', () => {
    const allowed = (limitFen: number, ...decidedBy: string[]): FundEvent => ({ type: 'OverdraftAllowed', data: { ...account, level: 'central', limitFen, document: '县府〔2016〕1号', decidedBy } });
    const past = [received, allowed(50_00, 'appr-1', 'chief')];
    const code = 'duty.allowed-overdraft-and-approves';
    fund.given(...past).when(reserve('b1', 100_01)).thenRefused(code);
    fund.given(...past).when(reserve('b1', 100_01, ['prep-1'], [['deputy', 'chief']])).thenRefused(code);
    fund.given(...past).when(reserve('b1', 100_01, ['appr-1'], [['appr-2']])).thenRefused(code);
    fund.given(...past, reserved('b0', 60_00)).when(reserve('b1', 40_01)).thenRefused(code);
    // One of two who approved is another person; what is held needs no overdraft; the latest decision is the one that stands.
    fund.given(...past).when(reserve('b1', 100_01, ['prep-1'], [['appr-1'], ['appr-2']])).then(reserved('b1', 100_01));
    fund.given(...past).when(reserve('b1', 100_00)).then(reserved('b1', 100_00));
    fund.given(...past, allowed(50_00, 'appr-2')).when(reserve('b1', 100_01)).then(reserved('b1', 100_01));
    // What was set aside stays so, whoever decides anew.
    fund.given(...past, allowed(50_00, 'appr-2'), reserved('b1', 100_01), allowed(50_00, 'appr-1')).when(reserve('b1', 100_01)).then();
  });

  it('uses no more than the batch has reserved, and what is used is gone', () => {
    fund.given(received, reserved('b1', 60_00)).when(use('b1', 60_01)).thenRefused('fund.more-than-reserved');
    fund.given(received).when(use('b1', 1)).thenRefused('fund.more-than-reserved');
    fund.given(received, reserved('b1', 60_00), used('b1', 20_00)).when(use('b1', 40_01)).thenRefused('fund.more-than-reserved');
    const state = [received, reserved('b1', 60_00), used('b1', 20_00)].reduce(fundDecider.evolve, noFund);
    expect([heldOf(state).central, availableOf(state).central]).toEqual([80_00, 40_00]);
  });

  it('books what reached people after the reservation was given back, beyond it, and other batches keep what is theirs', () => {
    const past = [received, reserved('b1', 60_00), used('b1', 50_00), released('b1', 10_00), reserved('b2', 50_00)];
    fund.given(...past).when(use('b1', 10_00)).thenRefused('fund.more-than-reserved');
    const outcome = fundDecider.decide(past.reduce(fundDecider.evolve, noFund), useLate('b1', 10_00));
    if (!outcome.ok) throw new Error(outcome.rejection.code);
    expect(outcome.events).toMatchObject([{ type: 'FundsUsedAfterRelease', data: { byLevel: central(10_00), reconciliation: '1/1', usedOn: '2016-06-01' } }]);
    const state = [...past, ...outcome.events].reduce(fundDecider.evolve, noFund);
    // Held 100 - 60; 50 of it set aside for b2: the account is 10 short, and shows it.
    expect([heldOf(state).central, availableOf(state).central]).toEqual([40_00, -10_00]);
    const open = [received, reserved('b1', 60_00), used('b1', 50_00)];
    const split = fundDecider.decide(open.reduce(fundDecider.evolve, noFund), useLate('b1', 15_00));
    expect(split.ok && split.events.map((event) => event.type)).toEqual(['FundsUsed', 'FundsUsedAfterRelease']);
  });

  it('takes back what came back from people, and no more than was used', () => {
    const past = [received, reserved('b1', 60_00), used('b1', 60_00)];
    fund.given(...past).when(takeBack('b1', 60_01)).thenRefused('fund.more-than-used');
    fund.given(received).when(takeBack('b1', 1)).thenRefused('fund.more-than-used');
    const outcome = fundDecider.decide(past.reduce(fundDecider.evolve, noFund), takeBack('b1', 20_00));
    if (!outcome.ok) throw new Error(outcome.rejection.code);
    const state = [...past, ...outcome.events].reduce(fundDecider.evolve, noFund);
    expect([heldOf(state).central, availableOf(state).central]).toEqual([60_00, 40_00]);
    fund.given(...past, ...outcome.events).when(use('b1', 20_00)).then({ type: 'FundsUsed', data: { ...account, batchId: 'b1', byLevel: central(20_00), usedOn: '2016-06-01' } });
  });

  it('reads an overdraft of the first version, decided by one or for another', () => {
    const old = (decidedBy: string) => upcast(fundEventSpecs.OverdraftAllowed, 1, { ...account, level: 'central', limitFen: 1, document: 'd', decidedBy });
    expect([old('a'), old('a b')]).toMatchObject([{ decidedBy: ['a'] }, { decidedBy: ['a', 'b'] }]);
  });
});

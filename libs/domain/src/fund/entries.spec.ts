import { Actor, RoleGrant, scenario } from '@zhibu/kernel';
import { FundCommand } from './commands';
import { fundDecider } from './decide';
import { FundEvent } from './events';
import { noFund } from './state';

const county = '990101000000';
const account = { fundId: `rural-reward.${county}.2016`, scheme: 'rural-reward', areaCode: county, year: 2016 };
const officer = (role: RoleGrant['role']): Actor => ({ userId: 'fin-1', kind: 'officer', roles: [{ role, areaCode: county }] });
const machine: Actor = { userId: 'auto', kind: 'automation', roles: [] };
const ask = (type: FundCommand['type'], data: object, by: Actor = machine): FundCommand => ({ type, by, at: '2016-06-01T00:00:00.000Z', data: { ...account, ...data } }) as FundCommand;
const central = (amountFen: number) => [{ level: 'central' as const, amountFen }];

const receiptData = { ...account, receiptNo: 'R1', level: 'central' as const, amountFen: 100_00, receivedOn: '2016-03-01', document: '财社〔2016〕16号' };
const received: FundEvent = { type: 'FundReceived', data: receiptData };
const receive = (change: object = {}): FundCommand => ask('RecordFundReceipt', { ...receiptData, ...change }, officer('finance-preparer'));
const reserved = (batchId: string, amountFen: number): FundEvent => ({ type: 'FundsReserved', data: { ...account, batchId, byLevel: central(amountFen) } });
const used = (batchId: string, amountFen: number): FundEvent => ({ type: 'FundsUsed', data: { ...account, batchId, byLevel: central(amountFen), usedOn: '2016-06-01' } });
const reserve = (batchId: string, amountFen: number): FundCommand => ask('ReserveFunds', { batchId, byLevel: central(amountFen), context: { preparers: ['prep-1'], approvals: [['appr-1']] } });
const use = (batchId: string, amountFen: number): FundCommand => ask('UseFunds', { batchId, byLevel: central(amountFen), usedOn: '2016-06-01' });
const useLate = (batchId: string, amountFen: number): FundCommand => ask('UseFunds', { batchId, byLevel: central(amountFen), usedOn: '2016-06-01', reconciliation: '1/1', afterRelease: true });
const takeBack = (batchId: string, amountFen: number): FundCommand => ask('TakeBackFunds', { batchId, byLevel: central(amountFen), reconciliation: '1/1', today: '2016-06-01' });
const giveBack = (batchId: string, byLevel: ReturnType<typeof central>, bar?: boolean): FundCommand => ask('ReleaseFunds', { batchId, byLevel, reason: 'batch-closed', ...(bar === undefined ? {} : { bar }) });
const overdraft = (change: object = {}): FundCommand => ask('AllowOverdraft', { level: 'central', limitFen: 50_00, document: '县府〔2016〕1号', ...change }, officer('finance-approver'));
const fund = scenario(fundDecider);

describe('fund: every entry', () => {
  const past = [received, reserved('b1', 60_00), used('b1', 20_00)];
  const entries: readonly FundCommand[] = [reserve('b2', 1), giveBack('b1', central(1)), use('b1', 1), useLate('b1', 1), takeBack('b1', 1)];
  const changed = (command: FundCommand, change: object): FundCommand => ({ ...command, data: { ...command.data, ...change } }) as FundCommand;

  it.each([...entries, receive({ receiptNo: 'R2' }), overdraft(), giveBack('b9', [], true)].map((command) => [command.type, command] as const))('%s is of this account', (_, command) => {
    expect(fundDecider.decide(past.reduce(fundDecider.evolve, noFund), command).ok).toBe(true);
    const next = { fundId: `rural-reward.${county}.2017`, year: 2017 };
    for (const change of [{ fundId: next.fundId }, { year: 2017 }, { areaCode: '990102000000' }, { scheme: 'special-hardship' }, next]) {
      fund.given(...past).when(changed(command, change)).thenRefused('fund.other-account');
    }
  });

  it.each([...entries, receive({ receiptNo: 'R2' })].map((command) => [command.type, command] as const))('%s is recorded by finance or by a program', (_, command) => {
    const state = past.reduce(fundDecider.evolve, noFund);
    for (const by of [machine, officer('finance-preparer'), officer('finance-approver')]) expect(fundDecider.decide(state, { ...command, by }).ok).toBe(true);
    for (const role of ['caseworker', 'county-reviewer', 'inspector', 'administrator'] as const) fund.given(...past).when({ ...command, by: officer(role) }).thenRefused('authority.role');
  });

  it.each(entries.map((command) => [command.type, command] as const))('%s has whole fen of funders that exist, each once', (_, command) => {
    const level = 'central';
    const wrong = [[], [{ level, amountFen: 0 }], [{ level, amountFen: -1 }], [{ level, amountFen: 0.5 }], [{ level, amountFen: 1 }, { level, amountFen: 1 }], [{ level: 'village', amountFen: 1 }], [{ level, amountFen: 1 }, { level: 'county', amountFen: -1 }]];
    for (const byLevel of wrong) fund.given(...past).when(changed(command, { byLevel })).thenRefused('fund.not-an-amount');
    expect(fundDecider.decide(past.reduce(fundDecider.evolve, noFund), changed(command, { byLevel: [{ level, amountFen: 1 }, { level: 'county', amountFen: 0 }] })).ok).toBe(true);
  });

  it('stays the account of what was written first, whatever that was', () => {
    const first: FundEvent[] = [received, reserved('b1', 1), { type: 'FundsReleased', data: { ...account, batchId: 'b1', byLevel: [], reason: 'batch-cancelled' } }, { type: 'OverdraftAllowed', data: { ...account, level: 'central', limitFen: 1, document: 'd', decidedBy: ['fin-1'] } }];
    for (const event of first) fund.given(event).when(receive({ receiptNo: 'R9', year: 2017, fundId: `rural-reward.${county}.2017` })).thenRefused('fund.other-account');
  });

  it('knows every receipt, and the day on which each came', () => {
    const second: FundEvent = { type: 'FundReceived', data: { ...receiptData, receiptNo: 'R2' } };
    for (const receiptNo of ['R1', 'R2']) fund.given(received, second).when(receive({ receiptNo })).thenRefused('fund.receipt-twice');
    fund.given().when(receive({ receivedOn: '2016-02-30' })).thenRefused('date.not-a-day');
  });

  it('gives back by amounts, unless it bars a batch that holds nothing', () => {
    fund.given(received).when(giveBack('b1', [])).thenRefused('fund.not-an-amount');
    fund.given(received).when(giveBack('b1', central(1), true)).thenRefused('fund.more-than-reserved');
    fund.given(...past).when(giveBack('b1', central(40_01))).thenRefused('fund.more-than-reserved');
  });

  it('says of each level what was reserved and what goes beyond, and on which day it came back', () => {
    const open = [received, reserved('b1', 60_00), used('b1', 50_00)];
    const data = { ...account, batchId: 'b1', usedOn: '2016-06-01', reconciliation: '1/1' };
    const both = changed(useLate('b1', 0), { byLevel: [{ level: 'central', amountFen: 15_00 }, { level: 'county', amountFen: 3 }] });
    fund.given(...open).when(both).then({ type: 'FundsUsed', data: { ...data, byLevel: central(10_00) } }, { type: 'FundsUsedAfterRelease', data: { ...data, byLevel: [...central(5_00), { level: 'county', amountFen: 3 }] } });
    fund.given(...open).when(useLate('b1', 10_00)).then({ type: 'FundsUsed', data: { ...data, byLevel: central(10_00) } });
    fund.given(...open).when(takeBack('b1', 50_00)).then({ type: 'FundsTakenBack', data: { ...account, batchId: 'b1', byLevel: central(50_00), reconciliation: '1/1', takenBackOn: '2016-06-01' } });
  });

  it('limits an overdraft to whole fen of a funder that exists; none is a limit too', () => {
    for (const change of [{ limitFen: -1 }, { limitFen: 0.5 }, { level: 'village' }]) fund.given().when(overdraft(change)).thenRefused('fund.not-an-amount');
    expect(fundDecider.decide(noFund, overdraft({ limitFen: 0 })).ok).toBe(true);
  });
});

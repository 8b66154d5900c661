import { Actor, DomainCommand, RoleGrant, scenario } from '@zhibu/kernel';
import { PaymentBatchCommand } from './commands';
import { paymentBatchDecider } from './decide';
import { listHashOf } from './decide-list';
import { PaymentBatchEvent } from './events';
import { nextFileNo, noBatch } from './state';

const county = '990101000000';
const batchId = `rural-reward.${county}.2016.1`;
const today = '2016-06-01';
const officer = (userId: string, role: RoleGrant['role'], areaCode = county, onBehalfOf?: string): Actor => ({
  userId, kind: 'officer', roles: [{ role, areaCode }], ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
});
const preparer = officer('prep-1', 'finance-preparer');
const other = officer('prep-2', 'finance-preparer');
const approver = officer('appr-1', 'finance-approver');
const second = officer('appr-2', 'finance-approver');
const machine: Actor = { userId: 'auto', kind: 'automation', roles: [] };

type Data<Type extends PaymentBatchCommand['type']> = Extract<PaymentBatchCommand, { type: Type }>['data'];
const ask = <Type extends PaymentBatchCommand['type']>(type: Type, by: Actor, data: Data<Type>): PaymentBatchCommand =>
  ({ type, by, at: '2016-06-01T00:00:00.000Z', data }) as DomainCommand<Type, unknown> as PaymentBatchCommand;
const comparison = { previousBatchId: null, newLines: 5, endedLines: 0, changedLines: 0, unchangedLines: 0, differenceFen: 5_000 };
const hash = listHashOf([{ hash: 'h1' }, { hash: 'h2' }]);
const levels = [{ level: 'central' as const, amountFen: 3_000 }, { level: 'county' as const, amountFen: 2_000 }];

const open = (by: Actor = preparer, change: Partial<Data<'OpenBatch'>> = {}) =>
  ask('OpenBatch', by, { batchId, scheme: 'rural-reward', areaCode: county, period: '2016', throughMonth: '2016-12', deadline: '2016-08-31', today, ...change });
const plan = ask('PlanBatch', machine, { chunks: [{ chunk: 1, after: '', through: 'm', entitlements: 3 }, { chunk: 2, after: 'm', through: 'z', entitlements: 2 }] });
const chunk = (no: number, by: Actor = machine, change: Partial<Data<'RecordChunk'>> = {}) =>
  ask('RecordChunk', by, { chunk: no, lines: no === 1 ? 3 : 2, totalFen: no === 1 ? 3_000 : 2_000, byLevel: [levels[no - 1]!], hash: `h${no}`, exceptions: 0, confirmers: ['county-1'], ...change });
const freeze = (by: Actor = preparer) => ask('FreezeBatch', by, { today });
const submit = (by: Actor = preparer, change: Partial<typeof comparison> = {}) => ask('SubmitBatch', by, { comparison: { ...comparison, ...change }, today });
const approve = (by: Actor = approver, listHash = hash, secondApprovalAboveFen = 1_000_000) => ask('ApproveBatch', by, { listHash, secondApprovalAboveFen, today });
const reserve = ask('RecordFundsReserved', machine, { fundId: 'f', byLevel: levels });
const file = (fileNo = 1, lines = 5, totalFen = 5_000, sha256 = `s${fileNo}`, by: Actor = machine) => ask('RecordFile', by, { fileNo, layout: 'demo', sha256, lines, totalFen });
const send = (fileNo = 1, by: Actor = preparer) => ask('SendBatch', by, { fileNo, bankReference: 'R', today });
const returns = (returnFileId: string, creditedFen: number, returnedFen: number, unknownFen = 0) =>
  ask('RecordReturns', machine, { returnFileId, creditedFen, returnedFen, unknownFen, credited: 1, returned: 1, unknown: 0, exceptions: 0, today });
const reissue = (lineNo: number, amountFen: number) => ask('ReissueLines', preparer, { lines: [{ lineNo, attempt: 2, amountFen }] });
const close = (creditedFen: number, returnedFen: number, pendingFen = 0, unknownFen = 0) => ask('CloseBatch', preparer, { creditedFen, returnedFen, pendingFen, unknownFen, today });
const cancel = ask('CancelBatch', preparer, { reason: 'built too early' });

const after = (...commands: PaymentBatchCommand[]): PaymentBatchEvent[] => {
  const events: PaymentBatchEvent[] = [];
  for (const command of commands) {
    const outcome = paymentBatchDecider.decide(events.reduce(paymentBatchDecider.evolve, noBatch), command);
    if (!outcome.ok) throw new Error(`${command.type}: ${outcome.rejection.code}`);
    events.push(...outcome.events);
  }
  return events;
};
const built = [open(), plan, chunk(1), chunk(2)];
const submitted = [...built, freeze(), submit()];
const sent = [...submitted, approve(), reserve, file(), send()];
const batch = scenario(paymentBatchDecider);
const refused = (past: PaymentBatchCommand[], command: PaymentBatchCommand, code: string) => batch.given(...after(...past)).when(command).thenRefused(code);
const type = (past: PaymentBatchCommand[], command: PaymentBatchCommand) => after(...past, command).slice(after(...past).length).map((event) => event.type);

describe('payment batch: the list', () => {
  it.each(['2016', '2016-H1', '2016-06'])('opens for period %s', (period) => {
    expect(type([], open(preparer, { period, batchId: `rural-reward.${county}.${period}.1`, throughMonth: '2016-06' }))).toEqual(['BatchOpened']);
  });
  it.each([
    ['a period nobody knows', open(preparer, { period: '2016-Q1' }), 'batch.period'],
    ['a month outside the period', open(preparer, { throughMonth: '2017-01' }), 'batch.through-month'],
    ['an id of another batch', open(preparer, { batchId: `special-hardship.${county}.2016.1` }), 'batch.id-differs'],
    ['a role for another area', open(officer('prep-9', 'finance-preparer', '990102000000')), 'authority.area'],
    ['a caseworker', open(officer('case-1', 'caseworker')), 'authority.role'],
  ])('refuses to open with %s', (_, command, code) => refused([], command, code));

  it('records a chunk once', () => {
    expect(type(built, chunk(1))).toEqual([]);
    refused(built, chunk(1, machine, { hash: 'other' }), 'batch.chunk-differs');
    refused([open(), plan], chunk(3), 'batch.chunk-not-planned');
    refused([open(), plan], chunk(1, machine, { totalFen: 3_001 }), 'batch.chunk-levels-differ');
  });

  it('freezes the sum of all chunks, hashed in the order of the plan', () => {
    const events = after(open(), plan, chunk(2), chunk(1), freeze());
    expect(events.at(-1)).toMatchObject({ type: 'BatchFrozen', data: { lines: 5, totalFen: 5_000, byLevel: levels, listHash: hash } });
    refused([open(), plan, chunk(2)], freeze(), 'batch.chunks-missing');
    refused([open(), plan, chunk(1, machine, { lines: 0, totalFen: 0, byLevel: [] }), chunk(2, machine, { lines: 0, totalFen: 0, byLevel: [] })], freeze(), 'batch.empty');
  });

  it('keeps the comparison, which must speak of this list', () => {
    expect(after(...submitted).at(-1)).toMatchObject({ type: 'BatchSubmitted', data: { comparison, listHash: hash } });
    refused([...built, freeze()], submit(preparer, { newLines: 4 }), 'batch.comparison');
  });

  it('can be cancelled until a file is written, after the approval by an approver only', () => {
    const byApprover = ask('CancelBatch', approver, { reason: 'the money does not come' });
    for (const past of [[open()], built, submitted]) expect(type(past, cancel)).toEqual(['BatchCancelled']);
    for (const past of [[...submitted, approve()], [...submitted, approve(), reserve]]) {
      refused(past, cancel, 'authority.role');
      refused(past, ask('CancelBatch', machine, { reason: 'r' }), 'authority.automation');
      refused(past, ask('CancelBatch', approver, { reason: ' ' }), 'batch.reason');
      expect(type(past, byApprover)).toEqual(['BatchCancelled']);
    }
    refused([...submitted, approve(), reserve, file()], byApprover, 'batch.wrong-status');
    refused(sent, byApprover, 'batch.wrong-status');
    refused([...submitted, approve(), byApprover], reserve, 'batch.wrong-status');
    expect(type([open(), cancel], cancel)).toEqual([]);
    refused([...built, cancel], freeze(), 'batch.wrong-status');
  });
});

describe('payment batch: separation of duties', () => {
  const asApprover = (userId: string, behind?: string): Actor => officer(userId, 'finance-approver', county, behind);
  it.each([
    ['the preparer', asApprover('prep-1')],
    ['somebody for the preparer', asApprover('appr-9', 'prep-1')],
    ['the freezer', asApprover('prep-2')],
    ['the submitter', asApprover('prep-3')],
  ])('never lets %s approve', (_, by) => {
    const past = [...built, freeze(other), submit(officer('prep-3', 'finance-preparer'))];
    refused(past, approve(by), 'duty.prepared-and-approves');
  });

  it('remembers preparers of an earlier round', () => {
    const again = [...built, freeze(other), submit(), ask('SendBackBatch', approver, { reason: 'look again' }), freeze(), submit()];
    refused(again, approve(asApprover('prep-2')), 'duty.prepared-and-approves');
    expect(type(again, approve())).toEqual(['BatchApproved']);
  });

  it.each<[string, PaymentBatchCommand[], (by: Actor) => PaymentBatchCommand, RoleGrant['role']]>([
    ['freeze', built, freeze, 'finance-preparer'],
    ['submit', [...built, freeze()], submit, 'finance-preparer'],
    ['approve', submitted, approve, 'finance-approver'],
    ['write', [...submitted, approve(), reserve], (by) => file(1, 5, 5_000, 's', by), 'finance-preparer'],
    ['send', [...submitted, approve(), reserve, file()], (by) => send(1, by), 'finance-preparer'],
  ])('never lets a confirmer, a program or an administrator %s', (name, past, command, role) => {
    const confirmer = officer('county-1', role);
    refused(past, command(confirmer), 'duty.confirmed-and-pays');
    refused(past, command({ ...officer('z', role), onBehalfOf: 'county-1' }), 'duty.confirmed-and-pays');
    if (name === 'write') return;
    refused(past, command({ ...confirmer, userId: 'auto', kind: 'automation' }), 'authority.automation');
    const both: Actor = { userId: 'root', kind: 'officer', roles: [{ role, areaCode: '000000000000' }, { role: 'administrator', areaCode: '000000000000' }] };
    refused(past, command(both), 'authority.administrator');
    refused(past, command(officer('far', role, '990102000000')), 'authority.area');
  });

  it('is not paid by who approved it, also after a change of role or for another', () => {
    const filed = [...submitted, approve(), reserve, file()];
    const turned = officer('appr-1', 'finance-preparer');
    const behind = officer('prep-2', 'finance-preparer', county, 'appr-1');
    for (const by of [turned, behind]) {
      refused([...submitted, approve(), reserve], file(1, 5, 5_000, 's', by), 'duty.approved-and-pays');
      refused(filed, send(1, by), 'duty.approved-and-pays');
      refused([...sent, returns('r1', 4_000, 1_000)], ask('ReissueLines', by, { lines: [{ lineNo: 1, attempt: 2, amountFen: 1_000 }] }), 'duty.approved-and-pays');
    }
  });

  it('can only be cancelled when a confirmer opened it', () => {
    const past = [open(officer('county-1', 'finance-preparer')), plan, chunk(1), chunk(2)];
    refused(past, freeze(), 'duty.confirmed-and-pays');
    expect(type(past, cancel)).toEqual(['BatchCancelled']);
  });

  it('approves the list that was seen', () => {
    refused(submitted, approve(approver, 'f'.repeat(64)), 'batch.hash-changed');
    expect(type(submitted, approve())).toEqual(['BatchApproved']);
  });

  it('asks two different approvers above the limit', () => {
    const once = [...submitted, approve(approver, hash, 4_999)];
    expect(after(...once).at(-1)).toMatchObject({ data: { complete: false } });
    refused(once, approve(approver, hash, 4_999), 'duty.approved-before');
    refused(once, approve(asApprover('appr-2', 'appr-1'), hash, 4_999), 'duty.approved-before');
    refused(once, reserve, 'batch.wrong-status');
    expect(after(...once, approve(second, hash, 4_999)).at(-1)).toMatchObject({ data: { complete: true } });
    expect(after(...submitted, approve(approver, hash, 5_000)).at(-1)).toMatchObject({ data: { complete: true } });
  });
});

describe('payment batch: money', () => {
  it('needs exactly the funds of the list', () => {
    refused([...submitted, approve()], ask('RecordFundsReserved', machine, { fundId: 'f', byLevel: [levels[0]!] }), 'batch.funds-differ');
    expect(type([...submitted, approve(), reserve], reserve)).toEqual([]);
    const short = ask('RecordFundsShort', machine, { fundId: 'f', missing: [levels[1]!] });
    expect(type([...submitted, approve()], short)).toEqual(['BatchFundsShort']);
    expect(type([...submitted, approve(), short], short)).toEqual([]);
  });

  it('writes a file with all of the list, and sends it once', () => {
    const funded = [...submitted, approve(), reserve];
    refused(funded, file(1, 5, 4_999), 'batch.file-total-differs');
    refused(funded, file(2), 'batch.file-number');
    expect(type([...funded, file()], file())).toEqual([]);
    refused([...funded, file()], file(1, 5, 5_000, 'other'), 'batch.file-differs');
    refused(funded, send(), 'batch.wrong-status');
    refused(sent, send(), 'batch.file-already-sent');
  });

  it('reissues no more than was returned, each instruction once, in a file of its own', () => {
    const back = [...sent, returns('r1', 4_000, 1_000)];
    refused(sent, reissue(5, 1_000), 'batch.reissue-exceeds-returned');
    refused(back, reissue(5, 1_001), 'batch.reissue-exceeds-returned');
    refused([...back, reissue(5, 500)], reissue(5, 500), 'batch.already-reissued');
    const out = [...back, reissue(5, 1_000)];
    expect(nextFileNo(after(...out).reduce(paymentBatchDecider.evolve, noBatch))).toBe(2);
    refused(out, file(2, 1, 999), 'batch.file-total-differs');
    expect(type([...out, file(2, 1, 1_000), send(2), returns('r2', 1_000, 0)], close(5_000, 0))).toEqual(['BatchClosed']);
  });

  it('applies a return file once', () => {
    const back = [...sent, returns('r1', 4_000, 1_000)];
    expect(type(back, returns('r1', 4_000, 1_000))).toEqual([]);
    refused(back, returns('r1', 4_001, 999), 'batch.returns-differ');
    refused(back, returns('r2', 1_001, 0), 'batch.credited-too-much');
  });

  it('closes only when every fen is credited or returned, as the return files said', () => {
    const back = [...sent, returns('r1', 4_000, 1_000)];
    // What the bank says after the end is kept, not lost.
    expect(type([...back, close(4_000, 1_000)], returns('late', 0, 0, 1_000))).toEqual(['BatchReturnsApplied']);
    expect(type(back, close(4_000, 1_000))).toEqual(['BatchClosed']);
    refused(back, close(4_000, 0, 1_000), 'batch.not-settled');
    refused(back, close(4_000, 0, 0, 1_000), 'batch.not-settled');
    refused(back, close(4_000, 999), 'batch.total-differs');
    refused(back, close(5_000, 0), 'batch.credited-differs');
  });
});

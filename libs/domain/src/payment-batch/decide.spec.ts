import { Actor, RoleGrant } from '@zhibu/kernel';
import { PaymentBatchCommand } from './commands';
import { paymentBatchDecider } from './decide';
import { approvalComplete, approvalsNeeded } from './decide-approval';
import { paymentBatchEventSpecs } from './events';
import { fileNosToWrite, nextFileNo, noBatch } from './state';
import {
  county, today, officer, preparer, other, approver, second, machine, ask, comparison, hash, levels, open, plan, chunk, freeze, submit, approve,
  reserve, file, send, voiding, returns, asked, reissueAll, reissue, approveReissue, declineReissue, close, cancel, after, built, submitted, sent,
  refused, type,
} from '../testing/batch-fixture';

describe('payment batch: the list', () => {
  it.each(['2016', '2016-H1', '2016-06'])('opens for period %s', (period) => {
    expect(type([], open(preparer, { period, batchId: `rural-reward.${county}.${period}.1`, throughMonth: '2016-06' }))).toEqual(['BatchOpened']);
  });
  it.each([
    ['a period nobody knows', open(preparer, { period: '2016-Q5' }), 'batch.period'],
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

  it('has a hash of its own for every batch, so that nobody approves a list with the hash of another period', () => {
    const july = [open(preparer, { batchId: `rural-reward.${county}.2016-07.1`, period: '2016-07', throughMonth: '2016-07' }), plan, chunk(1), chunk(2), freeze(), submit()];
    refused(july, approve(approver, hash), 'batch.hash-changed');
    expect(type(submitted, approve(approver, hash))).toEqual(['BatchApproved']);
    const first = paymentBatchEventSpecs.BatchFrozen.upcasters?.[1]?.({ batchId: 'b', lines: 5, totalFen: 5_000, byLevel: levels, listHash: 'h', frozenBy: ['p'], frozenOn: today });
    expect(first).toMatchObject({ listHash: 'h', hashCovers: 'lines' });
  });

  it('keeps the comparison, which must speak of this list', () => {
    expect(after(...submitted).at(-1)).toMatchObject({ type: 'BatchSubmitted', data: { comparison, listHash: hash } });
    refused([...built, freeze()], submit(preparer, { newLines: 4 }), 'batch.comparison');
    for (const changedAccounts of [1, -1, 0.5]) refused([...built, freeze()], ask('SubmitBatch', preparer, { comparison: { ...comparison, changedAccounts }, today }), 'batch.comparison');
  });

  it('can be cancelled until a file is written, after the approval by an approver only', () => {
    const byApprover = ask('CancelBatch', approver, { reason: 'the money does not come', today });
    for (const past of [[open()], built, submitted]) expect(type(past, cancel)).toEqual(['BatchCancelled']);
    for (const past of [[...submitted, approve()], [...submitted, approve(), reserve]]) {
      refused(past, cancel, 'authority.role');
      refused(past, ask('CancelBatch', machine, { reason: 'r', today }), 'authority.automation');
      refused(past, ask('CancelBatch', approver, { reason: ' ', today }), 'batch.reason');
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
    const again = [...built, freeze(other), submit(), ask('SendBackBatch', approver, { reason: 'look again', today }), freeze(), submit()];
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
      refused([...sent, returns('r1', 4_000, 1_000)], reissueAll(by, asked(1, 1_000)), 'duty.approved-and-pays');
    }
  });

  it('is not paid by the first of two who approved it either', () => {
    const both = [...submitted, approve(approver, hash, 4_999), approve(second, hash, 4_999), reserve];
    for (const id of ['appr-1', 'appr-2']) refused(both, file(1, 5, 5_000, 's', officer(id, 'finance-preparer')), 'duty.approved-and-pays');
  });

  it('is not issued again by somebody who confirmed a person on it', () => {
    const back = [...sent, returns('r1', 4_000, 1_000)];
    for (const by of [officer('county-1', 'finance-preparer'), officer('z', 'finance-preparer', county, 'county-1')]) refused(back, reissueAll(by, asked(1, 1_000)), 'duty.confirmed-and-pays');
  });

  it('starts its approvals anew after it was sent back', () => {
    const again = [...submitted, approve(approver, hash, 4_999), ask('SendBackBatch', second, { reason: 'look again', today }), freeze(), submit()];
    expect(after(...again, approve(approver, hash, 4_999)).at(-1)).toMatchObject({ data: { complete: false, approvalsBefore: 0 } });
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

describe('payment batch: an approval can be executed again', () => {
  it.each([[4_999, 2, 2], [5_000, 1, 1]] as const)('with a limit of %i fen it takes %i', (limit, needed, approvals) => {
    const all = [approve(approver, hash, limit), approve(second, hash, limit)].slice(0, approvals);
    const events = after(...submitted, ...all).flatMap((event) => (event.type === 'BatchApproved' ? [event.data] : []));
    expect(events).toHaveLength(approvals);
    for (const { totalFen, secondApprovalAboveFen = -1, approvalsBefore = -1, approvalsNeeded: kept, complete } of events) {
      expect([secondApprovalAboveFen, kept, approvalsNeeded(totalFen, secondApprovalAboveFen)]).toEqual([limit, needed, needed]);
      expect(approvalComplete({ totalFen, secondApprovalAboveFen, approvalsBefore })).toBe(complete);
    }
    expect(events.map(({ approvalsBefore }) => approvalsBefore)).toEqual(Array.from({ length: approvals }, (_, index) => index));
  });
});

describe('payment batch: a file that must not go out', () => {
  const funded = [...submitted, approve(), reserve];
  const chief = officer('appr-2', 'finance-approver');

  it('is voided by somebody without a hand in it, and is then neither sent nor handed out', () => {
    const filed = [...funded, file(1, 5, 5_000, 's1', other)];
    refused(funded, voiding(1, chief), 'batch.wrong-status');
    refused(filed, voiding(1, preparer), 'authority.role');
    refused(filed, voiding(1, machine), 'authority.automation');
    refused(filed, voiding(1, officer('county-1', 'finance-approver')), 'duty.confirmed-and-pays');
    for (const by of [officer('prep-1', 'finance-approver'), officer('prep-2', 'finance-approver'), officer('z', 'finance-approver', county, 'prep-2')]) refused(filed, voiding(1, by), 'duty.handled-and-voids');
    const take = (by: Actor) => ask('TakeFile', by, { fileNo: 1, reason: 'to the bank', today });
    refused([...filed, take(chief)], voiding(1, chief), 'duty.handled-and-voids');
    refused(filed, voiding(1, chief, ' '), 'batch.reason');
    refused(sent, voiding(1, chief), 'batch.file-already-sent');
    const past = [...filed, voiding(1, chief)];
    expect(after(...past).at(-1)).toMatchObject({ type: 'BatchFileVoided', data: { fileNo: 1, fileVersion: 1, sha256: 's1', voidedBy: ['appr-2'], voidedOn: today } });
    refused(past, send(), 'batch.file-voided');
    refused(past, take(preparer), 'batch.file-voided');
    refused(past, voiding(1, chief), 'batch.wrong-status');
    refused(past, ask('CancelBatch', chief, { reason: 'r', today }), 'batch.file-was-written');
  });

  it('keeps its number for the next version, which carries the same instructions', () => {
    const past = [...funded, file(), voiding(1, chief), file(1, 5, 5_000, 's2')];
    expect(after(...past).at(-1)).toMatchObject({ type: 'BatchFileWritten', data: { fileNo: 1, fileVersion: 2, sha256: 's2' } });
    refused(past, send(1, preparer, 's1'), 'batch.file-stale');
    expect(type(past, send(1, preparer, 's2'))).toEqual(['BatchSent']);
    refused([...funded, file(), voiding(1, chief)], file(3), 'batch.file-number');
  });

  it('gives what is reissued after it a number of its own', () => {
    const second1 = [...sent, returns('r1', 3_000, 2_000), reissue(5, 1_000), file(2, 1, 1_000)];
    const past = [...second1, voiding(2, chief), reissue(4, 1_000)];
    const state = after(...past).reduce(paymentBatchDecider.evolve, noBatch);
    expect(state.reissues.map(({ fileNo }) => fileNo)).toEqual([2, 3]);
    expect(fileNosToWrite(state)).toEqual([2, 3]);
    expect(type([...past, file(2, 1, 1_000, 'again'), send(2, preparer, 'again'), file(3, 1, 1_000)], send(3))).toEqual(['BatchSent']);
    refused([...past, file(2, 1, 1_000, 'again')], file(3, 1, 1_000), 'batch.file-number');
  });
});

describe('payment batch: a reissue to another account', () => {
  const back = [...sent, returns('r1', 3_000, 2_000)];
  const proposed = [...back, reissueAll(other, asked(5, 1_000, ['desk-1', 'desk-2']))];
  const chief = officer('appr-2', 'finance-approver');

  it('waits for a second person, the others go out at once', () => {
    expect(type(back, reissueAll(preparer, asked(4, 1_000), asked(5, 1_000, ['desk-1'])))).toEqual(['BatchReissued', 'BatchReissueProposed']);
    refused(proposed, file(2, 1, 1_000), 'batch.file-total-differs');
    refused(proposed, reissueAll(preparer, asked(5, 1_000)), 'batch.reissue-waits');
    refused(proposed, reissueAll(preparer, asked(4, 1_001)), 'batch.reissue-exceeds-returned');
    expect(after(...proposed, approveReissue(chief, '5/2')).slice(-2)).toMatchObject([
      { type: 'BatchReissueApproved', data: { instructions: ['5/2'], approvedBy: ['appr-2'], approvedOn: today } },
      { type: 'BatchReissued', data: { lines: [{ lineNo: 5, attempt: 2, amountFen: 1_000, accountKey: 'b' }], reissuedBy: ['prep-2'] } },
    ]);
    refused([...proposed, approveReissue(chief, '5/2')], approveReissue(chief, '5/2'), 'batch.reissue-not-proposed');
    expect(type([...proposed, approveReissue(chief, '5/2')], file(2, 1, 1_000))).toEqual(['BatchFileWritten']);
  });

  it.each([
    ['who asked', officer('prep-2', 'finance-approver'), 'duty.prepared-and-approves'],
    ['somebody for who asked', officer('z', 'finance-approver', county, 'prep-2'), 'duty.prepared-and-approves'],
    ['who prepared the batch', officer('prep-1', 'finance-approver'), 'duty.prepared-and-approves'],
    ['who confirmed the person', officer('county-1', 'finance-approver'), 'duty.confirmed-and-pays'],
    ['who recorded the account', officer('desk-1', 'finance-approver'), 'duty.recorded-account-and-approves'],
    ['in whose name it was recorded', officer('desk-2', 'finance-approver'), 'duty.recorded-account-and-approves'],
    ['a preparer', preparer, 'authority.role'],
    ['a program', { ...chief, kind: 'automation' as const }, 'authority.automation'],
  ])('is not approved by %s', (_, by, code) => refused(proposed, approveReissue(by, '5/2'), code));

  it('is declined with a reason, and may then be asked for again', () => {
    refused(proposed, declineReissue(chief, ' ', '5/2'), 'batch.reason');
    const declined = [...proposed, declineReissue(chief, 'the card is not theirs', '5/2')];
    refused(declined, approveReissue(chief, '5/2'), 'batch.reissue-not-proposed');
    expect(type(declined, reissueAll(other, asked(5, 1_000, ['desk-3'])))).toEqual(['BatchReissueProposed']);
  });

  it('bars who approved it from paying', () => {
    refused([...proposed, approveReissue(chief, '5/2')], file(2, 1, 1_000, 's', officer('appr-2', 'finance-preparer')), 'duty.approved-and-pays');
  });
});

describe('payment batch: a file that is taken out', () => {
  const filed = [...submitted, approve(), reserve, file()];
  const take = (by: Actor, fileNo = 1, reason = 'to the bank') => ask('TakeFile', by, { fileNo, reason, today });

  it('is on record each time anew, by either side of finance, also after it was sent', () => {
    for (const by of [preparer, approver]) expect(after(...filed, take(by)).at(-1)).toMatchObject({ type: 'BatchFileTaken', data: { fileNo: 1, reason: 'to the bank', takenOn: today, takenBy: [by.userId] } });
    expect(after(...filed, take(preparer), take(preparer)).filter((event) => event.type === 'BatchFileTaken')).toHaveLength(2);
    expect(type(sent, take(preparer))).toEqual(['BatchFileTaken']);
    expect(after(...filed, take(officer('z', 'finance-preparer', county, 'prep-2'))).at(-1)).toMatchObject({ data: { takenBy: ['z', 'prep-2'] } });
  });

  it.each([
    ['a file that was not written', take(preparer, 2), 'batch.file-not-written'],
    ['no reason', take(preparer, 1, ' '), 'batch.reason'],
    ['a reviewer', take(officer('county-9', 'county-reviewer')), 'authority.role'],
    ['finance of another county', take(officer('far', 'finance-preparer', '990102000000')), 'authority.area'],
    ['a program', take(machine), 'authority.automation'],
    ['an administrator', take({ userId: 'root', kind: 'officer', roles: [{ role: 'finance-preparer', areaCode: county }, { role: 'administrator', areaCode: county }] }), 'authority.administrator'],
  ])('refuses %s', (_, command, code) => refused(filed, command, code));
});

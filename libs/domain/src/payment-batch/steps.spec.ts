import { Actor, Role, roles } from '@zhibu/kernel';
import { PaymentBatchCommand } from './commands';
import { paymentBatchDecider } from './decide';
import { PaymentBatchEvent } from './events';
import { PaymentBatchStatus, noBatch } from './state';
import { after, approve, approver, ask, asked, built, cancel, chunk, close, county, file, freeze, levels, machine, officer, open, other, plan, reissueAll, reserve, returns, sent, submit, submitted, today } from '../testing/batch-fixture';

const filed = [...submitted, approve(), reserve, file()];
const back = [...sent, returns('r1', 3_000, 2_000), reissueAll(other, asked(5, 500, ['desk-1']))];

/** A batch in each of its states. */
const batches: Record<PaymentBatchStatus, PaymentBatchCommand[]> = {
  none: [],
  open: [open()],
  planned: built,
  frozen: [...built, freeze()],
  submitted,
  approved: [...submitted, approve()],
  funded: [...submitted, approve(), reserve],
  filed,
  sent: back,
  closed: [...back, close(3_000, 2_000)],
  cancelled: [open(), plan, chunk(1), cancel],
};

interface Step {
  readonly command: (by: Actor) => PaymentBatchCommand;
  readonly roles: readonly Role[];
  /** States in which it is done, or answered as done already. */
  readonly states: readonly PaymentBatchStatus[];
  /** A history in which it is done for the first time, where that is not the first of its states. */
  readonly first?: PaymentBatchCommand[];
  /** Records what happened, which a program does; the others are decisions of persons. */
  readonly records?: true;
  /** The field that keeps who did it. */
  readonly keeps?: string;
}
const preparers: readonly Role[] = ['finance-preparer'];
const approvers: readonly Role[] = ['finance-approver'];
const either: readonly Role[] = [...preparers, ...approvers];
const from = (command: PaymentBatchCommand) => (by: Actor): PaymentBatchCommand => ({ ...command, by });
const comes = { lineNo: 2, attempt: 1, reconciliation: 1, outcome: 'credited', creditedFen: 0, returnedFen: 0, today } as const;

const steps: Record<PaymentBatchCommand['type'], Step> = {
  OpenBatch: { command: open, roles: preparers, states: ['none'], keeps: 'preparedBy' },
  PlanBatch: { command: from(plan), roles: preparers, states: ['open', 'planned'], records: true },
  RecordChunk: { command: (by) => chunk(2, by), roles: preparers, states: ['planned', 'frozen', 'submitted', 'approved', 'funded', 'filed', 'sent', 'closed'], first: [open(), plan], records: true },
  FreezeBatch: { command: freeze, roles: preparers, states: ['planned'], keeps: 'frozenBy' },
  SubmitBatch: { command: submit, roles: preparers, states: ['frozen'], keeps: 'submittedBy' },
  SendBackBatch: { command: (by) => ask('SendBackBatch', by, { reason: 'look again', today }), roles: approvers, states: ['submitted'], keeps: 'sentBackBy' },
  ApproveBatch: { command: approve, roles: approvers, states: ['submitted'], keeps: 'approvedBy' },
  CancelBatch: { command: from(cancel), roles: approvers, states: ['open', 'planned', 'frozen', 'submitted', 'approved', 'funded', 'cancelled'], first: batches.approved, keeps: 'cancelledBy' },
  RecordFundsReserved: { command: from(reserve), roles: either, states: ['approved', 'funded', 'filed', 'sent', 'closed'], records: true },
  RecordFundsShort: { command: (by) => ask('RecordFundsShort', by, { fundId: 'f', missing: levels }), roles: either, states: ['approved'], records: true },
  RecordFile: { command: (by) => file(1, 5, 5_000, 's1', by), roles: preparers, states: ['funded', 'filed', 'sent', 'closed'], records: true, keeps: 'writtenBy' },
  TakeFile: { command: (by) => ask('TakeFile', by, { fileNo: 1, reason: 'to the bank', today }), roles: either, states: ['filed', 'sent', 'closed'], keeps: 'takenBy' },
  VoidFile: { command: (by) => ask('VoidFile', by, { fileNo: 1, reason: 'a line was held', today }), roles: approvers, states: ['filed'], keeps: 'voidedBy' },
  SendBatch: { command: (by) => ask('SendBatch', by, { fileNo: 1, sha256: 's1', bankReference: 'R', today }), roles: preparers, states: ['filed'], keeps: 'sentBy' },
  RecordReturns: { command: (by) => ({ ...returns('r9', 0, 0), by }), roles: preparers, states: ['sent', 'closed'], records: true },
  RecordReconciliation: { command: (by) => ask('RecordReconciliation', by, comes), roles: either, states: ['sent', 'closed'], records: true },
  ReissueLines: { command: (by) => reissueAll(by, asked(4, 1_000)), roles: preparers, states: ['sent'], keeps: 'reissuedBy' },
  ApproveReissue: { command: (by) => ask('ApproveReissue', by, { instructions: ['5/2'], today }), roles: approvers, states: ['sent'], keeps: 'approvedBy' },
  DeclineReissue: { command: (by) => ask('DeclineReissue', by, { instructions: ['5/2'], reason: 'not their card', today }), roles: either, states: ['sent', 'closed'], keeps: 'declinedBy' },
  CloseBatch: { command: (by) => ({ ...close(3_000, 2_000), by }), roles: either, states: ['sent'], keeps: 'closedBy' },
  RecordReleased: { command: (by) => ask('RecordReleased', by, { today }), roles: either, states: ['closed', 'cancelled'], records: true },
};

const stateOf = (past: readonly PaymentBatchCommand[]) => after(...past).reduce(paymentBatchDecider.evolve, noBatch);
const answer = (past: readonly PaymentBatchCommand[], command: PaymentBatchCommand): { readonly code: string | null; readonly events: readonly PaymentBatchEvent[] } => {
  const outcome = paymentBatchDecider.decide(stateOf(past), command);
  return outcome.ok ? { code: null, events: outcome.events } : { code: outcome.rejection.code, events: [] };
};
const firstOf = (step: Step): PaymentBatchCommand[] => step.first ?? batches[step.states[0]!];
const fresh = (step: Step): Actor => officer('z-9', step.roles[0]!, county, 'z-8');
const table = Object.entries(steps) as [PaymentBatchCommand['type'], Step][];

describe.each(table)('payment batch: %s', (_, step) => {
  it('comes in its states and in no other', () => {
    const done = (Object.keys(batches) as PaymentBatchStatus[]).filter((status) => answer(batches[status], step.command(fresh(step))).code === null);
    expect(done).toEqual(step.states);
  });

  it('is done by its roles alone, for the area of the batch', () => {
    const past = firstOf(step);
    for (const role of roles) {
      const { code } = answer(past, step.command(officer('z-9', role)));
      expect([role, code]).toEqual([role, step.roles.includes(role) ? null : role === 'administrator' && step.records === undefined ? 'authority.administrator' : 'authority.role']);
    }
    if (step.keeps !== 'preparedBy') expect(answer(past, step.command(officer('z-9', step.roles[0]!, '990102000000'))).code).toBe('authority.area');
  });

  it(step.records === true ? 'is recorded by a program' : 'is done by a person who is no administrator', () => {
    const past = firstOf(step);
    expect(answer(past, step.command({ ...fresh(step), kind: 'automation' })).code).toBe(step.records === true ? null : 'authority.automation');
    if (step.records === true) expect(answer(past, step.command(machine)).code).toBeNull();
    else expect(answer(past, step.command({ ...fresh(step), roles: [...fresh(step).roles, { role: 'administrator', areaCode: county }] })).code).toBe('authority.administrator');
  });

  it('names the batch, who did it and in whose name', () => {
    const { events } = answer(firstOf(step), step.command(fresh(step)));
    expect(events.length).toBeGreaterThan(0);
    for (const { data } of events) expect(data.batchId).toBe('rural-reward.990101000000.2016.1');
    if (step.keeps !== undefined) expect(events[0]?.data).toMatchObject({ [step.keeps]: ['z-9', 'z-8'] });
  });
});

describe('payment batch: cancelling', () => {
  it('is also for a preparer, up to the approval', () => {
    const done = (Object.keys(batches) as PaymentBatchStatus[]).filter((status) => answer(batches[status], { ...cancel, by: other }).code === null);
    expect(done).toEqual(['open', 'planned', 'frozen', 'submitted', 'cancelled']);
  });
});

describe('payment batch: a day that is none', () => {
  it.each<[PaymentBatchCommand['type'], PaymentBatchStatus, PaymentBatchCommand]>([
    ['OpenBatch', 'none', open(other, { today: '2016-02-30' })],
    ['OpenBatch', 'none', open(other, { deadline: '2016-06-31' })],
    ['OpenBatch', 'none', open(other, { throughMonth: '2016-1' })],
    ['ApproveBatch', 'submitted', { ...approve(approver), data: { listHash: stateOf(submitted).listHash!, secondApprovalAboveFen: 9_999, today: '2016-02-30' } } as PaymentBatchCommand],
    ['VoidFile', 'filed', ask('VoidFile', approver, { fileNo: 1, reason: 'held', today: '2016-02-30' })],
    ['SendBatch', 'filed', ask('SendBatch', other, { fileNo: 1, sha256: 's1', bankReference: 'R', today: '' })],
    ['RecordReconciliation', 'sent', ask('RecordReconciliation', machine, { ...comes, today: '2016-13-01' })],
    ['RecordReleased', 'closed', ask('RecordReleased', machine, { today: '20160601' })],
  ])('stops %s', (_, status, command) => expect(answer(batches[status], command).code).toMatch(/^date\./));
});

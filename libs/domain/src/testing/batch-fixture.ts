import { Actor, DomainCommand, RoleGrant, scenario } from '@zhibu/kernel';
import { PaymentBatchCommand } from '../payment-batch/commands';
import { paymentBatchDecider } from '../payment-batch/decide';
import { listHashOf } from '../payment-batch/decide-list';
import { PaymentBatchEvent } from '../payment-batch/events';
import { noBatch } from '../payment-batch/state';

/** One batch of five lines in two chunks, its officers, and every command it can be given: what its specs share. */
export const county = '990101000000';
export const batchId = `rural-reward.${county}.2016.1`;
export const today = '2016-06-01';
export const officer = (userId: string, role: RoleGrant['role'], areaCode = county, onBehalfOf?: string): Actor => ({
  userId, kind: 'officer', roles: [{ role, areaCode }], ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
});
export const preparer = officer('prep-1', 'finance-preparer');
export const other = officer('prep-2', 'finance-preparer');
export const approver = officer('appr-1', 'finance-approver');
export const second = officer('appr-2', 'finance-approver');
export const machine: Actor = { userId: 'auto', kind: 'automation', roles: [] };

export type Data<Type extends PaymentBatchCommand['type']> = Extract<PaymentBatchCommand, { type: Type }>['data'];
export const ask = <Type extends PaymentBatchCommand['type']>(type: Type, by: Actor, data: Data<Type>): PaymentBatchCommand =>
  ({ type, by, at: '2016-06-01T00:00:00.000Z', data }) as DomainCommand<Type, unknown> as PaymentBatchCommand;
export const comparison = { previousBatchId: null, newLines: 5, endedLines: 0, changedLines: 0, unchangedLines: 0, differenceFen: 5_000 };
export const hash = listHashOf({ batchId, covers: 'batch', chunks: [{ hash: 'h1' }, { hash: 'h2' }] });
export const levels = [{ level: 'central' as const, amountFen: 3_000 }, { level: 'county' as const, amountFen: 2_000 }];

export const open = (by: Actor = preparer, change: Partial<Data<'OpenBatch'>> = {}) =>
  ask('OpenBatch', by, { batchId, scheme: 'rural-reward', areaCode: county, period: '2016', throughMonth: '2016-12', deadline: '2016-08-31', today, ...change });
export const plan = ask('PlanBatch', machine, { chunks: [{ chunk: 1, after: '', through: 'm', entitlements: 3 }, { chunk: 2, after: 'm', through: 'z', entitlements: 2 }] });
export const chunk = (no: number, by: Actor = machine, change: Partial<Data<'RecordChunk'>> = {}) =>
  ask('RecordChunk', by, { chunk: no, lines: no === 1 ? 3 : 2, totalFen: no === 1 ? 3_000 : 2_000, byLevel: [levels[no - 1]!], hash: `h${no}`, exceptions: 0, confirmers: ['county-1'], ...change });
export const freeze = (by: Actor = preparer) => ask('FreezeBatch', by, { today });
export const submit = (by: Actor = preparer, change: Partial<typeof comparison> = {}) => ask('SubmitBatch', by, { comparison: { ...comparison, ...change }, today });
export const approve = (by: Actor = approver, listHash = hash, secondApprovalAboveFen = 1_000_000) => ask('ApproveBatch', by, { listHash, secondApprovalAboveFen, today });
export const reserve = ask('RecordFundsReserved', machine, { fundId: 'f', byLevel: levels });
export const file = (fileNo = 1, lines = 5, totalFen = 5_000, sha256 = `s${fileNo}`, by: Actor = machine) => ask('RecordFile', by, { fileNo, layout: 'demo', sha256, lines, totalFen, instructionsHash: 'i' });
export const send = (fileNo = 1, by: Actor = preparer, sha256 = `s${fileNo}`) => ask('SendBatch', by, { fileNo, sha256, bankReference: 'R', today });
export const voiding = (fileNo = 1, by: Actor = approver, reason = 'a line was held') => ask('VoidFile', by, { fileNo, reason, today });
export const returns = (returnFileId: string, creditedFen: number, returnedFen: number, unknownFen = 0) =>
  ask('RecordReturns', machine, { returnFileId, creditedFen, returnedFen, unknownFen, credited: 1, returned: 1, unknown: 0, exceptions: 0, today });
export const asked = (lineNo: number, amountFen: number, recordedBy?: readonly string[]) => ({
  lineNo, attempt: 2, amountFen, accountKey: recordedBy === undefined ? 'a' : 'b', changed: recordedBy === undefined ? null : { personKey: `p${lineNo}`, recordedBy },
});
export const reissueAll = (by: Actor, ...lines: ReturnType<typeof asked>[]) => ask('ReissueLines', by, { lines, reason: 'mended', today });
export const reissue = (lineNo: number, amountFen: number) => reissueAll(preparer, asked(lineNo, amountFen));
export const approveReissue = (by: Actor, ...instructions: string[]) => ask('ApproveReissue', by, { instructions, today });
export const declineReissue = (by: Actor, reason: string, ...instructions: string[]) => ask('DeclineReissue', by, { instructions, reason, today });
export const close = (creditedFen: number, returnedFen: number, pendingFen = 0, unknownFen = 0) => ask('CloseBatch', preparer, { creditedFen, returnedFen, pendingFen, unknownFen, today });
export const cancel = ask('CancelBatch', preparer, { reason: 'built too early', today });

export const after = (...commands: PaymentBatchCommand[]): PaymentBatchEvent[] => {
  const events: PaymentBatchEvent[] = [];
  for (const command of commands) {
    const outcome = paymentBatchDecider.decide(events.reduce(paymentBatchDecider.evolve, noBatch), command);
    if (!outcome.ok) throw new Error(`${command.type}: ${outcome.rejection.code}`);
    events.push(...outcome.events);
  }
  return events;
};
export const built = [open(), plan, chunk(1), chunk(2)];
export const submitted = [...built, freeze(), submit()];
export const sent = [...submitted, approve(), reserve, file(), send()];
export const batch = scenario(paymentBatchDecider);
export const refused = (past: PaymentBatchCommand[], command: PaymentBatchCommand, code: string) => batch.given(...after(...past)).when(command).thenRefused(code);
export const type = (past: PaymentBatchCommand[], command: PaymentBatchCommand) => after(...past, command).slice(after(...past).length).map((event) => event.type);

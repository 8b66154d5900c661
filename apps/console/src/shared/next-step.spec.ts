import { isMine, nextStepOf } from './next-step';

const batch = { areaCode: '990101000000', preparedBy: ['lin'], approvedBy: ['zhou'], chunksBuilt: 2, chunksPlanned: 2, pendingFen: 0, unknownFen: 0, returnedFen: 0, lineExceptionsOpen: 0 };
const who = (userId: string, role: 'finance-preparer' | 'finance-approver' | 'inspector') => ({ userId, kind: 'officer' as const, mustChangePassword: false, roles: [{ role, areaCode: '990101000000' }] });

it.each([
  ['planned', {}, 'Freeze the list'],
  ['planned', { chunksBuilt: 1 }, 'The list is being built (1 of 2)'],
  ['sent', { pendingFen: 1, unknownFen: 1 }, 'Settle the exceptions'],
  ['sent', { pendingFen: 1, returnedFen: 1 }, 'Take in the answer of the bank'],
  ['sent', { returnedFen: 1 }, 'Reissue what came back, or close'],
  ['sent', {}, 'Close the batch'],
] as const)('a batch that is %s, %j: %s', (status, more, words) => expect(nextStepOf({ ...batch, status, ...more }).what.en).toBe(words));

it('an approval waits for approvers who neither prepared nor approved it', () => {
  const next = nextStepOf({ ...batch, status: 'submitted' });
  const mine = (userId: string, role: Parameters<typeof who>[1]): boolean => isMine(next, batch.areaCode, who(userId, role));
  expect([mine('wu', 'finance-approver'), mine('zhou', 'finance-approver'), mine('lin', 'finance-approver'), mine('wu', 'finance-preparer'), mine('wu', 'inspector')]).toEqual([true, false, false, false, false]);
});

import { Actor, Rejection } from '@zhibu/kernel';
import { CommandContext, RegisterHead, RegisterRowInput, Services } from '@zhibu/application';

/** Who takes part; each under keys of their own. */
export interface TakeOverDesk {
  readonly services: Pick<Services, 'registers'>;
  readonly automation: Actor;
  as(actor: Actor, commandKey: string): CommandContext;
}

const clerk = (areaCode: string): Actor => ({ userId: 'register-clerk', kind: 'officer', roles: [{ role: 'county-reviewer', areaCode }] });
const approver = (areaCode: string): Actor => ({ userId: 'county', kind: 'officer', roles: [{ role: 'county-reviewer', areaCode }] });

const must = <T>(result: ({ readonly ok: true } & T) | { readonly ok: false; readonly rejection: Rejection }): { readonly ok: true } & T => {
  if (!result.ok) throw new Error(`${result.rejection.code}: expected ${result.rejection.expected.en}, found ${result.rejection.actual.en}`);
  return result;
};

/** People of a register kept before: loaded by one officer, approved by another, carried over. Safe to repeat. */
export const takeOver = async ({ services: { registers }, automation, as }: TakeOverDesk, head: RegisterHead, rows: readonly RegisterRowInput[], key: string): Promise<void> => {
  const { registerId, listHash } = must(await registers.load(as(clerk(head.areaCode), `${key}/load`), { ...head, rows })).value;
  must(await registers.approve(as(approver(head.areaCode), `${key}/approve`), { registerId, listHash }));
  const { value } = must(await registers.carryOverAll(as(automation, `${key}/carry-over`), { registerId }));
  if (value.refused > 0) throw new Error(`expected everybody carried over, found ${value.refused} refused`);
};

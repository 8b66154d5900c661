import { Decided, LocalDate, Month, decided, refuse } from '@zhibu/kernel';
import { entitlementIdOf } from '../streams';
import { PayeeLedgerCommand } from './commands';
import { PayeeLedgerEvent } from './events';
import * as rejections from './rejections';
import { DuesClaim, PayeeLedgerState, duesClaimOf } from './state';

type Hold = Extract<PayeeLedgerCommand, { type: 'HoldDuesAgain' }>['data'];

/**
 * Takes back what a batch had released, so that nobody pays it again while its money may have arrived. Months that
 * another batch claimed in between stay with that batch; they are named, and free for no third one.
 */
export const holdDuesAgain = (state: PayeeLedgerState, { personKey, batchId, scheme, exclusiveWith, reason }: Hold, heldOn: LocalDate): Decided<PayeeLedgerEvent> => {
  if (state.personKey !== null && state.personKey !== personKey) return refuse(rejections.otherPerson());
  const claim = state.claims.find((entry) => entry.batchId === batchId && entry.scheme === scheme);
  if (claim === undefined) return refuse(rejections.nothingToRelease(batchId));
  if (!claim.released) return decided();
  const holder = (month: Month): DuesClaim | null =>
    [scheme, ...exclusiveWith].reduce<DuesClaim | null>((found, of) => found ?? duesClaimOf(state, of, month), null);
  const all = [...new Set([...claim.months, ...claim.contested])].sort();
  const contested = new Map<string, Month[]>();
  for (const month of all) {
    const other = holder(month)?.batchId;
    if (other !== undefined) contested.set(other, [...(contested.get(other) ?? []), month]);
  }
  const taken = new Set([...contested.values()].flat());
  return decided({
    type: 'DuesHeldAgain',
    data: {
      personKey, entitlementId: entitlementIdOf(scheme, personKey), batchId, scheme, reason, heldOn,
      months: all.filter((month) => !taken.has(month)), contested: [...contested].map(([other, months]) => ({ batchId: other, months })),
    },
  });
};

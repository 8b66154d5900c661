import { Fen, SharePart } from '@zhibu/kernel';
import { FundingLevel, fundingLevels } from '@zhibu/policy';

export type ByLevel = Readonly<Record<FundingLevel, Fen>>;
export const noMoney: ByLevel = { central: 0, province: 0, city: 0, county: 0 };

export interface FundReservation {
  readonly batchId: string;
  readonly reserved: ByLevel;
  readonly used: ByLevel;
  readonly released: ByLevel;
  /** Used beyond the reservation, after it was given back. */
  readonly beyond: ByLevel;
}
export interface FundState {
  readonly fundId: string | null;
  readonly receiptNos: readonly string[];
  readonly received: ByLevel;
  readonly overdraft: ByLevel;
  /** Acting ids of whoever decided what stands in `overdraft`. */
  readonly overdraftBy: Readonly<Record<FundingLevel, readonly string[]>>;
  readonly reservations: Readonly<Record<string, FundReservation>>;
}
export const noFund: FundState = { fundId: null, receiptNos: [], received: noMoney, overdraft: noMoney, overdraftBy: { central: [], province: [], city: [], county: [] }, reservations: {} };

const each = (amountOf: (level: FundingLevel) => Fen): ByLevel => ({
  central: amountOf('central'),
  province: amountOf('province'),
  city: amountOf('city'),
  county: amountOf('county'),
});

export const plus = (money: ByLevel, parts: readonly SharePart<FundingLevel>[]): ByLevel =>
  each((level) => parts.reduce((sum, part) => (part.level === level ? sum + part.amountFen : sum), money[level]));

export const minus = (money: ByLevel, parts: readonly SharePart<FundingLevel>[]): ByLevel => plus(money, parts.map(({ level, amountFen }) => ({ level, amountFen: -amountFen })));

/** Reserved for a batch and neither used nor released. */
export const outstandingOf = (reservation: FundReservation): ByLevel =>
  each((level) => reservation.reserved[level] + reservation.beyond[level] - reservation.used[level] - reservation.released[level]);

/** Money in the account: received and not used. Below zero under a recorded overdraft, or by what was used after a release. */
export const heldOf = (state: FundState): ByLevel =>
  each((level) => Object.values(state.reservations).reduce((left, reservation) => left - reservation.used[level], state.received[level]));

/** What can still be reserved: held, less what other batches have reserved, plus the overdraft allowed. */
export const availableOf = (state: FundState): ByLevel => {
  const held = heldOf(state);
  return each((level) =>
    Object.values(state.reservations).reduce((left, reservation) => left - outstandingOf(reservation)[level], held[level] + state.overdraft[level]),
  );
};

/** What is missing at each level for a reservation; empty when there is enough. Feeds `RecordFundsShort`. */
export const fundShortage = (state: FundState, byLevel: readonly SharePart<FundingLevel>[]): SharePart<FundingLevel>[] => {
  const [wanted, available] = [plus(noMoney, byLevel), availableOf(state)];
  return fundingLevels.flatMap((level) => (wanted[level] > available[level] ? [{ level, amountFen: wanted[level] - Math.max(available[level], 0) }] : []));
};

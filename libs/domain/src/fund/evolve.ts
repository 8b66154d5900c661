import { FundEvent } from './events';
import { FundReservation, FundState, minus, noMoney, plus } from './state';

const change = (state: FundState, batchId: string, update: (reservation: FundReservation) => FundReservation): FundState => {
  const before = state.reservations[batchId] ?? { batchId, reserved: noMoney, used: noMoney, released: noMoney, beyond: noMoney };
  return { ...state, reservations: { ...state.reservations, [batchId]: update(before) } };
};

export const evolve = (state: FundState, event: FundEvent): FundState => {
  switch (event.type) {
    case 'FundReceived': {
      const { fundId, receiptNo, level, amountFen } = event.data;
      return { ...state, fundId, receiptNos: [...state.receiptNos, receiptNo], received: plus(state.received, [{ level, amountFen }]) };
    }
    case 'FundsReserved':
      return { ...change(state, event.data.batchId, (r) => ({ ...r, reserved: plus(r.reserved, event.data.byLevel) })), fundId: event.data.fundId };
    case 'FundsReleased':
      // A batch may be barred before anything else is known of the account.
      return { ...change(state, event.data.batchId, (r) => ({ ...r, released: plus(r.released, event.data.byLevel) })), fundId: event.data.fundId };
    case 'FundsUsed':
      return change(state, event.data.batchId, (r) => ({ ...r, used: plus(r.used, event.data.byLevel) }));
    case 'FundsUsedAfterRelease':
      return change(state, event.data.batchId, (r) => ({ ...r, used: plus(r.used, event.data.byLevel), beyond: plus(r.beyond, event.data.byLevel) }));
    case 'FundsTakenBack':
      return change(state, event.data.batchId, (r) => ({ ...r, used: minus(r.used, event.data.byLevel) }));
    case 'OverdraftAllowed': {
      const { fundId, level, limitFen, decidedBy } = event.data;
      return { ...state, fundId, overdraft: { ...state.overdraft, [level]: limitFen }, overdraftBy: { ...state.overdraftBy, [level]: decidedBy } };
    }
    default:
      event satisfies never;
      return state;
  }
};

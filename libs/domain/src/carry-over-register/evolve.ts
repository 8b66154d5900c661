import { CarryOverRegisterEvent } from './events';
import { CarryOverRegisterState, noRegister } from './state';

const joined = (before: readonly string[], ids: readonly string[]): readonly string[] => [...new Set([...before, ...ids])];

/** Folds one event. Unknown types leave the state as it is. */
export const evolve = (state: CarryOverRegisterState, event: CarryOverRegisterEvent): CarryOverRegisterState => {
  switch (event.type) {
    case 'RegisterOpened': {
      const { registerId, scheme, areaCode, title, statedRows, confirmedBy, openedBy } = event.data;
      return { ...noRegister, status: 'open', registerId, scheme, areaCode, title, statedRows, confirmedBy, preparedBy: openedBy };
    }
    case 'RegisterRowsRead': {
      const { rows, hash, readBy } = event.data;
      const months = rows.map(({ paidThrough }) => paidThrough).sort();
      const part = { hash, personKeys: rows.map(({ personKey }) => personKey), earliestPaidThrough: months[0] ?? '', latestPaidThrough: months.at(-1) ?? '' };
      return { ...state, parts: [...state.parts, part], preparedBy: joined(state.preparedBy, readBy) };
    }
    case 'RegisterSubmitted':
      return { ...state, status: 'submitted', listHash: event.data.listHash, preparedBy: joined(state.preparedBy, event.data.submittedBy) };
    case 'RegisterApproved':
      return { ...state, status: 'approved', approvedBy: event.data.approvedBy };
    case 'RegisterDeclined':
      return { ...state, status: 'declined' };
    case 'RegisterPartCarriedOver': {
      const { part, carried, refused } = event.data;
      return { ...state, done: { ...state.done, [part]: { carried, refused } } };
    }
    default:
      return state;
  }
};

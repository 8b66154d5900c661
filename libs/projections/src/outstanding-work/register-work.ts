import { Handlers } from '../framework/projection';
import { owe, settle } from './owe';

/** A register that was approved owes each of its parts. */
export const registerWork: Handlers = {
  // The area stands in the id; see the names of streams in the domain.
  RegisterApproved: { apply: (rows, event) => void owe(rows, event, 'carry-over-part', event.data.registerId.split('.')[1] ?? null) },
  RegisterPartCarriedOver: { apply: (rows, { data: { registerId, part } }) => settle(rows, { work: 'carry-over-part', registerId, part }) },
};

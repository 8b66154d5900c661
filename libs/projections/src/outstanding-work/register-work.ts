import { Handlers } from '../framework/projection';
import { owe, settle } from './owe';
import { personKeys, rightCame } from './person-work';

const areaOf = (registerId: string): string | null => registerId.split('.')[1] ?? null;

/** A register that was approved owes each of its parts. */
export const registerWork: Handlers = {
  // The area stands in the id; see the names of streams in the domain.
  RegisterApproved: { apply: (rows, event) => void owe(rows, event, 'carry-over-part', areaOf(event.data.registerId)) },
  RegisterPartCarriedOver: {
    keys: ({ data: { openCases = [] } }) => openCases.flatMap((open) => personKeys({ data: open })),
    apply(rows, event) {
      const { registerId, part, openCases = [] } = event.data;
      settle(rows, { work: 'carry-over-part', registerId, part });
      owe(rows, event, 'recheck-applications', areaOf(registerId));
      for (const open of openCases) rightCame(rows, open);
    },
  },
};

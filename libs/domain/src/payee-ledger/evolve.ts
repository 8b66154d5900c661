import { PayeeLedgerEvent } from './events';
import { PayeeLedgerState } from './state';

const released = <T extends { readonly batchId: string; readonly released: boolean }>(entries: readonly T[], batchId: string): T[] =>
  entries.map((entry) => (entry.batchId === batchId ? { ...entry, released: true } : entry));

export const evolve = (state: PayeeLedgerState, event: PayeeLedgerEvent): PayeeLedgerState => {
  switch (event.type) {
    case 'DuesClaimed': {
      const { personKey, scheme, batchId, lineNo, amountFen } = event.data;
      const months = event.data.months.map(({ month }) => month);
      return { ...state, personKey, claims: [...state.claims, { scheme, batchId, lineNo, months, amountFen, released: false, contested: [] }] };
    }
    case 'DuesSuppressed': {
      const { personKey, scheme, batchId, months, higherScheme } = event.data;
      return { ...state, personKey, suppressions: [...state.suppressions, { scheme, batchId, months, higherScheme, released: false }] };
    }
    case 'DuesHeldAgain': {
      const { batchId, scheme, months, contested } = event.data;
      const held = { released: false, months, contested: contested.flatMap((entry) => entry.months) };
      return { ...state, claims: state.claims.map((claim) => (claim.batchId === batchId && claim.scheme === scheme ? { ...claim, ...held } : claim)) };
    }
    case 'DuesReleased':
      return {
        ...state,
        personKey: event.data.personKey,
        releasedBatches: state.releasedBatches.includes(event.data.batchId) ? state.releasedBatches : [...state.releasedBatches, event.data.batchId],
        claims: released(state.claims, event.data.batchId),
        suppressions: released(state.suppressions, event.data.batchId),
      };
    default:
      event satisfies never;
      return state;
  }
};

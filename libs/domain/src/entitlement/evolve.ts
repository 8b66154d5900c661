import { Month } from '@zhibu/kernel';
import { Answer } from '@zhibu/policy';
import { EntitlementEvent } from './events';
import { EarlierPeriod, EntitlementState, PaymentHold, initialEntitlement } from './state';

/** Folds one event. Unknown types leave the state as it is. */
export const evolveEntitlement = (state: EntitlementState, event: EntitlementEvent): EntitlementState => {
  switch (event.type) {
    case 'EntitlementGranted':
      return { ...started(state, event.data), applicationId: event.data.applicationId };
    case 'EntitlementCarriedOver': {
      const { startMonth, answer, register, carriedOverOn } = event.data;
      const year = Number(carriedOverOn.slice(0, 4));
      return { ...started(state, event.data), register, hold: holdFor(answer, startMonth), verifications: [{ year, answer }] };
    }
    case 'EntitlementBranchChanged':
      return { ...state, branches: [...state.branches, { branch: event.data.toBranch, fromMonth: event.data.fromMonth }] };
    case 'EntitlementSuspended': {
      const { fromMonth, reason } = event.data;
      return { ...state, status: 'suspended', suspensions: [...state.suspensions, { fromMonth, resumedFrom: null, lifted: false, reason }] };
    }
    case 'EntitlementResumed': {
      const { fromMonth, backPay } = event.data;
      const suspensions = state.suspensions.map((each) => (each.resumedFrom === null ? { ...each, resumedFrom: fromMonth, lifted: backPay } : each));
      return { ...state, status: 'active', suspensions };
    }
    case 'EntitlementReverified': {
      const { year, answer } = event.data;
      return { ...state, hold: holdFor(answer, earlier(state.hold?.fromMonth, `${year}-01`)), verifications: [...state.verifications, { year, answer }] };
    }
    case 'EntitlementExited': {
      const { reason, happenedOn, lastMonth, unclaimedLapse } = event.data;
      return { ...state, status: 'exited', exit: { reason, happenedOn, lastMonth, unclaimedLapse: unclaimedLapse === true } };
    }
    default:
      return state;
  }
};

type Granted = Extract<EntitlementEvent, { type: 'EntitlementGranted' | 'EntitlementCarriedOver' }>['data'];

const started = (state: EntitlementState, data: Granted): EntitlementState => ({
  ...initialEntitlement,
  earlier: [...state.earlier, ...endedPeriod(state)],
  verifications: state.verifications,
  status: 'active',
  entitlementId: data.entitlementId,
  personKey: data.personKey,
  scheme: data.scheme,
  areaCode: data.areaCode,
  startMonth: data.startMonth,
  confirmedBy: data.confirmedBy,
  rateFacts: data.rateFacts,
  branches: [...state.branches, { branch: data.branch, fromMonth: data.startMonth }],
});

/** What the right that ended still owes, if it owes anything. */
const endedPeriod = ({ startMonth, exit, suspensions, rateFacts }: EntitlementState): readonly EarlierPeriod[] =>
  startMonth === null || exit === null || exit.lastMonth === null || exit.unclaimedLapse ? [] : [{ startMonth, lastMonth: exit.lastMonth, suspensions, rateFacts }];

// "Not known" holds payment as "no" does; a later yes lifts it, and what was held is then due.
const holdFor = (answer: Answer, fromMonth: Month): PaymentHold | null => (answer === 'yes' ? null : { fromMonth, answer });

const earlier = (a: Month | undefined, b: Month): Month => (a !== undefined && a < b ? a : b);

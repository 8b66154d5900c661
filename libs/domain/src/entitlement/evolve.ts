import { EntitlementEvent } from './events';
import { EarlierPeriod, EntitlementState, initialEntitlement } from './state';
import { refusedYears, withCheck } from './year-checks';

/** Folds one event. Unknown types leave the state as it is. */
export const evolveEntitlement = (before: EntitlementState, event: EntitlementEvent): EntitlementState => {
  const state = joined(settled(before, event), event);
  switch (event.type) {
    case 'EntitlementGranted':
      return { ...started(state, event.data), applicationId: event.data.applicationId };
    case 'EntitlementCarriedOver': {
      const { startMonth, answer, register, registerId, carriedOverOn } = event.data;
      const year = Number(carriedOverOn.slice(0, 4));
      return { ...started(state, event.data), register, registerId, ...withCheck([], { year, answer, fromMonth: startMonth }), verifications: [{ year, answer }] };
    }
    case 'EntitlementConfirmedAgain':
      return { ...state, confirmedAgain: [...state.confirmedAgain, event.data.applicationId] };
    case 'EntitlementChangeProposed': {
      const { changeId, change, reason, proposedBy, proposedOn } = event.data;
      return { ...state, proposed: state.proposed + 1, pending: [...state.pending, { changeId, change, reason, proposedBy, proposedOn }] };
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
    case 'EntitlementAreaMoved': {
      const { toArea, fromMonth } = event.data;
      // Two moves in one month: the person lives in the last place when the next month begins.
      return { ...state, areaCode: toArea, areas: [...state.areas.filter((period) => period.fromMonth < fromMonth), { areaCode: toArea, fromMonth }] };
    }
    case 'EntitlementReverified': {
      const { year, answer } = event.data;
      return { ...state, ...withCheck(state.checks, { year, answer, fromMonth: `${year}-01` }), verifications: [...state.verifications, { year, answer }] };
    }
    case 'EntitlementExited': {
      const { reason, happenedOn, lastMonth, unclaimedLapse } = event.data;
      return { ...state, status: 'exited', exit: { reason, happenedOn, lastMonth, unclaimedLapse: unclaimedLapse === true } };
    }
    case 'EntitlementExitReversed':
      return { ...state, status: state.suspensions.some(({ resumedFrom }) => resumedFrom === null) ? 'suspended' : 'active', exit: null };
    default:
      return state;
  }
};

type Granted = Extract<EntitlementEvent, { type: 'EntitlementGranted' | 'EntitlementCarriedOver' }>['data'];

const started = (state: EntitlementState, data: Granted): EntitlementState => ({
  ...initialEntitlement,
  registerId: state.registerId,
  confirmedBy: state.confirmedBy,
  confirmedAgain: state.confirmedAgain,
  earlier: [...state.earlier, ...endedPeriod(state)],
  verifications: state.verifications,
  pending: state.pending,
  proposed: state.proposed,
  status: 'active',
  entitlementId: data.entitlementId,
  personKey: data.personKey,
  scheme: data.scheme,
  areaCode: data.areaCode,
  startMonth: data.startMonth,
  rateFacts: data.rateFacts,
  branches: [...state.branches, { branch: data.branch, fromMonth: data.startMonth }],
  areas: [...state.areas, { areaCode: data.areaCode, fromMonth: data.startMonth }],
});

type TookPart = Partial<Readonly<Record<'confirmedBy' | 'preparedBy' | 'decidedBy' | 'approvedBy', readonly string[]>>> & { readonly entitlementId?: string };

/** Nobody who took part may pay: those who confirmed, decided or approved, over the whole life of the right. */
const joined = (state: EntitlementState, event: EntitlementEvent): EntitlementState => {
  const { confirmedBy = [], preparedBy = [], decidedBy = [], approvedBy = [] }: TookPart = event.data;
  const ids = [...confirmedBy, ...preparedBy, ...decidedBy, ...approvedBy].filter((id) => !state.confirmedBy.includes(id));
  return ids.length === 0 ? state : { ...state, confirmedBy: [...new Set([...state.confirmedBy, ...ids])] };
};

/** A proposal waits until the event that came of it, or its refusal, names it. */
const settled = (state: EntitlementState, event: EntitlementEvent): EntitlementState => {
  if (state.pending.length === 0 || event.type === 'EntitlementChangeProposed' || !('changeId' in event.data)) return state;
  const { changeId } = event.data;
  return { ...state, pending: state.pending.filter((each) => each.changeId !== changeId) };
};

/** What the right that ended still owes, if it owes anything. */
const endedPeriod = ({ startMonth, exit, suspensions, checks, rateFacts }: EntitlementState): readonly EarlierPeriod[] =>
  startMonth === null || exit === null || exit.lastMonth === null || exit.unclaimedLapse ? [] : [{ startMonth, lastMonth: exit.lastMonth, suspensions: [...suspensions, ...refusedYears(checks)], rateFacts }];

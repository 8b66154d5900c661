import { UserEvent } from './events';
import { UserState } from './state';

/** Folds one event. Unknown types leave the state as it is. */
export const evolveUser = (state: UserState, event: UserEvent): UserState => {
  switch (event.type) {
    case 'UserAdded':
      return { ...state, ...event.data, status: 'active' };
    case 'UserRolesChanged':
      return { ...state, roles: event.data.roles };
    case 'UserDisabled':
      return { ...state, status: 'disabled', delegations: [] };
    case 'DelegationGranted': {
      const { toUserId, untilDay } = event.data;
      return { ...state, delegations: [...state.delegations.filter((each) => each.toUserId !== toUserId), { toUserId, untilDay }] };
    }
    case 'DelegationEnded':
      return { ...state, delegations: state.delegations.filter((each) => each.toUserId !== event.data.toUserId) };
    default:
      return state;
  }
};

import { AccessLogEvent } from './events';
import { AccessLogState } from './state';

/** Folds one event. Unknown types leave the state as it is. */
export const evolveAccessLog = (state: AccessLogState, event: AccessLogEvent): AccessLogState => {
  switch (event.type) {
    case 'PersonViewed':
      return { personKey: event.data.personKey, views: state.views + 1 };
    case 'PeopleListed':
      return { ...state, views: state.views + 1 };
    default:
      return state;
  }
};

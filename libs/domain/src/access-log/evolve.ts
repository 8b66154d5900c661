import { AccessLogEvent } from './events';
import { AccessLogState } from './state';

/** Folds one event. Unknown types leave the state as it is. */
export const evolveAccessLog = (state: AccessLogState, event: AccessLogEvent): AccessLogState =>
  event.type === 'PersonViewed' ? { personKey: event.data.personKey, views: state.views + 1 } : state;

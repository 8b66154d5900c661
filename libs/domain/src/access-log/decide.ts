import { Decided, decided } from '@zhibu/kernel';
import { checkText, refused, unknownCommand } from '../refusals';
import { AccessLogCommand } from './commands';
import { AccessLogEvent } from './events';
import { AccessLogState } from './state';

/** Pure and total: a look without a reason is refused, and then nothing may be shown. */
export const decideAccessLog = (state: AccessLogState, command: AccessLogCommand): Decided<AccessLogEvent> => {
  if (command.type !== 'RecordView') return unknownCommand(command);
  const { personKey, what, reason } = command.data;
  const noReason = checkText(reason, 'reason', 500);
  if (noReason !== null) return noReason;
  if (state.personKey !== null && state.personKey !== personKey) {
    return refused('access-log.other-person', ['查阅记录属于另一人', 'The log belongs to another person'], [state.personKey, state.personKey], [personKey, personKey], 'personKey');
  }
  return decided({ type: 'PersonViewed', data: { personKey, viewedBy: command.by.userId, what, reason: reason.trim() } });
};

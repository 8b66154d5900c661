import { Decided, actingIds, decided } from '@zhibu/kernel';
import { firstRefusal } from '../authority';
import { Refused, checkText, refused, unknownCommand } from '../refusals';
import { AccessLogCommand } from './commands';
import { AccessLogEvent, listings, lookPurposes } from './events';
import { AccessLogState } from './state';

type Command<Type extends AccessLogCommand['type']> = Extract<AccessLogCommand, { type: Type }>;

/** People that one request shows at most: as many as a page holds. */
export const listedPeopleMax = 500;

/** Pure and total: a look without a reason is refused, and then nothing may be shown. */
export const decideAccessLog = (state: AccessLogState, command: AccessLogCommand): Decided<AccessLogEvent> => {
  switch (command.type) {
    case 'RecordView':
      return recordView(state, command);
    case 'RecordListing':
      return recordListing(command);
    default:
      return unknownCommand(command);
  }
};

const recordView = (state: AccessLogState, command: Command<'RecordView'>): Decided<AccessLogEvent> => {
  const { personKey, what, reason } = command.data;
  const noReason = checkText(reason, 'reason', 500);
  if (noReason !== null) return noReason;
  if (state.personKey !== null && state.personKey !== personKey) {
    return refused('access-log.other-person', ['查阅记录属于另一人', 'The log belongs to another person'], [state.personKey, state.personKey], [personKey, personKey], 'personKey');
  }
  return decided({ type: 'PersonViewed', data: { personKey, viewedBy: command.by.userId, what, reason: reason.trim() } });
};

const recordListing = (command: Command<'RecordListing'>): Decided<AccessLogEvent> => {
  const { what, purpose, reason } = command.data;
  const personKeys = [...new Set(command.data.personKeys)];
  const problem = firstRefusal(checkCodes(what, purpose), reason === null && what !== 'search' ? null : checkText(reason ?? '', 'reason', 500), checkCount(personKeys.length));
  if (problem !== null) return problem;
  // Nobody was shown, so nobody was looked at.
  if (personKeys.length === 0) return decided();
  return decided({ type: 'PeopleListed', data: { listedBy: actingIds(command.by), what, personKeys, purpose, reason: reason?.trim() ?? null } });
};

const checkCodes = (what: string, purpose: string): Refused | null => {
  if (listings.some((known) => known === what) && lookPurposes.some((known) => known === purpose)) return null;
  const expected = `${listings.join(' / ')}; ${lookPurposes.join(' / ')}`;
  return refused('access-log.codes', ['查看方式或事由代码不正确', 'The kind of look or its purpose is not known'], [expected, expected], [`${what}; ${purpose}`, `${what}; ${purpose}`], 'purpose');
};

const checkCount = (count: number): Refused | null =>
  count <= listedPeopleMax
    ? null
    : refused('access-log.count', ['一次显示的人数过多', 'Too many people are shown at once'], [`最多 ${listedPeopleMax} 人`, `${listedPeopleMax} at most`], [`${count} 人`, `${count}`], 'personKeys');

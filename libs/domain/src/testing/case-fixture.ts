import { Actor, Role, WorkingCalendar, addDays, instantOf } from '@zhibu/kernel';
import { Answer, RuleDecision } from '@zhibu/policy';
import { ApplicationCommand, CaseContext } from '../application/commands';
import { ApplicationEvent } from '../application/events';
import { Procedure } from '../application/procedure';

/** People, places and a definition that the specs of a case share. */
export const village = '990101100001';
export const otherVillage = '990101101001';
export const personKey = 'p1';
export const applicationId = 'rural-reward.p1.1';
const county = '990101000000';

export const officer = (userId: string, role: Role, areaCode = county, onBehalfOf?: string): Actor => ({
  userId,
  kind: 'officer',
  roles: [{ role, areaCode }],
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
});

export const desk = officer('desk', 'caseworker');
export const elder = officer('elder', 'village-reviewer');
export const ann = officer('ann', 'township-reviewer');
export const bob = officer('bob', 'township-reviewer');
export const chief = officer('chief', 'county-reviewer');
export const inspector = officer('inspector', 'inspector');
export const program: Actor = { userId: 'zhibu', kind: 'automation', roles: [] };

const words = { zh: '文字', en: 'words' };
const review = { kind: 'review', title: words, namedReviewersMin: 0, signaturesMin: 0, deadlineWorkingDays: null, returnTo: null } as const;
const notice = { kind: 'notice', title: words, days: 7, dayKind: 'working' } as const;

export const procedure: Procedure = {
  id: 'rural-reward',
  version: 1,
  title: words,
  schemes: ['rural-reward'],
  stages: [
    { ...review, id: 'village-review', level: 'village', roles: ['village-reviewer'], namedReviewersMin: 5, deadlineWorkingDays: 20 },
    { ...notice, id: 'village-notice', level: 'village', roles: ['village-reviewer'] },
    { ...review, id: 'township-review', level: 'township', roles: ['township-reviewer'], signaturesMin: 2, reasons: ['evidence-missing', 'not-resident'] },
    { ...notice, id: 'township-notice', level: 'township', roles: ['township-reviewer'] },
    { ...review, id: 'county-confirmation', level: 'county', roles: ['county-reviewer'], returnTo: 'township-review' },
    { ...notice, id: 'county-notice', level: 'county', roles: ['county-reviewer'] },
  ],
  reasons: { 'not-eligible': words, 'eligibility-unknown': words, 'evidence-missing': words, 'not-resident': words, 'objection-upheld': words },
  onIneligible: 'refuse',
  onUnknown: 'return',
};

export const calendar: WorkingCalendar = { holidays: new Set(['2016-04-04', '2016-05-02', '2016-06-09', '2016-06-10']), makeUpDays: new Set(['2016-06-12']), covers: (year) => year === 2016 };

export const contextOn = (today: string, definition: Procedure = procedure): CaseContext => ({ procedure: definition, calendar, today });

export const decisionOf = (answer: Answer, on = '2016-03-01'): RuleDecision => ({
  scheme: 'rural-reward',
  branch: null,
  areaCode: village,
  on,
  answer,
  rule: { id: 'rural-reward', version: '2016', source: '—', hash: 'h' },
  trace: { id: 'r', text: words, answer, expected: words, actual: words, factsRead: [], missing: [], parts: [] },
  facts: [],
});

type Ask = { [C in ApplicationCommand as C['type']]: Omit<C['data'], 'context'> };

/** A command of a case, on a day, under a definition. */
export const ask = <Type extends ApplicationCommand['type']>(type: Type, data: Ask[Type], by: Actor, today = '2016-03-01', definition: Procedure = procedure): ApplicationCommand =>
  ({ type, data: { ...data, context: contextOn(today, definition) }, by, at: instantOf(today, 9) }) as unknown as ApplicationCommand;

export const submission = { applicationId, personKey, scheme: 'rural-reward', branch: null, areaCode: village, appliedOn: '2016-03-01', channel: 'window', evidence: [] } as const;

const own = { applicationId, personKey };

export const submitted: ApplicationEvent = { type: 'ApplicationSubmitted', data: { ...submission, procedure: { id: 'rural-reward', version: 1 } } };
export const checked = (answer: Answer, on = '2016-03-01'): ApplicationEvent => ({
  type: 'EligibilityChecked',
  data: { ...own, answer, on, ruleId: 'rural-reward', ruleVersion: '2016', decision: decisionOf(answer, on) },
});
export const entered = (stage: string, enteredOn = '2016-03-01', dueOn: string | null = null): ApplicationEvent => ({ type: 'StageEntered', data: { ...own, stage, enteredOn, dueOn } });
export const posted = (stage: string, postedOn: string, lastDay: string, restarted = false): ApplicationEvent => ({
  type: 'NoticePosted',
  data: { ...own, stage, areaCode: stage.startsWith('village') ? village : stage.startsWith('township') ? '990101100000' : county, postedOn, lastDay, restarted },
});
export const signed = (stage: string, signedBy: string, opinion: 'agree' | 'disagree' = 'agree', onBehalfOf: string | null = null): ApplicationEvent => ({
  type: 'StageSigned',
  data: { ...own, stage, signedBy, onBehalfOf, opinion, note: '' },
});
export const five = ['甲', '乙', '丙', '丁', '戊'];
export const approved = (stage: string, decidedBy: string, reviewers: readonly string[] = [], onBehalfOf: string | null = null, decidedOn = '2016-03-01'): ApplicationEvent => ({
  type: 'StageDecided',
  data: { ...own, stage, outcome: 'approved', reasons: [], note: '', reviewers, decidedBy, onBehalfOf, decidedOn },
});
export const closed = (stage: string, closedOn: string): ApplicationEvent => ({ type: 'NoticeClosed', data: { ...own, stage, closedOn } });
export const refusedAt = (stage: string, reasons: readonly string[]): ApplicationEvent => ({ type: 'ApplicationRefused', data: { ...own, stage, reasons, note: '', refusedOn: '2016-03-01' } });
export const returnedAt = (stage: string, reasons: readonly string[]): ApplicationEvent => ({ type: 'ApplicationReturned', data: { ...own, stage, reasons, note: '' } });

/** Accepted history up to the township review. */
export const upToTownship: readonly ApplicationEvent[] = [
  submitted,
  checked('yes'),
  entered('village-review', '2016-03-01', '2016-03-29'),
  approved('village-review', 'elder', five),
  entered('village-notice'),
  posted('village-notice', '2016-03-01', '2016-03-10'),
  closed('village-notice', '2016-03-11'),
  entered('township-review', '2016-03-11'),
];
/** Accepted history up to the county confirmation. */
export const upToCounty: readonly ApplicationEvent[] = [
  ...upToTownship,
  signed('township-review', 'ann'),
  signed('township-review', 'bob'),
  approved('township-review', 'ann'),
  entered('township-notice', '2016-03-11'),
  posted('township-notice', '2016-03-11', '2016-03-22'),
  closed('township-notice', '2016-03-23'),
  entered('county-confirmation', '2016-03-23'),
];
export const upToLastNotice: readonly ApplicationEvent[] = [...upToCounty, approved('county-confirmation', 'chief'), entered('county-notice', '2016-03-23'), posted('county-notice', '2016-03-23', '2016-04-01')];

export const dayAfter = (day: string): string => addDays(day, 1);

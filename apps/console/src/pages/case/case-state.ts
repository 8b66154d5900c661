import { ApplicationEvent, ApplicationState, Duty, applicationDecider } from '@zhibu/domain';
import { components } from '../../generated/openapi';

export type CaseView = components['schemas']['CaseView'];

const statusOf = (status: CaseView['status']): ApplicationState['status'] => {
  switch (status) {
    case 'checked':
      return 'checking';
    case 'in-review':
    case 'in-notice':
      return 'in-stage';
    default:
      return status;
  }
};

const idsOf = (userId: string, onBehalfOf: string | null): readonly string[] => (onBehalfOf === null ? [userId] : [userId, onBehalfOf]);

const signaturesNow = ({ signatures, stage }: CaseView): ApplicationState['signatures'] =>
  signatures.filter((each) => each.stage === stage && each.counts).map(({ signedBy, onBehalfOf, opinion }) => ({ ids: idsOf(signedBy, onBehalfOf), opinion }));

/** Those that are resolved have no number here: nobody asks for them any more. */
const objectionsOf = ({ objections, openObjectionIds, stage }: CaseView): ApplicationState['objections'] => [
  ...Array.from({ length: Math.max(0, objections - openObjectionIds.length) }, (_, index) => ({ objectionId: `resolved-${index}`, stage: stage ?? '', status: 'not-upheld' as const })),
  ...openObjectionIds.map((objectionId) => ({ objectionId, stage: stage ?? '', status: 'open' as const })),
];

/** A refused case is in no stage any more; the one that it was refused in tells how far it had come. */
const stageReached = ({ stage, status, decisions }: CaseView): string | null => {
  const last = decisions.at(-1);
  return stage ?? (status === 'refused' && last?.outcome === 'refused' ? last.stage : null);
};

/**
 * As much of the state of a case as its page shows to everybody. Who looked into it with a reason gets the whole by `foldCase`.
 */
export const stateOfView = (view: CaseView): ApplicationState => {
  const { signatures, decisions, noticeLastDay, noticePostedOn } = view;
  const stage = stageReached(view);
  const duties: readonly Duty[] = [
    ...signatures.flatMap((each) => idsOf(each.signedBy, each.onBehalfOf).map((userId) => ({ userId, stage: each.stage }))),
    ...decisions.flatMap((each) => idsOf(each.decidedBy, each.onBehalfOf).map((userId) => ({ userId, stage: each.stage }))),
  ];
  return {
    ...applicationDecider.initialState,
    status: statusOf(view.status),
    applicationId: view.applicationId,
    personKey: view.personKey,
    scheme: view.scheme,
    branch: view.branch,
    areaCode: view.areaCode,
    appliedOn: view.appliedOn,
    stage,
    enteredOn: view.enteredOn,
    dueOn: view.dueOn,
    eligibility: view.answer === null ? null : { answer: view.answer, on: view.appliedOn, ruleId: view.ruleId ?? '', ruleVersion: view.ruleVersion ?? '', decision: null, personVersion: 0 },
    signatures: signaturesNow(view),
    notice: noticeLastDay === null || stage === null ? null : { stage, areaCode: view.areaCode, postedOn: noticePostedOn ?? view.enteredOn ?? view.appliedOn, lastDay: noticeLastDay },
    objections: objectionsOf(view),
    duties,
    reasons: view.reasons,
  };
};

/** The whole state of one case from its events: the very fold of the server. */
export const foldCase = (events: readonly ApplicationEvent[]): ApplicationState => events.reduce(applicationDecider.evolve, applicationDecider.initialState);

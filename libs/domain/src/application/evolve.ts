import { ApplicationEvent } from './events';
import { ApplicationState, Duty } from './state';

/** Folds one event. Unknown types leave the state as it is. */
export const evolveApplication = (state: ApplicationState, event: ApplicationEvent): ApplicationState => {
  switch (event.type) {
    case 'ApplicationSubmitted': {
      const { applicationId, personKey, scheme, branch, areaCode, procedure, appliedOn, evidence } = event.data;
      return { ...state, status: 'checking', applicationId, personKey, scheme, branch, areaCode, procedure, appliedOn, evidence };
    }
    case 'ApplicationCorrected':
      // What was corrected is reviewed and posted again from the first stage on.
      return { ...state, status: 'checking', branch: event.data.branch, evidence: event.data.evidence, stage: null, resumeAt: null, eligibility: null, turns: state.turns + 1 };
    case 'EligibilityChecked': {
      const { answer, on, ruleId, ruleVersion, decision, personVersion = 0 } = event.data;
      return { ...state, eligibility: { answer, on, ruleId, ruleVersion, decision, personVersion } };
    }
    case 'StageEntered':
      return { ...state, status: 'in-stage', stage: event.data.stage, enteredOn: event.data.enteredOn, dueOn: event.data.dueOn, signatures: [], notice: null };
    case 'StageSigned': {
      const { stage, signedBy, onBehalfOf, opinion } = event.data;
      const ids = idsOf(signedBy, onBehalfOf);
      return { ...state, signatures: [...state.signatures, { ids, opinion }], duties: withDuties(state.duties, ids, stage) };
    }
    case 'StageDecided': {
      const { stage, decidedBy, onBehalfOf } = event.data;
      return { ...state, duties: withDuties(state.duties, idsOf(decidedBy, onBehalfOf), stage), turns: state.turns + (event.data.outcome === 'returned' ? 1 : 0) };
    }
    case 'NoticePosted': {
      const { stage, areaCode, postedOn, lastDay } = event.data;
      return { ...state, notice: { stage, areaCode, postedOn, lastDay } };
    }
    case 'ObjectionRaised':
      return { ...state, objections: [...state.objections, { objectionId: event.data.objectionId, stage: event.data.stage, status: 'open' }] };
    case 'ObjectionResolved': {
      const { objectionId, stage, upheld, resolvedBy, onBehalfOf } = event.data;
      const status = upheld ? 'upheld' : 'not-upheld';
      return {
        ...state,
        objections: state.objections.map((objection) => (objection.objectionId === objectionId ? { ...objection, status } : objection)),
        duties: withDuties(state.duties, idsOf(resolvedBy, onBehalfOf), stage),
        turns: state.turns + (upheld ? 1 : 0),
      };
    }
    case 'NoticeClosed':
      return { ...state, notice: null };
    case 'ApplicationReturned':
      return { ...state, status: 'returned', reasons: event.data.reasons, signatures: [], notice: null, dueOn: null };
    case 'ApplicationRefused':
      return { ...state, status: 'refused', reasons: event.data.reasons, signatures: [], notice: null, dueOn: null };
    case 'ApplicationWithdrawn':
      return { ...state, status: 'withdrawn', signatures: [], notice: null, dueOn: null };
    case 'ApplicationReopened':
      return { ...state, status: 'checking', resumeAt: event.data.stage, eligibility: null, turns: state.turns + 1, reopenedBy: [...new Set([...state.reopenedBy, ...(event.data.reopenedBy ?? [])])] };
    case 'ApplicationConfirmed':
      return { ...state, status: 'confirmed', dueOn: null };
    case 'AuditSampleChecked':
      return { ...state, samples: [...state.samples, event.data.sampleId] };
    default:
      return state;
  }
};

const idsOf = (userId: string, onBehalfOf: string | null): readonly string[] => (onBehalfOf === null ? [userId] : [userId, onBehalfOf]);

const withDuties = (duties: readonly Duty[], ids: readonly string[], stage: string): readonly Duty[] => [
  ...duties,
  ...ids.filter((userId) => !duties.some((duty) => duty.userId === userId && duty.stage === stage)).map((userId) => ({ userId, stage })),
];

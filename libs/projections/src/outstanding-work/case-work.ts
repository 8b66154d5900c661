import { addDays, instantOf } from '@zhibu/kernel';
import { Handlers, Rows, want } from '../framework/projection';
import { owe, settle } from './owe';
import { workCases } from './tables';

interface OfCase { readonly data: { readonly applicationId: string } }

const keys = ({ data }: OfCase) => [want(workCases, [data.applicationId])];

const closed = (rows: Rows, applicationId: string): void => {
  settle(rows, 'check-eligibility', applicationId);
  const stage = rows.get(workCases, [applicationId])?.noticeStage ?? null;
  if (stage !== null) settle(rows, 'close-notice', applicationId, stage);
  rows.change(workCases, [applicationId], () => ({ noticeStage: null }));
};

/** Ends everything owed to a case that waits for a person, or for nobody any more. */
const ending = { keys, apply: (rows: Rows, { data }: OfCase) => closed(rows, data.applicationId) };

export const caseWork: Handlers = {
  ApplicationSubmitted: {
    apply(rows, { data: { applicationId, areaCode }, meta }) {
      rows.put(workCases, { applicationId, areaCode, noticeStage: null, version: meta.version });
      owe(rows, meta, { kind: 'check-eligibility', of: [applicationId], payload: { applicationId }, areaCode });
    },
  },
  ApplicationCorrected: {
    keys,
    apply(rows, { data: { applicationId }, meta }) {
      owe(rows, meta, { kind: 'check-eligibility', of: [applicationId], payload: { applicationId }, areaCode: rows.get(workCases, [applicationId])?.areaCode ?? null });
    },
  },
  EligibilityChecked: { apply: (rows, { data }) => settle(rows, 'check-eligibility', data.applicationId) },
  NoticePosted: {
    keys,
    apply(rows, { data: { applicationId, stage, areaCode, lastDay }, meta }) {
      rows.change(workCases, [applicationId], () => ({ noticeStage: stage }));
      // The last day counts in full, so the notice is over when the next day begins.
      owe(rows, meta, { kind: 'close-notice', of: [applicationId, stage], payload: { applicationId, stage }, areaCode, notBefore: instantOf(addDays(lastDay, 1)) });
    },
  },
  ObjectionRaised: { apply: (rows, { data }) => settle(rows, 'close-notice', data.applicationId, data.stage) },
  ObjectionResolved: {
    keys,
    apply(rows, { data: { applicationId, stage }, meta }) {
      // Whether the clock restarts is the decision's affair: a later NoticePosted moves the moment.
      owe(rows, meta, { kind: 'close-notice', of: [applicationId, stage], payload: { applicationId, stage }, areaCode: rows.get(workCases, [applicationId])?.areaCode ?? null });
    },
  },
  NoticeClosed: { keys, apply: (rows, { data }) => closed(rows, data.applicationId) },
  ApplicationReturned: ending,
  ApplicationRefused: ending,
  ApplicationWithdrawn: ending,
  ApplicationConfirmed: {
    keys,
    apply(rows, { data: { applicationId, areaCode }, meta }) {
      closed(rows, applicationId);
      owe(rows, meta, { kind: 'grant-entitlement', of: [applicationId], payload: { applicationId }, areaCode });
    },
  },
  EntitlementGranted: { apply: (rows, { data }) => settle(rows, 'grant-entitlement', data.applicationId) },
};

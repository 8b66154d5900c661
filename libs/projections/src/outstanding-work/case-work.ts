import { Handlers, ProjectedEvent, Rows, want } from '../framework/projection';
import { owe, settle } from './owe';
import { caseChecked, caseClosed, caseOpened, personKeys, rightOpened } from './person-work';
import { workCases } from './tables';

interface OfCase { readonly data: { readonly applicationId: string; readonly personKey: string } }

const keys = (event: OfCase) => [want(workCases, [event.data.applicationId]), ...personKeys(event)];

const areaOf = (rows: Rows, applicationId: string): string | null => rows.get(workCases, [applicationId])?.areaCode ?? null;

const noticeOver = (rows: Rows, applicationId: string): void => {
  const stage = rows.get(workCases, [applicationId])?.noticeStage ?? null;
  if (stage !== null) settle(rows, { work: 'close-notice', applicationId, stage });
  rows.change(workCases, [applicationId], () => ({ noticeStage: null }));
};

/** Ends everything owed to a case that waits for a person, or for nobody any more. */
const ending = {
  keys,
  apply: (rows: Rows, { data: { applicationId, personKey } }: OfCase) => {
    settle(rows, { work: 'check-eligibility', applicationId });
    noticeOver(rows, applicationId);
    caseClosed(rows, personKey, applicationId);
  },
};

const again = {
  keys,
  apply: (rows: Rows, event: ProjectedEvent & OfCase) => {
    const { applicationId, personKey } = event.data;
    const areaCode = areaOf(rows, applicationId);
    if (areaCode !== null) caseOpened(rows, personKey, { applicationId, areaCode });
    owe(rows, event, 'check-eligibility', areaCode);
  },
};

export const caseWork: Handlers = {
  ApplicationSubmitted: {
    keys: personKeys,
    apply(rows, event) {
      const { applicationId, personKey, areaCode } = event.data;
      rows.put(workCases, { applicationId, areaCode, noticeStage: null });
      caseOpened(rows, personKey, { applicationId, areaCode });
      owe(rows, event, 'check-eligibility', areaCode);
    },
  },
  ApplicationCorrected: again,
  ApplicationReopened: again,
  EligibilityChecked: {
    keys: personKeys,
    apply(rows, { data: { applicationId, personKey, personVersion } }) {
      settle(rows, { work: 'check-eligibility', applicationId });
      caseChecked(rows, personKey, applicationId, personVersion);
    },
  },
  // An open objection leaves the notice owed: whoever looks finds it open, and closes it after it was resolved.
  NoticePosted: {
    keys,
    apply(rows, event) {
      const { applicationId, stage, areaCode } = event.data;
      rows.change(workCases, [applicationId], () => ({ noticeStage: stage }));
      owe(rows, event, 'close-notice', areaCode);
    },
  },
  NoticeClosed: { keys, apply: (rows, { data }) => noticeOver(rows, data.applicationId) },
  ApplicationReturned: ending,
  ApplicationRefused: ending,
  ApplicationWithdrawn: ending,
  ApplicationConfirmed: {
    keys,
    apply(rows, event) {
      ending.apply(rows, event);
      owe(rows, event, 'grant-entitlement', event.data.areaCode);
    },
  },
  EntitlementConfirmedAgain: { apply: (rows, { data: { applicationId } }) => settle(rows, { work: 'grant-entitlement', applicationId }) },
  EntitlementGranted: {
    keys: personKeys,
    apply(rows, { data: { applicationId, personKey, entitlementId, areaCode } }) {
      settle(rows, { work: 'grant-entitlement', applicationId });
      rightOpened(rows, personKey, { entitlementId, areaCode });
    },
  },
};

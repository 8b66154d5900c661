import { EventMetadata, dateOf, yearOf } from '@zhibu/kernel';
import { Handlers, Rows, want } from '../framework/projection';
import { schemeOf } from '../shared/ids';
import { StandingRow, coverageDeltas, rateDeltas, rateSamples, rateStandings } from './tables';

const later = (a: string, b: string): string => (a > b ? a : b);

/** Meets the conditions: a positive check, or officers confirmed what the check could not know; nobody who left or was refused. */
const isEligible = (row: StandingRow): boolean => !row.exited && !row.refused && (row.answer === 'yes' || (row.confirmed && row.answer !== 'no'));

const numberOf = (flag: boolean): number => (flag ? 1 : 0);

/** Changes a standing and adds the difference to the day's counts, in the old area and in the new one. */
const change = (rows: Rows, scheme: string, personKey: string, on: string, patch: Partial<StandingRow>): void => {
  const before = rows.get(rateStandings, [scheme, personKey]);
  const areaCode = patch.areaCode ?? before?.areaCode;
  if (areaCode === undefined) return;
  const blank = { scheme, personKey, areaCode, answer: null, refused: false, confirmed: false, exited: false, eligibleCounted: false, coveredCounted: false, countedOn: on };
  const after = { ...(before ?? blank), ...patch, areaCode };
  const day = later(on, before?.countedOn ?? on);
  const eligibleCounted = isEligible(after);
  const coveredCounted = eligibleCounted && after.confirmed;
  const despite = (row: StandingRow): number => numberOf(row.refused && row.answer === 'yes' && !row.exited);
  if (before !== undefined) {
    rows.add(coverageDeltas, [scheme, before.areaCode, day], { eligible: -numberOf(before.eligibleCounted), covered: -numberOf(before.coveredCounted), refusedDespiteYes: -despite(before) });
  }
  rows.add(coverageDeltas, [scheme, areaCode, day], { eligible: numberOf(eligibleCounted), covered: numberOf(coveredCounted), refusedDespiteYes: despite(after) });
  rows.put(rateStandings, { ...after, eligibleCounted, coveredCounted, countedOn: day });
};

interface OfPerson { readonly data: { readonly personKey: string } & ({ readonly applicationId: string } | { readonly entitlementId: string }) }

const schemeIn = (data: OfPerson['data']): string => schemeOf('applicationId' in data ? data.applicationId : data.entitlementId);
const keys = ({ data }: OfPerson) => [want(rateStandings, [schemeIn(data), data.personKey])];
const patchOn = (rows: Rows, data: OfPerson['data'], on: string, patch: Partial<StandingRow>): void => change(rows, schemeIn(data), data.personKey, on, patch);
const recordedOn = (meta: EventMetadata): string => dateOf(meta.recordedAt);

export const standingHandlers: Handlers = {
  ApplicationSubmitted: { keys, apply: (rows, { data }) => patchOn(rows, data, data.appliedOn, { areaCode: data.areaCode, refused: false, exited: false }) },
  EligibilityChecked: { keys, apply: (rows, { data, meta }) => patchOn(rows, data, recordedOn(meta), { answer: data.answer }) },
  ApplicationRefused: { keys, apply: (rows, { data }) => patchOn(rows, data, data.refusedOn, { refused: true }) },
  ApplicationReopened: { keys, apply: (rows, { data }) => patchOn(rows, data, data.reopenedOn, { refused: false }) },
  ApplicationConfirmed: { keys, apply: (rows, { data }) => patchOn(rows, data, data.confirmedOn, { areaCode: data.areaCode, confirmed: true, refused: false, exited: false }) },
  EntitlementGranted: { keys, apply: (rows, { data }) => patchOn(rows, data, data.grantedOn, { areaCode: data.areaCode, confirmed: true, exited: false }) },
  EntitlementCarriedOver: {
    keys,
    apply: (rows, { data }) => patchOn(rows, data, data.carriedOverOn, { areaCode: data.areaCode, confirmed: true, exited: false, answer: data.answer }),
  },
  EntitlementReverified: { keys, apply: (rows, { data, meta }) => patchOn(rows, data, recordedOn(meta), { answer: data.answer }) },
  EntitlementExited: {
    keys,
    // Who gives up a right still meets the conditions; every other exit says that they are not met.
    apply: (rows, { data }) => patchOn(rows, data, data.happenedOn, { confirmed: false, exited: data.reason !== 'withdrawn' }),
  },
  EntitlementExitReversed: { keys, apply: (rows, { data }) => patchOn(rows, data, data.reversedOn, { confirmed: true, exited: false }) },
  // Counted where the person lives from the month after the move; the day is that of the move.
  EntitlementAreaMoved: { keys, apply: (rows, { data }) => patchOn(rows, data, data.movedOn, { areaCode: data.toArea }) },
  AuditSampleChecked: {
    keys: ({ data }) => {
      const scheme = schemeOf(data.applicationId);
      return [want(rateStandings, [scheme, data.personKey]), want(rateSamples, [yearOf(data.checkedOn), scheme, data.personKey])];
    },
    apply(rows, { data: { applicationId, personKey, finding, checkedOn } }) {
      const [scheme, year] = [schemeOf(applicationId), yearOf(checkedOn)];
      const before = rows.get(rateSamples, [year, scheme, personKey]);
      const areaCode = before?.areaCode ?? rows.get(rateStandings, [scheme, personKey])?.areaCode;
      if (areaCode === undefined) return;
      const day = later(checkedOn, before?.countedOn ?? checkedOn);
      const counts = (of: typeof finding | undefined, sign: 1 | -1) => ({
        wronglyIn: sign * numberOf(of === 'wrongly-in'), wronglyOut: sign * numberOf(of === 'wrongly-out'), sampled: sign * numberOf(of !== undefined),
      });
      rows.add(rateDeltas, [year, scheme, areaCode, day], counts(before?.finding, -1));
      rows.add(rateDeltas, [year, scheme, areaCode, day], counts(finding, 1));
      rows.put(rateSamples, { year, scheme, personKey, areaCode, finding, countedOn: day });
    },
  },
};

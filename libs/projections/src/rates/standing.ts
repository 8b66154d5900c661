import { EventMetadata, dateOf, yearOf } from '@zhibu/kernel';
import { Handlers, Rows, want } from '../framework/projection';
import { schemeOf } from '../shared/ids';
import { Days, StandingRow, coverageDeltas, daysAfter, rateDeltas, rateSamples, rateStandings, turned } from './tables';

/** Meets the conditions: a positive check, or officers confirmed what the check could not know; nobody who left or was refused. */
const isEligible = (row: StandingRow): boolean => !row.exited && !row.refused && (row.answer === 'yes' || (row.confirmed && row.answer !== 'no'));

const numberOf = (flag: boolean): 0 | 1 => (flag ? 1 : 0);

/** Changes a standing and adds the difference to the day's counts, in the old area and in the new one. */
const change = (rows: Rows, scheme: string, personKey: string, days: Days, patch: Partial<StandingRow>): void => {
  const before = rows.get(rateStandings, [scheme, personKey]);
  const areaCode = patch.areaCode ?? before?.areaCode;
  if (areaCode === undefined) return;
  const blank = { scheme, personKey, areaCode, answer: null, refused: false, confirmed: false, exited: false, eligibleCounted: false, coveredCounted: false, turns: [], countedOn: days.on, knownOn: days.known };
  const after = { ...(before ?? blank), ...patch, areaCode };
  const { on: day, known } = daysAfter(before, days);
  const eligibleCounted = isEligible(after);
  const coveredCounted = eligibleCounted && after.confirmed;
  const despite = (row: StandingRow): 0 | 1 => numberOf(row.refused && row.answer === 'yes' && !row.exited);
  if (before !== undefined) {
    rows.add(coverageDeltas, [scheme, before.areaCode, day, known], { eligible: -numberOf(before.eligibleCounted), covered: -numberOf(before.coveredCounted), refusedDespiteYes: -despite(before) });
  }
  rows.add(coverageDeltas, [scheme, areaCode, day, known], { eligible: numberOf(eligibleCounted), covered: numberOf(coveredCounted), refusedDespiteYes: despite(after) });
  const turns = turned(after.turns, [day, known, areaCode, numberOf(eligibleCounted), numberOf(coveredCounted), despite(after)]);
  rows.put(rateStandings, { ...after, eligibleCounted, coveredCounted, turns, countedOn: day, knownOn: known });
};

interface OfPerson { readonly data: { readonly personKey: string } & ({ readonly applicationId: string } | { readonly entitlementId: string }) }

const schemeIn = (data: OfPerson['data']): string => schemeOf('applicationId' in data ? data.applicationId : data.entitlementId);
const keys = ({ data }: OfPerson) => [want(rateStandings, [schemeIn(data), data.personKey])];
const recordedOn = (meta: EventMetadata): string => dateOf(meta.recordedAt);
/** Without a business day of its own the day of record stands for it. */
const patchOn = (rows: Rows, { data, meta }: OfPerson & { readonly meta: EventMetadata }, patch: Partial<StandingRow>, on = recordedOn(meta)): void =>
  change(rows, schemeIn(data), data.personKey, { on, known: recordedOn(meta) }, patch);

export const standingHandlers: Handlers = {
  ApplicationSubmitted: { keys, apply: (rows, event) => patchOn(rows, event, { areaCode: event.data.areaCode, refused: false, exited: false }, event.data.appliedOn) },
  EligibilityChecked: { keys, apply: (rows, event) => patchOn(rows, event, { answer: event.data.answer }) },
  ApplicationRefused: { keys, apply: (rows, event) => patchOn(rows, event, { refused: true }, event.data.refusedOn) },
  ApplicationReopened: { keys, apply: (rows, event) => patchOn(rows, event, { refused: false }, event.data.reopenedOn) },
  ApplicationConfirmed: { keys, apply: (rows, event) => patchOn(rows, event, { areaCode: event.data.areaCode, confirmed: true, refused: false, exited: false }, event.data.confirmedOn) },
  EntitlementGranted: { keys, apply: (rows, event) => patchOn(rows, event, { areaCode: event.data.areaCode, confirmed: true, exited: false }, event.data.grantedOn) },
  EntitlementCarriedOver: {
    keys,
    apply: (rows, event) => patchOn(rows, event, { areaCode: event.data.areaCode, confirmed: true, exited: false, answer: event.data.answer }, event.data.carriedOverOn),
  },
  EntitlementReverified: { keys, apply: (rows, event) => patchOn(rows, event, { answer: event.data.answer }) },
  EntitlementExited: {
    keys,
    // Who gives up a right still meets the conditions; every other exit says that they are not met.
    apply: (rows, event) => patchOn(rows, event, { confirmed: false, exited: event.data.reason !== 'withdrawn' }, event.data.happenedOn),
  },
  EntitlementExitReversed: { keys, apply: (rows, event) => patchOn(rows, event, { confirmed: true, exited: false }, event.data.reversedOn) },
  // Counted where the person lives from the month after the move; the day is that of the move.
  EntitlementAreaMoved: { keys, apply: (rows, event) => patchOn(rows, event, { areaCode: event.data.toArea }, event.data.movedOn) },
  AuditSampleChecked: {
    keys: ({ data }) => {
      const scheme = schemeOf(data.applicationId);
      return [want(rateStandings, [scheme, data.personKey]), want(rateSamples, [yearOf(data.checkedOn), scheme, data.personKey])];
    },
    apply(rows, { data: { applicationId, personKey, finding, checkedOn }, meta }) {
      const [scheme, year] = [schemeOf(applicationId), yearOf(checkedOn)];
      const before = rows.get(rateSamples, [year, scheme, personKey]);
      const areaCode = before?.areaCode ?? rows.get(rateStandings, [scheme, personKey])?.areaCode;
      if (areaCode === undefined) return;
      const { on: day, known } = daysAfter(before, { on: checkedOn, known: recordedOn(meta) });
      const counts = (of: typeof finding | undefined, sign: 1 | -1) => ({
        wronglyIn: sign * numberOf(of === 'wrongly-in'), wronglyOut: sign * numberOf(of === 'wrongly-out'), sampled: sign * numberOf(of !== undefined),
      });
      rows.add(rateDeltas, [year, scheme, areaCode, day, known], counts(before?.finding, -1));
      rows.add(rateDeltas, [year, scheme, areaCode, day, known], counts(finding, 1));
      rows.put(rateSamples, { year, scheme, personKey, areaCode, finding, turns: turned(before?.turns ?? [], [day, known, finding]), countedOn: day, knownOn: known });
    },
  },
};

import { EventOf, Handlers, ProjectedEvent, Rows, want } from '../framework/projection';
import { countyOf } from '../shared/ids';
import { endedChanged, toPropose } from './ended-rights';
import { owe, settle } from './owe';
import { OpenCase, OpenRight, WorkPersonRow, workEnded, workPeople } from './tables';

interface OfPerson { readonly data: { readonly personKey: string } }

export const personKeys = ({ data }: OfPerson) => [want(workPeople, [data.personKey]), want(workEnded, [data.personKey])];

const personOf = (rows: Rows, personKey: string): WorkPersonRow => rows.get(workPeople, [personKey]) ?? { personKey, movedTo: null, changed: 0, cases: [], rights: [] };

/** A row is kept for whoever has an open case or right, and for nobody else. */
const keep = (rows: Rows, person: WorkPersonRow): void => {
  if (person.cases.length + person.rights.length > 0) rows.put(workPeople, person);
  else rows.delete(workPeople, [person.personKey]);
};

/** Settled when every open case was checked on the facts as they are now; the version read says so, not the order of events. */
const settleRecheck = (rows: Rows, { personKey, changed, cases }: WorkPersonRow): void => {
  if (cases.every(({ checked }) => checked >= changed)) settle(rows, { work: 'recheck-applications', personKey });
};

export const caseOpened = (rows: Rows, personKey: string, opened: Omit<OpenCase, 'checked'>): void => {
  const person = personOf(rows, personKey);
  keep(rows, { ...person, cases: [...person.cases.filter(({ applicationId }) => applicationId !== opened.applicationId), { ...opened, checked: 0 }] });
};

export const caseChecked = (rows: Rows, personKey: string, applicationId: string, personVersion: number | undefined): void => {
  const before = personOf(rows, personKey);
  // A check from before the version was kept counts as one on all facts recorded until then.
  const checked = personVersion ?? before.changed;
  const person = { ...before, cases: before.cases.map((open) => (open.applicationId === applicationId ? { ...open, checked } : open)) };
  keep(rows, person);
  settleRecheck(rows, person);
};

/** A register brought what a case asks for: the case has to be looked at whatever facts were read before. Nothing when it is closed by now. */
export const rightCame = (rows: Rows, { personKey, applicationId }: { readonly personKey: string; readonly applicationId: string }): void => {
  const before = personOf(rows, personKey);
  const person = { ...before, cases: before.cases.map((open) => (open.applicationId === applicationId ? { ...open, checked: neverChecked } : open)) };
  keep(rows, person);
  settleRecheck(rows, person);
};

/** Below every version of a person. */
const neverChecked = -1;

export const caseClosed = (rows: Rows, personKey: string, closedId: string): void => {
  const before = personOf(rows, personKey);
  const person = { ...before, cases: before.cases.filter(({ applicationId }) => applicationId !== closedId) };
  keep(rows, person);
  settleRecheck(rows, person);
};

export const rightOpened = (rows: Rows, personKey: string, right: OpenRight): void => {
  endedChanged(rows, personKey, (ended) => ended.filter(({ entitlementId }) => entitlementId !== right.entitlementId));
  const person = personOf(rows, personKey);
  keep(rows, { ...person, rights: [...person.rights, right] });
};

const inCounty = ({ movedTo, rights }: WorkPersonRow, same: boolean): readonly OpenRight[] => (movedTo === null ? [] : rights.filter(({ areaCode }) => (countyOf(areaCode) === countyOf(movedTo)) === same));
/** Rights of a county that was left: they end. */
const elsewhere = (person: WorkPersonRow): readonly OpenRight[] => inCounty(person, false);
/** Rights of the county lived in that still stand where the person lived before: they follow. */
const behind = (person: WorkPersonRow): readonly OpenRight[] => inCounty(person, true).filter(({ areaCode }) => areaCode !== person.movedTo);

const settleMoves = (rows: Rows, person: WorkPersonRow): void => {
  if (elsewhere(person).length === 0) settle(rows, { work: 'exit-on-move', personKey: person.personKey });
  if (behind(person).length === 0) settle(rows, { work: 'follow-move', personKey: person.personKey });
};

const rightClosed = (rows: Rows, { data: { personKey, entitlementId, reason } }: EventOf<'EntitlementExited'>): void => {
  const before = personOf(rows, personKey);
  const closed = before.rights.find((open) => open.entitlementId === entitlementId);
  if (reason === 'death' && closed !== undefined) endedChanged(rows, personKey, (ended) => [...ended, { ...closed, proposed: false }]);
  const person = { ...before, rights: before.rights.filter((open) => open !== closed) };
  keep(rows, person);
  if (person.rights.length === 0) settle(rows, { work: 'exit-on-death', personKey });
  settleMoves(rows, person);
};

/** Facts changed: noted only while a case is open, because later cases are checked on all of them anyway. */
const factsChanged = (rows: Rows, event: ProjectedEvent & OfPerson): WorkPersonRow | null => {
  const person = rows.get(workPeople, [event.data.personKey]);
  if (person === undefined) return null;
  const changed = { ...person, changed: event.meta.version };
  keep(rows, changed);
  const [open] = person.cases;
  if (open !== undefined) owe(rows, event, 'recheck-applications', open.areaCode);
  return changed;
};

export const personWork: Handlers = {
  FactsRecorded: { keys: personKeys, apply: (rows, event) => void factsChanged(rows, event) },
  FactRetracted: { keys: personKeys, apply: (rows, event) => void factsChanged(rows, event) },
  PersonMoved: {
    keys: personKeys,
    apply(rows, event) {
      const before = factsChanged(rows, event);
      if (before === null) return;
      const person = { ...before, movedTo: event.data.toArea };
      keep(rows, person);
      settleMoves(rows, person);
      const [left] = elsewhere(person);
      if (left !== undefined) owe(rows, event, 'exit-on-move', left.areaCode);
      const [following] = behind(person);
      if (following !== undefined) owe(rows, event, 'follow-move', following.areaCode);
    },
  },
  PersonDied: {
    keys: personKeys,
    apply(rows, event) {
      endedChanged(rows, event.data.personKey, (ended) => ended.map((each) => ({ ...each, proposed: false })));
      settle(rows, { work: 'propose-reversal', personKey: event.data.personKey });
      const right = factsChanged(rows, event)?.rights[0];
      if (right !== undefined) owe(rows, event, 'exit-on-death', right.areaCode);
    },
  },
  PersonDeathRetracted: {
    keys: personKeys,
    apply(rows, event) {
      factsChanged(rows, event);
      settle(rows, { work: 'exit-on-death', personKey: event.data.personKey });
      const [ended] = toPropose(rows, event.data.personKey);
      if (ended !== undefined) owe(rows, event, 'propose-reversal', ended.areaCode);
    },
  },
  EntitlementCarriedOver: { keys: personKeys, apply: (rows, { data: { personKey, entitlementId, areaCode } }) => rightOpened(rows, personKey, { entitlementId, areaCode }) },
  EntitlementReverified: {
    keys: personKeys,
    apply(rows, event) {
      const { personKey, entitlementId, year, answer } = event.data;
      const right = personOf(rows, personKey).rights.find((open) => open.entitlementId === entitlementId);
      if (answer !== 'no') settle(rows, { work: 'exit-after-check', entitlementId, year });
      else if (right !== undefined) owe(rows, event, 'exit-after-check', right.areaCode);
    },
  },
  EntitlementExited: {
    keys: personKeys,
    apply(rows, event) {
      settle(rows, { work: 'exit-after-check', entitlementId: event.data.entitlementId, year: 0 });
      rightClosed(rows, event);
    },
  },
  EntitlementChangeProposed: {
    keys: personKeys,
    apply(rows, { data: { personKey, entitlementId, change } }) {
      if (change.kind !== 'reverse-exit') return;
      endedChanged(rows, personKey, (ended) => ended.map((each) => (each.entitlementId === entitlementId ? { ...each, proposed: true } : each)));
    },
  },
  EntitlementExitReversed: {
    keys: personKeys,
    apply: (rows, { data: { personKey, entitlementId, areaCode } }) => rightOpened(rows, personKey, { entitlementId, areaCode }),
  },
  EntitlementAreaMoved: {
    keys: personKeys,
    apply(rows, { data: { personKey, entitlementId, toArea } }) {
      const before = personOf(rows, personKey);
      const person = { ...before, rights: before.rights.map((open) => (open.entitlementId === entitlementId ? { ...open, areaCode: toArea } : open)) };
      keep(rows, person);
      settleMoves(rows, person);
    },
  },
};

import { EntitlementChange, EntitlementEvent, ExitReason, entitlementIdOf } from '@zhibu/domain';
import { Answer } from '@zhibu/policy';
import { EventOf, Rows, defineProjection, want } from '../framework/projection';
import { RowOf, boolean, integer, json, nullable, oneOf, table, text, texts } from '../framework/table';
import { schemeOf } from '../shared/ids';

/** Months without payment, from the first one until the month in which payment went on (null: not yet). */
export interface Suspension {
  readonly fromMonth: string;
  readonly resumedFrom: string | null;
  readonly backPay: boolean;
}

/** A change that waits for somebody else's approval; its reason is told by the history of the person. */
export interface PendingChange {
  readonly changeId: string;
  readonly kind: EntitlementChange['kind'];
  readonly toBranch: string | null;
  readonly fromMonth: string | null;
  readonly backPay: boolean;
  readonly proposedBy: readonly string[];
  readonly proposedOn: string;
}

export const entitlements = table('entitlements', {
  columns: {
    entitlementId: text,
    personKey: text,
    scheme: text,
    branch: nullable(text),
    areaCode: text,
    startMonth: text,
    /** Month from which something may be unpaid: earlier than the start when a right that ended before still owes. */
    dueFromMonth: text,
    /** Last month that is paid; null while it runs, or when none was due (see `status`). */
    lastMonth: nullable(text),
    status: oneOf<'active' | 'suspended' | 'ended'>(),
    suspensions: json<readonly Suspension[]>(),
    confirmedBy: texts,
    applicationId: nullable(text),
    carriedOver: boolean,
    verifiedYear: nullable(integer),
    verifiedAnswer: nullable(oneOf<Answer>()),
    exitReason: nullable(oneOf<ExitReason>()),
    exitedOn: nullable(text),
    pending: json<readonly PendingChange[]>(),
    /** Day of the oldest pending change; null when nothing waits. */
    pendingSince: nullable(text),
    /** Last month claimed on the ledger; null when nothing is, or when a claim was given back. */
    claimedThrough: nullable(text),
    /** True when a month may still be unpaid; batches are planned from these alone. */
    mayBeDue: boolean,
    version: integer,
  },
  key: ['entitlementId'],
  indexes: [
    { columns: ['scheme', 'areaCode', 'entitlementId'], where: 'may_be_due' },
    { columns: ['areaCode', 'entitlementId'] },
    { columns: ['personKey'] },
    { columns: ['pendingSince', 'entitlementId'], where: 'pending_since is not null' },
  ],
});

export type EntitlementRow = RowOf<typeof entitlements>;

/** An ended right is looked at until its last month is claimed. */
const mayBeDue = (row: Pick<EntitlementRow, 'status' | 'lastMonth' | 'claimedThrough' | 'startMonth'>): boolean =>
  row.status !== 'ended' || (row.lastMonth !== null && row.lastMonth >= row.startMonth && (row.claimedThrough === null || row.claimedThrough < row.lastMonth));

const joined = (before: readonly string[], ids: readonly string[] | undefined): readonly string[] => [...new Set([...before, ...(ids ?? [])])];

const grant = (rows: Rows, { data, meta }: EventOf<'EntitlementGranted'> | EventOf<'EntitlementCarriedOver'>, carriedOver: boolean): void => {
  const { entitlementId, personKey, scheme, branch, areaCode, startMonth, confirmedBy } = data;
  const before = rows.get(entitlements, [entitlementId]);
  const ids = [...confirmedBy, ...('preparedBy' in data ? [...data.preparedBy, ...data.approvedBy] : [])];
  rows.put(entitlements, {
    entitlementId, personKey, scheme, branch, areaCode, startMonth, carriedOver,
    confirmedBy: joined(before?.confirmedBy ?? [], ids),
    pending: before?.pending ?? [], pendingSince: before?.pendingSince ?? null,
    dueFromMonth: before?.mayBeDue === true && before.dueFromMonth < startMonth ? before.dueFromMonth : startMonth,
    applicationId: 'applicationId' in data ? data.applicationId : null,
    lastMonth: null, status: 'active', suspensions: [],
    verifiedYear: null, verifiedAnswer: 'answer' in data ? data.answer : null,
    exitReason: null, exitedOn: null, claimedThrough: before?.claimedThrough ?? null, mayBeDue: true, version: meta.version,
  });
};

const change = (rows: Rows, entitlementId: string, patch: (row: EntitlementRow) => Partial<EntitlementRow>): void =>
  rows.change(entitlements, [entitlementId], (row) => {
    const after = { ...row, ...patch(row) };
    return { ...after, mayBeDue: mayBeDue(after) };
  });

type Changing = Exclude<EntitlementEvent['type'], 'EntitlementGranted' | 'EntitlementCarriedOver'>;
type TookPart = { readonly confirmedBy?: readonly string[]; readonly decidedBy?: readonly string[]; readonly approvedBy?: readonly string[]; readonly changeId?: string; readonly entitlementId: string };

const pendingOf = ({ changeId, change: proposed, proposedBy, proposedOn }: EventOf<'EntitlementChangeProposed'>['data']): PendingChange => ({
  changeId,
  kind: proposed.kind,
  toBranch: proposed.kind === 'branch' ? proposed.toBranch : null,
  fromMonth: proposed.kind === 'reverse-exit' ? null : proposed.fromMonth,
  backPay: proposed.kind === 'resume' && proposed.backPay,
  proposedBy,
  proposedOn,
});

/** Who decided joins those who may not pay; what came of a proposal settles it. */
const afterwards = (row: EntitlementRow, type: Changing, { confirmedBy, decidedBy, approvedBy, changeId }: TookPart): Partial<EntitlementRow> => {
  const pending = type === 'EntitlementChangeProposed' ? row.pending : row.pending.filter((each) => each.changeId !== changeId);
  return { confirmedBy: joined(joined(joined(row.confirmedBy, confirmedBy), decidedBy), approvedBy), pending, pendingSince: pending[0]?.proposedOn ?? null };
};

const changing = <Type extends Changing>(patch: (row: EntitlementRow, event: EventOf<Type>) => Partial<EntitlementRow>) => ({
  keys: ({ data }: EventOf<Type>) => [want(entitlements, [data.entitlementId])],
  apply: (rows: Rows, event: EventOf<Type>) =>
    change(rows, event.data.entitlementId, (row) => {
      const patched = { ...row, ...patch(row, event), version: event.meta.version };
      return { ...patched, ...afterwards(patched, event.type, event.data) };
    }),
});

export const entitlementsProjection = defineProjection({
  name: 'entitlements',
  version: 4,
  tables: [entitlements],
  reads: 'stored',
  on: {
    EntitlementGranted: { keys: ({ data }) => [want(entitlements, [data.entitlementId])], apply: (rows, event) => grant(rows, event, false) },
    EntitlementCarriedOver: { keys: ({ data }) => [want(entitlements, [data.entitlementId])], apply: (rows, event) => grant(rows, event, true) },
    EntitlementConfirmedAgain: changing<'EntitlementConfirmedAgain'>(() => ({})),
    EntitlementBranchChanged: changing<'EntitlementBranchChanged'>((_, { data }) => ({ branch: data.toBranch })),
    EntitlementSuspended: changing<'EntitlementSuspended'>((row, { data: { fromMonth } }) => ({
      status: 'suspended', suspensions: [...row.suspensions, { fromMonth, resumedFrom: null, backPay: false }],
    })),
    EntitlementResumed: changing<'EntitlementResumed'>((row, { data }) => ({
      status: 'active',
      // Months of the suspension may have to be paid after later ones were.
      claimedThrough: data.backPay ? null : row.claimedThrough,
      suspensions: row.suspensions.map((each) => (each.resumedFrom === null ? { ...each, resumedFrom: data.fromMonth, backPay: data.backPay } : each)),
    })),
    EntitlementReverified: changing<'EntitlementReverified'>((_, { data: { year, answer } }) => ({ verifiedYear: year, verifiedAnswer: answer })),
    EntitlementExited: changing<'EntitlementExited'>((_, { data }) => ({
      status: 'ended', lastMonth: data.lastMonth, exitReason: data.reason, exitedOn: data.happenedOn,
    })),
    EntitlementExitReversed: changing<'EntitlementExitReversed'>((row) => ({
      status: row.suspensions.some(({ resumedFrom }) => resumedFrom === null) ? 'suspended' : 'active', lastMonth: null, exitReason: null, exitedOn: null,
    })),
    EntitlementAreaMoved: changing<'EntitlementAreaMoved'>((_, { data }) => ({ areaCode: data.toArea })),
    EntitlementChangeProposed: changing<'EntitlementChangeProposed'>((row, { data }) => ({ pending: [...row.pending, pendingOf(data)] })),
    EntitlementChangeDeclined: changing<'EntitlementChangeDeclined'>(() => ({})),
    DuesClaimed: {
      keys: ({ data }) => [want(entitlements, [data.entitlementId])],
      apply(rows, { data }) {
        const last = data.months.reduce<string | null>((latest, { month }) => (latest === null || month > latest ? month : latest), null);
        change(rows, data.entitlementId, ({ claimedThrough }) => ({ claimedThrough: last !== null && (claimedThrough === null || last > claimedThrough) ? last : claimedThrough }));
      },
    },
    DuesHeldAgain: {
      keys: ({ data }) => [want(entitlements, [data.entitlementId])],
      apply(rows, { data: { entitlementId, months, contested } }) {
        const last = [...months, ...contested.flatMap((other) => other.months)].sort().at(-1) ?? null;
        change(rows, entitlementId, ({ claimedThrough }) => ({ claimedThrough: last !== null && (claimedThrough === null || last > claimedThrough) ? last : claimedThrough }));
      },
    },
    DuesReleased: {
      keys: ({ data }) => [want(entitlements, [entitlementIdOf(schemeOf(data.batchId), data.personKey)])],
      apply: (rows, { data }) => change(rows, entitlementIdOf(schemeOf(data.batchId), data.personKey), () => ({ claimedThrough: null })),
    },
  },
});

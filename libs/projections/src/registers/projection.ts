import { defineProjection, want } from '../framework/projection';
import { RowOf, integer, nullable, oneOf, table, text, texts } from '../framework/table';

/** Registers kept before this system: what an approver looks at, and how far they are carried over. */
export const registers = table('registers', {
  columns: {
    registerId: text,
    scheme: text,
    areaCode: text,
    title: text,
    status: oneOf<'open' | 'submitted' | 'approved' | 'declined'>(),
    statedRows: integer,
    rowsRead: integer,
    /** Hash over the list; null until it is complete. */
    listHash: nullable(text),
    earliestPaidThrough: nullable(text),
    latestPaidThrough: nullable(text),
    openedOn: text,
    confirmedBy: texts,
    preparedBy: texts,
    approvedBy: texts,
    parts: integer,
    partsDone: integer,
    carried: integer,
    refused: integer,
    version: integer,
  },
  key: ['registerId'],
  indexes: [{ columns: ['areaCode', 'registerId'] }],
});

/** Somebody of a register who was not carried over, and why. */
export const registerRefusals = table('registerRefusals', {
  columns: { registerId: text, personKey: text, code: text, part: integer, areaCode: text },
  key: ['registerId', 'personKey'],
});

export type RegisterViewRow = RowOf<typeof registers>;
export type RegisterRefusalRow = RowOf<typeof registerRefusals>;

interface OfRegister { readonly data: { readonly registerId: string } }

const keys = ({ data }: OfRegister) => [want(registers, [data.registerId])];
const joined = (before: readonly string[], ids: readonly string[]): readonly string[] => [...new Set([...before, ...ids])];

export const registersProjection = defineProjection({
  name: 'registers',
  version: 1,
  tables: [registers, registerRefusals],
  reads: 'stored',
  on: {
    RegisterOpened: {
      apply(rows, { data, meta }) {
        const { registerId, scheme, areaCode, title, statedRows, confirmedBy, openedBy, openedOn } = data;
        rows.put(registers, {
          registerId, scheme, areaCode, title, statedRows, confirmedBy, openedOn, preparedBy: openedBy, approvedBy: [], status: 'open', rowsRead: 0, listHash: null,
          earliestPaidThrough: null, latestPaidThrough: null, parts: 0, partsDone: 0, carried: 0, refused: 0, version: meta.version,
        });
      },
    },
    RegisterRowsRead: {
      keys,
      apply: (rows, { data, meta }) =>
        rows.change(registers, [data.registerId], (row) => ({ rowsRead: row.rowsRead + data.rows.length, parts: data.part, preparedBy: joined(row.preparedBy, data.readBy), version: meta.version })),
    },
    RegisterSubmitted: {
      keys,
      apply: (rows, { data: { registerId, listHash, earliestPaidThrough, latestPaidThrough, submittedBy }, meta }) =>
        rows.change(registers, [registerId], (row) => ({ status: 'submitted' as const, listHash, earliestPaidThrough, latestPaidThrough, preparedBy: joined(row.preparedBy, submittedBy), version: meta.version })),
    },
    RegisterApproved: { keys, apply: (rows, { data, meta }) => rows.change(registers, [data.registerId], () => ({ status: 'approved' as const, approvedBy: data.approvedBy, version: meta.version })) },
    RegisterDeclined: { keys, apply: (rows, { data, meta }) => rows.change(registers, [data.registerId], () => ({ status: 'declined' as const, version: meta.version })) },
    RegisterPartCarriedOver: {
      keys,
      apply(rows, { data: { registerId, part, carried, refused }, meta }) {
        const areaCode = rows.get(registers, [registerId])?.areaCode;
        if (areaCode === undefined) return;
        rows.change(registers, [registerId], (row) => ({ partsDone: row.partsDone + 1, carried: row.carried + carried, refused: row.refused + refused.length, version: meta.version }));
        for (const { personKey, code } of refused) rows.put(registerRefusals, { registerId, personKey, code, part, areaCode });
      },
    },
  },
});

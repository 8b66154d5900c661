import { fundIdOf } from '@zhibu/domain';
import { SharePart } from '@zhibu/kernel';
import { FundingLevel, fundingLevels } from '@zhibu/policy';
import { EventOf, Handlers, Rows, Wanted, defineProjection, want } from '../framework/projection';
import { RowOf, integer, json, oneOf, table, text } from '../framework/table';
import { batchPartsOf, countyOf } from '../shared/ids';

/** One account per scheme, county and year, by the level that gives the money. */
export const fundLevels = table('fundLevels', {
  columns: {
    fundId: text,
    level: oneOf<FundingLevel>(),
    scheme: text,
    areaCode: text,
    year: integer,
    receivedFen: integer,
    /** Set aside for approved batches and not used yet. */
    reservedFen: integer,
    usedFen: integer,
    /** Of `usedFen`, what reached people after its batch had given the reservation back. */
    usedBeyondFen: integer,
    /** What frozen lists ask of this level. */
    dueFen: integer,
    /** How far below zero the balance may go, by a recorded decision. */
    overdraftFen: integer,
  },
  key: ['fundId', 'level'],
  indexes: [{ columns: ['areaCode', 'fundId', 'level'] }],
});

export const fundReceipts = table('fundReceipts', {
  columns: { fundId: text, receiptNo: text, areaCode: text, level: oneOf<FundingLevel>(), amountFen: integer, receivedOn: text, document: text },
  key: ['fundId', 'receiptNo'],
  indexes: [{ columns: ['areaCode', 'fundId', 'receiptNo'] }],
});

/** What each frozen list asks, so that it can be taken back when the list is sent back. */
export const fundDues = table('fundDues', { columns: { batchId: text, byLevel: json<readonly SharePart<FundingLevel>[]>() }, key: ['batchId'] });

export type FundLevelRow = RowOf<typeof fundLevels>;
export type FundReceiptRow = RowOf<typeof fundReceipts>;

type Amounts = Partial<Pick<FundLevelRow, 'receivedFen' | 'reservedFen' | 'usedFen' | 'usedBeyondFen' | 'dueFen'>>;
type Account = Pick<FundLevelRow, 'fundId' | 'scheme' | 'areaCode' | 'year'>;

const accountOfBatch = (batchId: string): Account => {
  const { scheme, areaCode, year } = batchPartsOf(batchId);
  const county = countyOf(areaCode);
  return { fundId: fundIdOf(scheme, county, year), scheme, areaCode: county, year };
};

const levelsOf = ({ fundId }: { readonly fundId: string }): Wanted => want(fundLevels, ...fundingLevels.map((level) => [fundId, level]));

const change = (rows: Rows, account: Account, level: FundingLevel, amounts: Amounts): void => {
  const { fundId, scheme, areaCode, year } = account;
  const before = rows.get(fundLevels, [fundId, level]) ?? { fundId, level, scheme, areaCode, year, receivedFen: 0, reservedFen: 0, usedFen: 0, usedBeyondFen: 0, dueFen: 0, overdraftFen: 0 };
  rows.put(fundLevels, {
    ...before,
    receivedFen: before.receivedFen + (amounts.receivedFen ?? 0),
    reservedFen: before.reservedFen + (amounts.reservedFen ?? 0),
    usedFen: before.usedFen + (amounts.usedFen ?? 0),
    usedBeyondFen: before.usedBeyondFen + (amounts.usedBeyondFen ?? 0),
    dueFen: before.dueFen + (amounts.dueFen ?? 0),
  });
};

type Moving = 'FundsReserved' | 'FundsReleased' | 'FundsUsed' | 'FundsUsedAfterRelease' | 'FundsTakenBack';

const moving = (amountsOf: (fen: number) => Amounts) => ({
  keys: ({ data }: EventOf<Moving>) => [levelsOf(data)],
  apply(rows: Rows, { data }: EventOf<Moving>) {
    for (const { level, amountFen } of data.byLevel) change(rows, data, level, amountsOf(amountFen));
  },
});

const setDue = (rows: Rows, batchId: string, byLevel: readonly SharePart<FundingLevel>[]): void => {
  const account = accountOfBatch(batchId);
  for (const part of rows.get(fundDues, [batchId])?.byLevel ?? []) change(rows, account, part.level, { dueFen: -part.amountFen });
  for (const part of byLevel) change(rows, account, part.level, { dueFen: part.amountFen });
  rows.put(fundDues, { batchId, byLevel });
};

const frozenKeys = ({ data }: { readonly data: { readonly batchId: string } }): Wanted[] => [want(fundDues, [data.batchId]), levelsOf(accountOfBatch(data.batchId))];

const handlers: Handlers = {
  FundReceived: {
    keys: ({ data }) => [levelsOf(data)],
    apply(rows, { data }) {
      const { fundId, receiptNo, areaCode, level, amountFen, receivedOn, document } = data;
      rows.put(fundReceipts, { fundId, receiptNo, areaCode, level, amountFen, receivedOn, document });
      change(rows, data, level, { receivedFen: amountFen });
    },
  },
  FundsReserved: moving((fen) => ({ reservedFen: fen })),
  FundsReleased: moving((fen) => ({ reservedFen: -fen })),
  FundsUsed: moving((fen) => ({ reservedFen: -fen, usedFen: fen })),
  FundsUsedAfterRelease: moving((fen) => ({ usedFen: fen, usedBeyondFen: fen })),
  FundsTakenBack: moving((fen) => ({ reservedFen: fen, usedFen: -fen })),
  OverdraftAllowed: {
    keys: ({ data }) => [levelsOf(data)],
    apply(rows, { data }) {
      change(rows, data, data.level, {});
      rows.change(fundLevels, [data.fundId, data.level], () => ({ overdraftFen: data.limitFen }));
    },
  },
  BatchFrozen: { keys: frozenKeys, apply: (rows, { data }) => setDue(rows, data.batchId, data.byLevel) },
  BatchSentBack: { keys: frozenKeys, apply: (rows, { data }) => setDue(rows, data.batchId, []) },
  BatchCancelled: { keys: frozenKeys, apply: (rows, { data }) => setDue(rows, data.batchId, []) },
};

export const fundsProjection = defineProjection({ name: 'funds', version: 2, tables: [fundLevels, fundReceipts, fundDues], reads: 'stored', on: handlers });

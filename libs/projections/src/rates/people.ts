import { AreaCode, LocalDate, areaPrefix } from '@zhibu/kernel';
import { Page, PageRequest, ReadModels, listPage } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { LineTurn, StandingTurn, rateLines, ratePayees, rateSamples, rateStandings } from './tables';

/** The figures that people stand behind; of the funds there are receipts and lists instead. */
export const figures = ['coverage', 'refused-despite-yes', 'decision-accuracy', 'people-paid', 'amount-paid', 'timely', 'credit-success', 'returned'] as const;
export type Figure = (typeof figures)[number];

/** Everybody in the denominator, those who count in the numerator as well, or those who are missing from it. */
export const shares = ['all', 'counted', 'missing'] as const;
export type Share = (typeof shares)[number];

export interface BehindQuery extends PageRequest {
  readonly scope: AreaScope;
  readonly year: number;
  readonly areaCode: AreaCode;
  readonly scheme: string;
  readonly on: LocalDate;
  /** What was on record at the end of this day only. Default: everything. */
  readonly knownOn?: LocalDate;
  readonly figure: Figure;
  readonly share?: Share;
}

/** One person, or one payment to a person, and what is counted of it: over all pages these add up to the figure. */
export interface BehindRow {
  readonly personKey: string;
  readonly areaCode: AreaCode;
  readonly numerator: number;
  readonly denominator: number;
  /** Of a payment, with the place where it stands. */
  readonly amountFen: number | null;
  readonly batchId: string | null;
  readonly lineNo: number | null;
  /** Of an audit sample. */
  readonly finding: 'correct' | 'wrongly-in' | 'wrongly-out' | null;
}

/** Up to which days a turn is looked for; without one, up to the last. */
interface Until {
  readonly on?: LocalDate;
  readonly knownOn?: LocalDate | undefined;
}

/** The newest turn up to both days; its values are at 0 and 1 (the days), 2, 3 ... */
const turnOn = (where: Where, { on, knownOn }: Until): string => {
  const until = ([[0, on], [1, knownOn]] as const).flatMap(([at, day]) => (day === undefined ? [] : [`(turn.v ->> ${at}) collate "C" <= ${where.value(day)}`]));
  return `(select turn.v from jsonb_array_elements(turns) with ordinality as turn(v, n) ${until.length === 0 ? '' : `where ${until.join(' and ')}`} order by turn.n desc limit 1)`;
};

const latest = <T extends readonly [string, string, ...unknown[]]>(turns: readonly T[], { on, knownOn }: Until): T | undefined =>
  turns.findLast(([day, known]) => (on === undefined || day <= on) && (knownOn === undefined || known <= knownOn));

const wanted = (share: Share, numerator: string, denominator: string): string => {
  if (share === 'all') return `${denominator} > 0`;
  return share === 'counted' ? `${numerator} > 0` : `${denominator} > ${numerator}`;
};

const alone = { amountFen: null, batchId: null, lineNo: null, finding: null } as const;

const standing = (despite: boolean) => async (models: ReadModels, { scope, areaCode, scheme, on, knownOn, share = 'all', ...page }: BehindQuery): Promise<Page<BehindRow>> => {
  const where = new Where().equals('scheme', scheme);
  const [numerator, denominator] = despite ? ['(last.v ->> 5)::int', '(last.v ->> 5)::int'] : ['(last.v ->> 4)::int', '(last.v ->> 3)::int'];
  const place = `(last.v ->> 2) collate "C"`;
  const turn = turnOn(where, { on, knownOn });
  where.and(`exists (select 1 from (select ${turn} as v) as last where ${wanted(share, numerator, denominator)} and ${where.inAreas(place, scope.prefixes)} and ${where.inAreas(place, [areaPrefix(areaCode)])})`);
  const found = await listPage(models, { table: rateStandings, where, order: ['personKey'], page });
  return {
    next: found.next,
    items: found.items.map(({ personKey, turns }) => {
      const [, , at, eligible, covered, refused] = latest<StandingTurn>(turns, { on, knownOn }) ?? ['', '', areaCode, 0, 0, 0];
      return { ...alone, personKey, areaCode: at, numerator: despite ? refused : covered, denominator: despite ? refused : eligible };
    }),
  };
};

const sampled = async (models: ReadModels, { scope, year, areaCode, scheme, on, knownOn, share = 'all', ...page }: BehindQuery): Promise<Page<BehindRow>> => {
  const where = new Where().equals('year', year).equals('scheme', scheme).within('area_code', scope).startsWith('area_code', areaPrefix(areaCode));
  where.and(`exists (select 1 from (select ${turnOn(where, { on, knownOn })} as v) as last where last.v is not null and ${wanted(share, `(last.v ->> 2 = 'correct')::int`, '1')})`);
  const found = await listPage(models, { table: rateSamples, where, order: ['personKey'], page });
  return {
    next: found.next,
    items: found.items.map(({ personKey, areaCode: at, turns }) => {
      const finding = latest(turns, { on, knownOn })?.[2] ?? null;
      return { ...alone, personKey, areaCode: at, finding, numerator: finding === 'correct' ? 1 : 0, denominator: 1 };
    }),
  };
};

const peoplePaid = async (models: ReadModels, { scope, year, areaCode, scheme, on, knownOn, share = 'all', ...page }: BehindQuery): Promise<Page<BehindRow>> => {
  const where = new Where().equals('year', year).equals('scheme', scheme).within('area_code', scope).startsWith('area_code', areaPrefix(areaCode));
  where.and(`exists (select 1 from (select ${turnOn(where, { on, knownOn })} as v) as last where ${wanted(share, '(last.v ->> 3)::int', '(last.v ->> 2)::int')})`);
  const found = await listPage(models, { table: ratePayees, where, order: ['personKey'], page });
  return {
    next: found.next,
    items: found.items.map(({ personKey, areaCode: at, turns }) => {
      const [, , due, paid] = latest(turns, { on, knownOn }) ?? ['', '', 0, 0];
      return { ...alone, personKey, areaCode: at, numerator: paid, denominator: due };
    }),
  };
};

/** What each payment gives to the figure: where its turn holds the numerator and the denominator, by count. */
const ofLines = { 'amount-paid': [3, 2], timely: [4, 2], 'credit-success': [3, 5], returned: [6, 5] } as const satisfies Readonly<Record<string, readonly [2 | 3 | 4 | 5 | 6, 2 | 3 | 4 | 5 | 6]>>;

const lines = (figure: keyof typeof ofLines) => async (models: ReadModels, { scope, year, areaCode, scheme, on, knownOn, share = 'all', ...page }: BehindQuery): Promise<Page<BehindRow>> => {
  const [numerator, denominator] = ofLines[figure];
  const where = new Where().startsWith('batch_id', `${scheme}.`).within('area_code', scope).startsWith('area_code', areaPrefix(areaCode));
  where.and(`split_part(batch_id, '.', 3) like ${where.value(`${year}%`)}`);
  // What a deadline asks stands on its own day, whatever the day of what met it.
  const until: Until = figure === 'timely' ? { knownOn } : { on, knownOn };
  if (figure === 'timely') where.atMost('deadline', on);
  where.and(`exists (select 1 from (select ${turnOn(where, until)} as v) as last where ${wanted(share, `(last.v ->> ${numerator})::int`, `(last.v ->> ${denominator})::int`)})`);
  const found = await listPage(models, { table: rateLines, where, order: ['batchId', 'lineNo'], page });
  return {
    next: found.next,
    items: found.items.map(({ personKey, areaCode: at, amountFen, batchId, lineNo, turns }) => {
      const turn: LineTurn = latest(turns, until) ?? ['', '', 0, 0, 0, 0, 0];
      return { personKey, areaCode: at, amountFen, batchId, lineNo, finding: null, numerator: turn[numerator], denominator: turn[denominator] };
    }),
  };
};

const lists: Readonly<Record<Figure, (models: ReadModels, query: BehindQuery) => Promise<Page<BehindRow>>>> = {
  coverage: standing(false),
  'refused-despite-yes': standing(true),
  'decision-accuracy': sampled,
  'people-paid': peoplePaid,
  'amount-paid': lines('amount-paid'),
  timely: lines('timely'),
  'credit-success': lines('credit-success'),
  returned: lines('returned'),
};

export const ratePeopleQueries = (models: ReadModels) => ({
  /** The people, or the payments to people, behind one figure of one scheme on any past day, as any day since knew it. */
  behind: (query: BehindQuery): Promise<Page<BehindRow>> => lists[query.figure](models, query),
});

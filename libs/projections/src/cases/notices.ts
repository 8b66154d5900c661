import { AreaCode, LocalDate } from '@zhibu/kernel';
import { Page, PageRequest, ReadModels, listPage, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { CaseRow, cases } from './tables';

type Level = NonNullable<CaseRow['stageLevel']>;

/** What tells one list on a board from another. */
export interface NoticeAsked {
  readonly scheme?: string;
  readonly level?: Level;
  readonly stage?: string;
  /** Where it hangs. */
  readonly boardArea?: AreaCode;
  readonly postedOn?: LocalDate;
  readonly lastDay?: LocalDate;
}

export interface NoticeSearch extends PageRequest, NoticeAsked {
  readonly scope: AreaScope;
  readonly areaPrefix?: string;
}

/** One list as it hangs: everybody of one scheme whose notice began and ends on the same days at one place. */
export interface RunningNotice {
  readonly scheme: string;
  readonly procedureId: string;
  readonly procedureVersion: number;
  readonly stage: string;
  readonly level: Level | null;
  readonly boardArea: AreaCode;
  readonly postedOn: LocalDate;
  readonly lastDay: LocalDate;
  readonly provisional: boolean;
  readonly entries: number;
  readonly held: number;
}

/** More lists than a county hangs at a time; of more than these the ones that end first are given. */
export const noticesMax = 1_000;

const whereOf = ({ scope, areaPrefix: prefix, scheme, level, stage, boardArea, postedOn, lastDay }: NoticeSearch): Where =>
  new Where().within('area_code', scope).startsWith('area_code', prefix).equals('status', 'in-notice').equals('scheme', scheme).equals('stage_level', level).equals('stage', stage)
    .equals('notice_area_code', boardArea).equals('notice_posted_on', postedOn).equals('notice_last_day', lastDay);

export const noticeQueries = (models: ReadModels) => ({
  /** The cases on a list, or on all of them. */
  entries: (search: NoticeSearch): Promise<Page<CaseRow>> => listPage(models, { table: cases, where: whereOf(search), order: ['applicationId'], page: search }),

  /** The lists that hang now, the one that ends first on top; of each, only what the reader sees of it. */
  running: async (search: Omit<NoticeSearch, keyof PageRequest>): Promise<readonly RunningNotice[]> => {
    const where = whereOf(search).and('notice_last_day is not null');
    const found = await models.db.query(
      `select scheme, procedure_id as "procedureId", procedure_version::int as "procedureVersion", stage, stage_level as level, notice_area_code as "boardArea", notice_posted_on as "postedOn",
         notice_last_day as "lastDay", bool_or(due_provisional) as provisional, count(*)::int as entries, count(*) filter (where open_objections > 0)::int as held
       from ${viewOf(models, cases)} ${where.sql} group by 1, 2, 3, 4, 5, 6, 7, 8 order by 8, 6, 1, 4, 7, 3 limit ${noticesMax}`,
      where.values,
    );
    return found.rows as unknown as readonly RunningNotice[];
  },
});

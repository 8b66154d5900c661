import { LocalDate } from '@zhibu/kernel';
import { Page, PageRequest, ReadModels, listPage } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { TimerKind, TimerRow, timers } from './projection';

export interface TimerSearch extends PageRequest {
  readonly scope: AreaScope;
  /** Those that fire on this day or earlier. */
  readonly dueBy?: LocalDate;
  readonly kind?: TimerKind;
}

export const timerQueries = (models: ReadModels) => ({
  /** Timers that are not over, the earliest first. */
  open: ({ scope, dueBy, kind, ...page }: TimerSearch): Promise<Page<TimerRow>> => {
    const where = new Where().and('done_on is null').within('area_code', scope).atMost('due_on', dueBy).equals('kind', kind);
    return listPage(models, { table: timers, where, order: ['dueOn', 'timerId'], page });
  },
});

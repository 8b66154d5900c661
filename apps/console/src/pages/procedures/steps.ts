import type { components } from '../../generated/openapi';
import { roleWords } from '../../shared/role-words';
import type { ProcedureShown } from '../../shared/use-procedures';
import type { In } from '../../texts/catalogue';
import { WayKind, fixed, layoutOf } from './layout';
import { texts } from './texts';

export type Standing = components['schemas']['StandingItem'];
type Said = In<typeof texts>;

/** The counts of one definition and scheme, by the step that they stand at; withdrawn cases stand at none. */
export const countsOf = (standing: readonly Standing[], { id, version }: Pick<ProcedureShown, 'id' | 'version'>, scheme: string): ReadonlyMap<string, Standing> => {
  const own = standing.filter((each) => each.procedureId === id && each.procedureVersion === version && each.scheme === scheme);
  return new Map(own.flatMap((each): readonly (readonly [string, Standing])[] => {
    const at = stepOf(each);
    return at === null ? [] : [[at, at === fixed.check ? together(own.filter((other) => stepOf(other) === at)) ?? each : each]];
  }));
};

const stepOf = ({ status, stage }: Standing): string | null => {
  switch (status) {
    case 'checking':
    case 'checked':
      return fixed.check;
    case 'in-review':
    case 'in-notice':
      return stage;
    case 'returned':
      return fixed.returned;
    case 'refused':
      return fixed.refused;
    case 'confirmed':
      return fixed.confirmed;
    case 'withdrawn':
      return null;
  }
};

/** Before and after the automatic check is one step; of two medians the longer one is told. */
const together = (rows: readonly Standing[]): Standing | undefined => {
  const [first] = rows;
  if (first === undefined || rows.length === 1) return first;
  const most = (of: (row: Standing) => number | null): number | null => rows.reduce<number | null>((max, row) => (of(row) === null ? max : Math.max(max ?? 0, of(row) ?? 0)), null);
  return { ...first, cases: rows.reduce((sum, { cases }) => sum + cases, 0), medianDays: most(({ medianDays }) => medianDays), longestDays: most(({ longestDays }) => longestDays) };
};

export interface StepWords {
  readonly id: string;
  readonly title: string;
  readonly who: string;
  readonly asked: string;
  readonly leadsTo: readonly string[];
}

/** Every step in words, in the order of the definition: what the drawing shows, for whoever reads. */
export const stepWords = (procedure: ProcedureShown, said: Said, language: 'zh' | 'en'): readonly StepWords[] => {
  const title = (id: string): string => {
    const stage = procedure.stages.find((each) => each.id === id);
    if (stage !== undefined) return stage.title[language];
    return id === fixed.apply ? said.apply : id === fixed.check ? said.check : id === fixed.returned ? said.returned : id === fixed.refused ? said.refused : said.confirmed;
  };
  const { ways } = layoutOf(procedure, 340);
  const between = language === 'zh' ? '，' : ', ';
  const of = (id: string): StepWords => {
    const stage = procedure.stages.find((each) => each.id === id);
    const who = stage !== undefined ? stage.roles.map((role) => roleWords[role][language]).join(' / ') : id === fixed.check ? said.automatic : id === fixed.apply || id === fixed.returned ? said.caseworker : '—';
    const asked = stage === undefined ? [] : stage.kind === 'notice' ? [said.noticeDays(stage.days, stage.dayKind)] : [
      ...(stage.namedReviewersMin > 0 ? [said.reviewers(stage.namedReviewersMin)] : []),
      ...(stage.signaturesMin > 0 ? [said.signatures(stage.signaturesMin)] : []),
      ...(stage.deadlineWorkingDays === null ? [] : [said.workingDaysWithin(stage.deadlineWorkingDays)]),
    ];
    return { id, title: title(id), who, asked: asked.join(between), leadsTo: ways.filter(({ from }) => from === id).map(({ kind, to }) => (kind === 'begin' ? title(to) : said.leadsTo(wayWords(kind, said), title(to)))) };
  };
  return [fixed.apply, fixed.check, ...procedure.stages.map(({ id }) => id), fixed.returned, fixed.refused, fixed.confirmed].map(of);
};

export const wayWords = (kind: WayKind, said: Said): string => (kind === 'begin' ? '' : said[kind]);

/** Beside a line there is room for a word or two. */
export const shortWords = (kind: WayKind, said: Said): string => (kind === 'upheld' ? said.upheldShort : kind === 'appeal' ? said.appealShort : wayWords(kind, said));

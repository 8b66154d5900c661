import { AreaCode, LocalDate, Result, Text, accept, areaContains, areaPrefix, parseAreaCode, refuse, text } from '@zhibu/kernel';
import { Procedure } from '@zhibu/domain';
import { PolicyFile, PolicyProblem, Scheme } from '@zhibu/policy';
import { checkProcedureSource } from './check';
import { RawProcedure } from './schema';
import { ProcedureSource, readProcedure } from './source';

/** A definition with the place and day from which it holds, and where it comes from. */
export interface ProcedureEntry {
  readonly procedure: Procedure;
  readonly areaCode: AreaCode;
  readonly inForceFrom: LocalDate;
  /** Document number (文号) or report. */
  readonly source: Text;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly file: string;
}

/** Every version that was ever used stays, because a running case keeps the one it began with. */
export interface ProcedureRegister {
  all(): readonly ProcedureEntry[];
  /** One version, for a case that began with it. */
  find(id: string, version: number): Procedure | undefined;
  /** The newest definition of a scheme, for the nation unless an area is given. */
  current(scheme: Scheme, areaCode?: AreaCode): Procedure | undefined;
  /** The one that a case begun on that day follows: the nearest area first. Refuses `procedure.none`. */
  inForce(scheme: Scheme, areaCode: AreaCode, on: LocalDate): Result<Procedure>;
}

export type LoadedProcedures =
  | { readonly ok: true; readonly procedures: ProcedureRegister }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

export const procedureFilesMax = 1_000;

/** Checks and compiles every file; one problem anywhere refuses all of them, each with its file and line. */
export const loadProcedures = (files: readonly PolicyFile[]): LoadedProcedures => {
  if (files.length > procedureFilesMax) {
    return { ok: false, problems: [{ file: '', line: 1, code: 'procedure.too-many', reason: text(`流程文件超过 ${procedureFilesMax} 个`, `There are more than ${procedureFilesMax} procedure files`) }] };
  }
  const read = files.map(readProcedure);
  const sources = read.flatMap(({ source }) => (source === null ? [] : [source]));
  const problems = [...read.flatMap((each) => each.problems), ...sources.flatMap(checkProcedureSource), ...doubled(sources)];
  if (problems.length > 0) return { ok: false, problems: problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)) };
  return { ok: true, procedures: registerOf(sources.map(entryOf)) };
};

/** The same id and version twice, or two definitions that claim the same scheme, area and day. */
const doubled = (sources: readonly ProcedureSource[]): readonly PolicyProblem[] => {
  const problems: PolicyProblem[] = [];
  const seen = new Map<string, string>();
  const note = (source: ProcedureSource, key: string, path: string, code: string, zh: string, en: string): void => {
    const other = seen.get(key);
    if (other === undefined) seen.set(key, source.path);
    else problems.push(source.problem([path], `procedure.${code}`, text(`${zh}（另见 ${other}）`, `${en} (see ${other})`)));
  };
  for (const source of sources) {
    const { id, version, schemes, area, inForceFrom } = source.raw;
    note(source, `id ${id} ${version}`, 'id', 'duplicate-id', `流程 ${id} v${version} 重复`, `Procedure ${id} v${version} stands twice`);
    for (const scheme of schemes) {
      note(source, `scheme ${scheme} ${areaPrefix(area)} ${inForceFrom}`, 'inForceFrom', 'ambiguous', `${scheme} 在同一地区同一天有两个流程`, `${scheme} has two procedures for one area from one day`);
    }
  }
  return problems;
};

const entryOf = ({ raw, path }: ProcedureSource): ProcedureEntry => {
  const area = parseAreaCode(raw.area);
  return { procedure: compile(raw), areaCode: area.ok ? area.value : raw.area, inForceFrom: raw.inForceFrom, source: typeof raw.source === 'string' ? text(raw.source, raw.source) : raw.source, confidence: raw.confidence, file: path };
};

const compile = ({ id, version, title, schemes, stages, reasons, onIneligible, onUnknown }: RawProcedure): Procedure => ({ id, version, title, schemes, stages, reasons, onIneligible, onUnknown });

/** Nearer area before wider, later day before earlier, higher version before lower. */
const nearestFirst = (a: ProcedureEntry, b: ProcedureEntry): number =>
  areaPrefix(b.areaCode).length - areaPrefix(a.areaCode).length || (a.inForceFrom < b.inForceFrom ? 1 : a.inForceFrom > b.inForceFrom ? -1 : 0) || b.procedure.version - a.procedure.version;

const registerOf = (entries: readonly ProcedureEntry[]): ProcedureRegister => {
  const sorted = [...entries].sort(nearestFirst);
  const candidates = (scheme: Scheme, areaCode: AreaCode): readonly ProcedureEntry[] => sorted.filter((entry) => entry.procedure.schemes.includes(scheme) && areaContains(entry.areaCode, areaCode));
  return {
    all: () => entries,
    find: (id, version) => entries.find(({ procedure }) => procedure.id === id && procedure.version === version)?.procedure,
    current: (scheme, areaCode = '000000000000') => candidates(scheme, areaCode)[0]?.procedure,
    inForce: (scheme, areaCode, on) => {
      const found = candidates(scheme, areaCode).find((entry) => entry.inForceFrom <= on);
      if (found !== undefined) return accept(found.procedure);
      return refuse({
        code: 'procedure.none',
        message: text('该项目在此地区此日没有流程', 'No procedure holds for the scheme there on that day'),
        expected: text('policies/procedures 中的流程定义', 'a definition under policies/procedures'),
        actual: text(`${scheme}，${areaCode}，${on}`, `${scheme}, ${areaCode}, ${on}`),
      });
    },
  };
};

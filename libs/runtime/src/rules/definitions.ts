import { LocalDate, text } from '@zhibu/kernel';
import { procedureHash } from '@zhibu/domain';
import { PolicyDefinition, PolicyProblem } from '@zhibu/policy';
import { Rules } from './load-rules';

export type DefinitionKind = 'procedure' | PolicyDefinition['kind'];

/** What a file says under a name and a version, by its content. */
export interface Definition {
  readonly kind: DefinitionKind;
  readonly id: string;
  readonly version: string;
  readonly hash: string;
  /** Relative to the policies folder. */
  readonly file: string;
}

export interface LoadedDefinition extends Definition {
  readonly line: number;
  /** For rows: payments of the scheme from this day on rest on it. */
  readonly scheme: string | null;
  readonly from: LocalDate | null;
}

/** What has been decided by a definition so far. Each is asked only when something differs or is not known. */
export interface DefinitionUse {
  /** Content kept by the newest case that began with the version; null when there is none, or it kept none. */
  hashKeptByCases(id: string, version: string): Promise<string | null>;
  casesBegunWith(id: string, version: string): Promise<boolean>;
  /** Versions that cases not yet decided follow, with how many. */
  openCases(): Promise<readonly { readonly id: string; readonly version: string; readonly cases: number }[]>;
  checkedBy(ruleId: string, version: string): Promise<boolean>;
  /** Whether a list was made for the scheme that reaches to this day or beyond. */
  paidFrom(scheme: string, from: LocalDate): Promise<boolean>;
}

export interface DefinitionsChecked {
  /** Nothing may start with these. */
  readonly refusals: readonly PolicyProblem[];
  readonly warnings: readonly PolicyProblem[];
  /** Seen for the first time, or changed before anything was decided by them. */
  readonly learned: readonly Definition[];
}

/** Everything in the files that decisions name or rest on. */
export const definitionsIn = ({ policies, procedures }: Rules): readonly LoadedDefinition[] => [
  ...procedures.all().map(({ procedure, file }): LoadedDefinition => ({ kind: 'procedure', id: procedure.id, version: String(procedure.version), hash: procedureHash(procedure), file, line: 1, scheme: null, from: null })),
  ...policies.definitions().map(({ kind, id, version, hash, at, scheme, from }): LoadedDefinition => ({ kind, id, version, hash, file: at.file, line: at.line, scheme, from })),
];

const nameOf = ({ kind, id, version }: Pick<Definition, 'kind' | 'id' | 'version'>): string => `${kind} ${id} ${version}`;

/**
 * Compares what the files say with what was said when it was used. Before a definition is used, it may be edited freely;
 * after that, procedures and rules are refused and rows of rates are told.
 */
export const checkDefinitions = async (loaded: readonly LoadedDefinition[], known: readonly Definition[], use: DefinitionUse): Promise<DefinitionsChecked> => {
  const before = new Map(known.map((each) => [nameOf(each), each]));
  const refusals: PolicyProblem[] = [];
  const warnings: PolicyProblem[] = [];
  const learned: Definition[] = [];
  for (const each of loaded) {
    const hash = before.get(nameOf(each))?.hash ?? (each.kind === 'procedure' ? await use.hashKeptByCases(each.id, each.version) : null);
    if (hash !== null && hash !== each.hash) {
      const changed = await changedAfterUse(each, use);
      if (changed !== null) {
        (changed.refused ? refusals : warnings).push(changed.problem);
        continue;
      }
    }
    if (before.get(nameOf(each))?.hash !== each.hash) learned.push(each);
  }
  refusals.push(...(await versionsGone(loaded, known, use)));
  return { refusals, warnings: [...warnings, ...(await rulesGone(loaded, known, use))], learned };
};

interface Changed {
  readonly problem: PolicyProblem;
  readonly refused: boolean;
}

/**
 * Null while nothing was decided by it. Rates, shares and parameters have no version that a decision names, and amounts keep
 * what they were worked out from: they are told. So is a rule by which nobody was checked in a case, because carry-overs seal theirs.
 */
const changedAfterUse = async (each: LoadedDefinition, use: DefinitionUse): Promise<Changed | null> => {
  const { kind, id, version, scheme, from } = each;
  const paid = (): Promise<boolean> => (scheme === null || from === null ? Promise.resolve(false) : use.paidFrom(scheme, from));
  switch (kind) {
    case 'procedure':
      return (await use.casesBegunWith(id, version)) ? { problem: changeOf(each), refused: true } : null;
    case 'rule': {
      const refused = await use.checkedBy(id, version);
      return refused || (await paid()) ? { problem: changeOf(each), refused } : null;
    }
    case 'rate':
    case 'funding':
    case 'parameter':
      return (await paid()) ? { problem: changeOf(each), refused: false } : null;
  }
};

const changeOf = ({ kind, id, version, file, line }: LoadedDefinition): PolicyProblem => {
  switch (kind) {
    case 'procedure':
      return { file, line, code: 'procedure.changed', reason: text(`流程 ${id} v${version} 已有案件使用，内容却在同一版本下被改动：请恢复原文件，把改动另存为新文件并给新的版本号`, `cases began with procedure ${id} v${version}, and it was changed under the same version: keep the old file, and give the changed procedure a new version in a file of its own`) };
    case 'rule':
      return { file, line, code: 'policy.rule-changed', reason: text(`规则 ${id} 版本 ${version} 已在使用，内容却在同一版本下被改动：请恢复原规则（写 supersededBy），把改动写成新版本`, `rule ${id} version ${version} is in use, and it was changed under the same version: keep the old rule with supersededBy, and give the changed one a new version`) };
    case 'rate':
    case 'funding':
    case 'parameter':
      return { file, line, code: 'policy.row-changed', reason: text(`${id} 自 ${version} 起的规定在发放之后被改动：已发月份重算时将查不到当时的标准；请恢复原行，以 to 结束它，再另起一行`, `what ${id} says from ${version} on was changed after payments: months paid before cannot be worked out again; keep the old row, end it with to, and add a new one`) };
  }
};

/** Procedures that open cases follow and no file has any more. Whatever is known of all versions spares the look at every case. */
const versionsGone = async (loaded: readonly LoadedDefinition[], known: readonly Definition[], use: DefinitionUse): Promise<readonly PolicyProblem[]> => {
  const there = new Set(loaded.map(nameOf));
  const files = new Map(known.filter(({ kind }) => kind === 'procedure').map((each) => [nameOf(each), each.file]));
  if (files.size > 0 && [...files.keys()].every((name) => there.has(name))) return [];
  const gone = (await use.openCases()).filter(({ id, version }) => !there.has(nameOf({ kind: 'procedure', id, version })));
  return gone.map(({ id, version, cases }) => ({
    file: files.get(nameOf({ kind: 'procedure', id, version })) ?? `procedures/${id}.v${version}.yaml`,
    line: 1,
    code: 'procedure.version-gone',
    reason: text(`${cases} 件在办案件所用的流程 ${id} v${version} 已不在：请放回原文件，用过的版本须保留`, `${cases} open cases follow procedure ${id} v${version}, which is gone: put its file back; versions that were used are kept`),
  }));
};

const rulesGone = async (loaded: readonly LoadedDefinition[], known: readonly Definition[], use: DefinitionUse): Promise<readonly PolicyProblem[]> => {
  const there = new Set(loaded.map(nameOf));
  const problems: PolicyProblem[] = [];
  for (const each of known.filter(({ kind }) => kind === 'rule')) {
    const { id, version, file } = each;
    if (there.has(nameOf(each)) || !(await use.checkedBy(id, version))) continue;
    problems.push({ file, line: 1, code: 'policy.rule-gone', reason: text(`规则 ${id} 版本 ${version} 已用于核查，现已不在：这些核查无法重新执行；请放回`, `rule ${id} version ${version}, by which people were checked, is gone: those checks cannot be executed again; put it back`) });
  }
  return problems;
};

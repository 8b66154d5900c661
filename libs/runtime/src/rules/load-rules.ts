import { PolicyFile, PolicyProblem, PolicySet, loadPolicies } from '@zhibu/policy';
import { ProcedureRegister, loadProcedures } from '@zhibu/workflow';

export interface Rules {
  readonly policies: PolicySet;
  readonly procedures: ProcedureRegister;
}

/** Something in the files under `policies/` is wrong; every problem is named with file, line and reason. */
export class RulesRefused extends Error {
  constructor(readonly problems: readonly PolicyProblem[]) {
    super(problems.map(({ file, line, reason, code }) => `${file}:${line} ${reason.zh} / ${reason.en} [${code}]`).join('\n'));
    this.name = 'RulesRefused';
  }
}

/** Rates, rules and procedures from the files of one folder, or `RulesRefused` with all that is wrong. */
export const loadRules = (files: readonly PolicyFile[]): Rules => {
  const loaded = loadPolicies(files);
  const procedures = loadProcedures(files.filter(({ path }) => path.startsWith('procedures/')));
  if (loaded.ok && procedures.ok) return { policies: loaded.policies, procedures: procedures.procedures };
  throw new RulesRefused([...(loaded.ok ? [] : loaded.problems), ...(procedures.ok ? [] : procedures.problems)]);
};

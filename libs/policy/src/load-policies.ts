import { contentHash } from '@zhibu/kernel';
import { buildModel, CheckedFile } from './load/build-model';
import { checkFunding } from './load/check-funding';
import { checkNames } from './load/check-names';
import { checkPeriods } from './load/check-periods';
import { schemaChecker } from './load/check-schema';
import { checkValues } from './load/check-values';
import { ProblemList, readSource } from './load/source-file';
import { makePolicySet } from './make-policy-set';
import { LoadedPolicies, PolicyFile } from './policy-set';

/** Files of a folder below `policies/` that belongs to another reader. */
const foreign = /^procedures\//;

/**
 * Reads and checks all policy files together. Either everything is right, or every problem is told with
 * its file, line and reason; nothing is loaded in part.
 */
export const loadPolicies = (files: readonly PolicyFile[]): LoadedPolicies => {
  const problems = new ProblemList();
  const own = files.filter((file) => !foreign.test(file.path));
  const check = schemaChecker();
  const checked: CheckedFile[] = [];
  for (const file of own) {
    const source = readSource(file, problems);
    const kind = source && check(source, problems);
    if (source && kind) checked.push({ file: source, kind });
  }
  const model = buildModel(checked, problems);
  checkNames(model, problems);
  checkPeriods(model, problems);
  checkFunding(model, problems);
  checkValues(model, problems);
  const found = problems.sorted();
  if (found.length > 0) return { ok: false, problems: found };
  return { ok: true, policies: makePolicySet(model, contentHash(own.map(({ path, text }) => [path, text]))) };
};

import { contentHash, text } from '@zhibu/kernel';
import { CheckedFile, buildModel } from './load/build-model';
import { checkFunding } from './load/check-funding';
import { checkNames } from './load/check-names';
import { checkPeriods } from './load/check-periods';
import { checkSchema } from './load/check-schema';
import { checkValues } from './load/check-values';
import { ProblemList, readSource } from './load/source-file';
import { makePolicySet } from './make-policy-set';
import { PolicyModel } from './model';
import { LoadedPolicies, PolicyFile } from './policy-set';

const folders = ['national', 'areas', 'calendar'];
const ourKind = /^kind:\s*(scheme-policies|area-register|calendar)\s*$/m;

/** Other folders below `policies/` (procedures, bank layouts) have readers of their own. */
const isOwn = (file: PolicyFile): boolean => !file.path.includes('/') || folders.some((folder) => file.path.startsWith(`${folder}/`));

/**
 * Reads and checks all policy files together. Either everything is right, or every problem is told with
 * its file, line and reason; nothing is loaded in part.
 */
export const loadPolicies = (files: readonly PolicyFile[]): LoadedPolicies => {
  const problems = new ProblemList();
  const own = files.filter(isOwn);
  checkPlaces(files, own.length, problems);
  const checked: CheckedFile[] = [];
  for (const file of own) {
    const source = readSource(file, problems);
    const kind = source && checkSchema(source, problems);
    if (source && kind) checked.push({ file: source, kind });
  }
  const model = buildModel(checked, problems);
  checkModel(model, checked.length === own.length, problems);
  const found = problems.sorted();
  if (found.length > 0) return { ok: false, problems: found };
  return { ok: true, policies: makePolicySet(model, contentHash(own.map((file) => [file.path, file.text]))) };
};

/** A rate in the wrong folder would silently never be paid. */
const checkPlaces = (files: readonly PolicyFile[], own: number, problems: ProblemList): void => {
  if (own === 0) problems.add({ file: '', line: 1 }, 'policy.file.none', text(`没有政策文件，应在 ${folders.join('、')} 中`, `expected policy files in ${folders.join(', ')}, found none`));
  for (const file of files.filter((one) => !isOwn(one) && ourKind.test(one.text))) {
    problems.add({ file: file.path, line: 1 }, 'policy.file.misplaced', text(`政策文件应放在 ${folders.join('、')} 中`, `a policy file belongs in one of ${folders.join(', ')}`));
  }
};

/** Names are looked up across files only when all of them could be read; else each gap would echo. */
const checkModel = (model: PolicyModel, complete: boolean, problems: ProblemList): void => {
  checkPeriods(model, problems);
  checkValues(model, problems, complete);
  checkFunding(model, problems, complete);
  if (complete) checkNames(model, problems);
};

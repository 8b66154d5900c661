import { AreaCode, areaPath, areaPrefix, text } from '@zhibu/kernel';
import { measureSpec } from '../measures';
import { Place, PolicyModel } from '../model';
import { Branch, Scheme } from '../schemes';
import { factSpec } from '../vocabulary';
import { ProblemList } from './source-file';

/** Reasons for which a right ends; the same names as in the entitlement's events. */
export const exitReasons = ['death', 'moved-out', 'child-added', 'child-recovered', 'wrongly-confirmed', 'child-age-reached', 'withdrawn'] as const;

/** Every name that one row uses must be declared by another one. */
export const checkNames = (model: PolicyModel, problems: ProblemList): void => {
  checkRegister(model, problems);
  checkOwners(model, problems);
  checkRepeated(model, problems);
  checkRules(model, problems);
  checkLayers(model, problems);
};

const checkRegister = (model: PolicyModel, problems: ProblemList): void => {
  const codes = new Set(model.areas.map((area) => area.code));
  for (const area of model.areas) {
    const parent = areaPath(area.code).at(-2);
    if (parent !== undefined && areaPrefix(parent) !== '' && !codes.has(parent)) {
      problems.add(area.at, 'policy.area.no-parent', text(`登记册缺少上级地区 ${parent}`, `the register lacks the area above it, ${parent}`));
    }
  }
};

interface Owned {
  readonly scheme: Scheme;
  readonly areaCode?: AreaCode;
  readonly branch?: Branch | null;
  readonly at: Place;
}

const checkOwners = (model: PolicyModel, problems: ProblemList): void => {
  const areas = new Set(model.areas.map((area) => area.code));
  const schemes = new Map(model.schemes.map((scheme) => [scheme.id, scheme.branches.map((branch) => branch.id)]));
  const known = [...schemes.keys()].join(', ');
  const rates = model.layers.flatMap((layer) => layer.rates.map((rate): Owned => ({ scheme: layer.scheme, branch: rate.branch, at: rate.at })));
  const rows: readonly Owned[] = [...model.rules, ...model.layers, ...model.funding, ...model.parameters, ...model.plans, ...rates, ...model.exclusions, ...model.exclusions.map(({ with: scheme, at }) => ({ scheme, at }))];
  for (const row of rows) {
    const branches = schemes.get(row.scheme);
    if (branches === undefined) problems.add(row.at, 'policy.scheme.unknown', text(`没有项目“${row.scheme}”，已有：${known}`, `there is no scheme "${row.scheme}"; known: ${known}`));
    else if (row.branch && !branches.includes(row.branch)) {
      const names = branches.map((branch) => branch ?? '-').join(', ');
      problems.add(row.at, 'policy.branch.unknown', text(`项目 ${row.scheme} 没有类别“${row.branch}”，已有：${names}`, `the scheme ${row.scheme} has no branch "${row.branch}"; known: ${names}`));
    }
    if (row.areaCode && areaPrefix(row.areaCode) !== '' && !areas.has(row.areaCode)) {
      problems.add(row.at, 'policy.area.unknown', text(`登记册中没有地区 ${row.areaCode}`, `the register holds no area ${row.areaCode}`));
    }
  }
};

const checkRepeated = (model: PolicyModel, problems: ProblemList): void => {
  const seen = new Map<string, Place>();
  const once = (name: string, at: Place): void => {
    const before = seen.get(name);
    if (before) problems.add(at, 'policy.name.repeated', text(`${name} 重复，已见于 ${before.file}:${before.line}`, `${name} is repeated; it stands at ${before.file}:${before.line} already`));
    else seen.set(name, at);
  };
  for (const area of model.areas) once(`area ${area.code}`, area.at);
  for (const scheme of model.schemes) once(`scheme ${scheme.id}`, scheme.at);
  for (const layer of model.layers) once(`layer ${layer.scheme}/${layer.id}`, layer.at);
  for (const rule of model.rules) once(`rule ${rule.id}@${rule.version}`, rule.at);
  for (const year of model.calendar) once(`calendar ${year.year}`, year.at);
};

const checkRules = (model: PolicyModel, problems: ProblemList): void => {
  const versions = new Set(model.rules.map((rule) => `${rule.id}@${rule.version}`));
  for (const rule of model.rules) {
    for (const name of [...rule.qualifiesFrom, ...rule.exits.map((exit) => exit.day)]) {
      const spec = measureSpec(name);
      if (!spec) problems.add(rule.at, 'policy.rule.unknown-measure', text(`词表中没有指标“${name}”`, `the vocabulary has no measure "${name}"`));
      else if (spec.type !== 'date') problems.add(rule.at, 'policy.rule.wrong-value', text(`“${name}”不是日期`, `expected a measure that is a day, found "${name}"`));
    }
    for (const { reason } of rule.exits) {
      if (!exitReasons.some((known) => known === reason)) problems.add(rule.at, 'policy.rule.unknown-exit', text(`退出原因应为 ${exitReasons.join('、')} 之一，实际为“${reason}”`, `expected a reason among ${exitReasons.join(', ')}, found "${reason}"`));
    }
    if (rule.supersededBy !== null && !versions.has(`${rule.id}@${rule.supersededBy}`)) {
      problems.add(rule.at, 'policy.rule.unknown-version', text(`规则 ${rule.id} 没有版本 ${rule.supersededBy}`, `the rule ${rule.id} has no version ${rule.supersededBy}`));
    }
  }
};

const checkLayers = (model: PolicyModel, problems: ProblemList): void => {
  for (const layer of model.layers) {
    for (const id of layer.replaces) {
      if (!model.layers.some((other) => other.scheme === layer.scheme && other.id === id && other !== layer)) {
        problems.add(layer.at, 'policy.layer.unknown', text(`没有可代替的层“${id}”`, `there is no layer "${id}" to replace`));
      }
    }
    for (const rate of layer.rates) {
      if (rate.value.kind === 'percent-of' && factSpec(rate.value.fact)?.type !== 'yuan') {
        problems.add(rate.at, 'policy.rate.unknown-fact', text(`“${rate.value.fact}”不是金额类事实`, `expected a fact that is an amount, found "${rate.value.fact}"`));
      }
      const odd = rate.value.kind === 'fixed' && rate.value.fen % 2 === 1;
      if (odd && (rate.unit !== 'person' || rate.oneSided === 'half')) problems.add(rate.at, 'policy.rate.cannot-be-halved', text('按夫妻或子女计发、或单方减半的金额应能平分到分', 'an amount that is halved must be an even number of fen'));
    }
  }
};

import { AreaCode, LocalDate, addDays, contentHash, text } from '@zhibu/kernel';
import { ParameterRow, Period, PolicyModel } from '../model';
import { inForce } from '../policy-index';
import { PolicyLookup } from '../policy-lookup';
import { Scheme } from '../schemes';
import { LayerInForce, PolicyVersion } from './version';

type Content = Omit<PolicyVersion, keyof Period | 'scheme' | 'areaCode'>;

/** Days on which something may begin or have ended, for the scheme in this area. */
const daysOfChange = (lookup: PolicyLookup, scheme: Scheme, areaCode: AreaCode): readonly LocalDate[] => {
  const { rules, parameters, plans, funding } = lookup.model;
  const path = lookup.index.path(areaCode);
  const own = [...rules, ...parameters, ...plans, ...funding].filter((row) => row.scheme === scheme && path.includes(row.areaCode));
  const rows: readonly Period[] = [...own, ...lookup.index.layersFor(scheme, areaCode).flatMap(({ rates }) => rates)];
  return [...new Set(rows.flatMap(({ from, to }) => (to === null ? [from] : [from, addDays(to, 1)])))].sort();
};

const parametersOn = (lookup: PolicyLookup, scheme: Scheme, areaCode: AreaCode, on: LocalDate): readonly ParameterRow[] => {
  const path = lookup.index.path(areaCode);
  const asked = new Map(lookup.model.parameters.filter((row) => row.scheme === scheme && path.includes(row.areaCode)).map(({ name, branch }) => [`${name}/${branch}`, { name, branch }]));
  const found = [...asked.values()].flatMap(({ name, branch }) => lookup.index.parameterFor(name, { scheme, branch, areaCode }, on) ?? []);
  return [...new Set(found)];
};

const contentOn = (lookup: PolicyLookup, scheme: Scheme, areaCode: AreaCode, on: LocalDate): Content => {
  const branches = lookup.model.schemes.find(({ id }) => id === scheme)?.branches ?? [];
  return {
    rules: branches.flatMap(({ id: branch }) => lookup.index.ruleFor({ scheme, branch, areaCode }, on) ?? []),
    layers: lookup.index.layersFor(scheme, areaCode).flatMap((layer): readonly LayerInForce[] => {
      const rates = layer.rates.filter((row) => inForce(row, on));
      return rates.length === 0 ? [] : [{ ...layer, rates, funding: lookup.index.fundingFor(scheme, layer.id, areaCode, on) ?? null }];
    }),
    parameters: parametersOn(lookup, scheme, areaCode, on),
    plan: lookup.index.planFor(scheme, areaCode, on) ?? null,
    exclusions: lookup.model.exclusions.filter((row) => row.scheme === scheme).map((row) => ({ ...row, title: lookup.model.schemes.find(({ id }) => id === row.with)?.title ?? text(row.with, row.with) })),
  };
};

/** The same rows in force say the same. */
const mark = (content: Content): string => contentHash(content);

/** Before anything is paid or asked for there is no version of the scheme. */
const isEmpty = ({ rules, layers }: Content): boolean => rules.length === 0 && layers.length === 0;

/** Every version in the order of time; where a nearer row hides what changed above, nothing changed here. */
export const versionsOf = (lookup: PolicyLookup, scheme: Scheme, areaCode: AreaCode): readonly PolicyVersion[] => {
  const found: (Content & { readonly from: LocalDate; readonly hash: string })[] = [];
  for (const from of daysOfChange(lookup, scheme, areaCode)) {
    const content = contentOn(lookup, scheme, areaCode, from);
    const hash = mark(content);
    if (found.at(-1)?.hash !== hash) found.push({ from, hash, ...content });
  }
  return found.flatMap(({ hash: _, from, ...content }, index) => {
    const next = found[index + 1]?.from;
    return isEmpty(content) ? [] : [{ scheme, areaCode, from, to: next === undefined ? null : addDays(next, -1), ...content }];
  });
};

/** The areas that say something of their own about a scheme. */
export const areasSpeakingOf = ({ rules, layers, parameters, plans, funding }: PolicyModel, scheme: Scheme): readonly AreaCode[] =>
  [...new Set([...rules, ...layers, ...parameters, ...plans, ...funding].filter((row) => row.scheme === scheme).map(({ areaCode }) => areaCode))].sort();

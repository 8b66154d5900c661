import { AreaCode, Fen, Share, parseYuan, text, unwrap } from '@zhibu/kernel';
import { ExclusionRow, FundingRow, Layer, ParameterRow, PaymentPlanRow, RateRow, RateValue, Rule, Split } from '../model';
import { FundingLevel, Scheme, fundingLevels } from '../schemes';
import { predicateBuilder } from './build-predicate';
import { RawDated, RawFunding, RawLayer, RawRate, RawScheme } from './raw';
import { ProblemList, SourceFile, ValuePath } from './source-file';

export interface SchemeParts {
  readonly rules: readonly Rule[];
  readonly layers: readonly Layer[];
  readonly funding: readonly FundingRow[];
  readonly parameters: readonly ParameterRow[];
  readonly plans: readonly PaymentPlanRow[];
  readonly exclusions: readonly ExclusionRow[];
}

/** The schema has checked the form of amounts, so reading them cannot fail. */
const fen = (yuan: string): Fen => unwrap(parseYuan(yuan));

const datedOf = (raw: RawDated) => ({
  from: raw.from,
  to: raw.to ?? null,
  source: raw.source,
  confidence: raw.confidence,
  ...(raw.fromConfidence ? { fromConfidence: raw.fromConfidence } : {}),
  ...(raw.toConfidence ? { toConfidence: raw.toConfidence } : {}),
  ...(raw.note ? { note: raw.note } : {}),
});

/** Reads what one file says about one scheme. */
export const buildScheme = (file: SourceFile, problems: ProblemList, areaCode: AreaCode, scheme: Scheme, raw: RawScheme): SchemeParts => {
  const root: ValuePath = ['schemes', scheme];
  const at = (...path: ValuePath) => file.placeOf([...root, ...path]);
  const build = predicateBuilder(file, problems);

  const rateValue = (rate: RawRate, path: ValuePath): RateValue | null => {
    const given = [rate.yuan, rate.byResidence, rate.percentOf].filter((value) => value !== undefined).length;
    if (given !== 1) {
      problems.add(at(...path), 'policy.rate.not-one-value', text(`标准应有且仅有 yuan、byResidence、percentOf 之一，实际 ${given} 个`, `expected exactly one of yuan, byResidence, percentOf, found ${given}`));
      return null;
    }
    if (rate.yuan !== undefined) return { kind: 'fixed', fen: fen(rate.yuan) };
    if (rate.byResidence) return { kind: 'by-residence', urbanFen: fen(rate.byResidence.urban), ruralFen: fen(rate.byResidence.rural) };
    return rate.percentOf ? { kind: 'percent-of', ...rate.percentOf } : null;
  };

  const rateRow = (rate: RawRate, path: ValuePath): RateRow[] => {
    const value = rateValue(rate, path);
    if (value === null) return [];
    return [{ ...datedOf(rate), branch: rate.branch ?? null, per: rate.per, unit: rate.unit ?? 'person', oneSided: rate.oneSided ?? 'full', value, at: at(...path) }];
  };

  const layer = (one: RawLayer, index: number): Layer => ({
    id: one.id,
    title: one.title,
    scheme,
    areaCode,
    basis: one.basis ?? 'adds',
    replaces: one.replaces ?? [],
    when: one.when ? build(one.when, [...root, 'layers', index, 'when']) : null,
    rates: one.rates.flatMap((rate, row) => rateRow(rate, ['layers', index, 'rates', row])),
    at: at('layers', index),
  });

  const funding = (one: RawFunding, index: number): FundingRow[] => {
    const place = at('funding', index);
    const split = splitOf(one);
    if (split === null) {
      problems.add(place, 'policy.funding.not-one-split', text('分担应有且仅有 shares、centralByTier、centralByRegion 之一（后两者须写明 rest）', 'expected exactly one of shares, centralByTier, centralByRegion (the last two with rest)'));
      return [];
    }
    return [{ ...datedOf(one), scheme, layerId: one.layer, areaCode, split, at: place }];
  };

  const rules = (raw.rules ?? []).flatMap((rule, index): Rule[] => {
    const when = build(rule.when, [...root, 'rules', index, 'when']);
    if (when === null) return [];
    const key = { id: rule.id, version: rule.version, scheme, branch: rule.branch ?? null, areaCode };
    return [{ ...datedOf(rule), ...key, supersededBy: rule.supersededBy ?? null, when, qualifiesFrom: rule.qualifiesFrom, exits: rule.exits ?? [], at: at('rules', index) }];
  });

  return {
    rules,
    layers: (raw.layers ?? []).map(layer),
    funding: (raw.funding ?? []).flatMap(funding),
    parameters: (raw.parameters ?? []).map((one, index) => ({ ...datedOf(one), name: one.name, scheme, branch: one.branch ?? null, areaCode, value: one.value, at: at('parameters', index) })),
    plans: (raw.paymentPlans ?? []).map((one, index) => ({ ...datedOf(one), scheme, areaCode, schedule: one.schedule, deadlines: one.deadlines, at: at('paymentPlans', index) })),
    exclusions: (raw.exclusive ?? []).map((one, index) => ({ ...one, scheme, at: at('exclusive', index) })),
  };
};

const splitOf = (raw: RawFunding): Split | null => {
  const given = [raw.shares, raw.centralByTier, raw.centralByRegion].filter((value) => value !== undefined).length;
  if (given !== 1) return null;
  if (raw.shares) {
    const { shares } = raw;
    const listed = fundingLevels.flatMap((level): Share<FundingLevel>[] => (shares[level] === undefined ? [] : [{ level, percent: shares[level] }]));
    return { kind: 'shares', shares: listed };
  }
  if (raw.rest === undefined) return null;
  if (raw.centralByTier) return { kind: 'by-tier', central: raw.centralByTier, rest: raw.rest };
  return raw.centralByRegion ? { kind: 'by-region', central: raw.centralByRegion, rest: raw.rest } : null;
};

import { AreaCode, addDays, areaLevel, areaPath, text } from '@zhibu/kernel';
import { FundingRow, Layer, Period, PolicyModel } from '../model';
import { ProblemList } from './source-file';

/** Every fen must have a funder: shares add to 100, name a layer, and cover all days of its rates. */
export const checkFunding = (model: PolicyModel, problems: ProblemList, complete: boolean): void => {
  for (const row of model.funding) checkShares(row, problems);
  if (!complete) return;
  for (const row of model.funding) {
    const layer = model.layers.find((one) => one.scheme === row.scheme && one.id === row.layerId);
    if (!layer || !isUnder(layer.areaCode, row.areaCode)) {
      problems.add(row.at, 'policy.funding.unknown-layer', text(`本地区没有层“${row.layerId}”`, `there is no layer "${row.layerId}" in this area`));
    }
  }
  for (const layer of model.layers) checkCovered(layer, model.funding, problems);
  checkTiers(model, problems);
};

const isUnder = (upper: AreaCode, lower: AreaCode): boolean => areaPath(lower).includes(upper);

const checkShares = (row: FundingRow, problems: ProblemList): void => {
  if (row.split.kind !== 'shares') return;
  const sum = row.split.shares.reduce((total, share) => total + Math.round(share.percent * 100), 0) / 100;
  if (sum !== 100) problems.add(row.at, 'policy.funding.shares-not-100', text(`分担比例之和应为 100，实际为 ${sum}`, `expected shares that add to 100, found ${sum}`));
};

/** The days of `wanted` that no period covers, as the first such day. */
const firstUncovered = (wanted: Period, periods: readonly Period[]): string | null => {
  const sorted = [...periods].sort((a, b) => (a.from < b.from ? -1 : 1));
  let day = wanted.from;
  for (const period of sorted) {
    if (period.from > day) break;
    if (period.to === null) return null;
    if (period.to >= day) day = addDays(period.to, 1);
  }
  return wanted.to !== null && day > wanted.to ? null : day;
};

const checkCovered = (layer: Layer, funding: readonly FundingRow[], problems: ProblemList): void => {
  const rows = funding.filter((row) => row.scheme === layer.scheme && row.layerId === layer.id && isUnder(row.areaCode, layer.areaCode));
  for (const rate of layer.rates) {
    const day = firstUncovered(rate, rows);
    if (day !== null) problems.add(rate.at, 'policy.funding.missing', text(`层“${layer.id}”自 ${day} 起没有分担规定`, `layer "${layer.id}" has no funders from ${day}`));
  }
};

/** A province without a tier or region would leave a national base that nobody pays. */
const checkTiers = (model: PolicyModel, problems: ProblemList): void => {
  const provinces = model.areas.filter((area) => areaLevel(area.code) === 'province');
  for (const row of model.funding) {
    if (row.split.kind === 'shares') continue;
    const { kind, central } = row.split;
    const known = Object.keys(central);
    for (const province of provinces) {
      const mark = kind === 'by-tier' ? province.tier : province.region;
      if (mark !== undefined && known.includes(mark)) continue;
      const name = kind === 'by-tier' ? 'tier' : 'region';
      problems.add(province.at, 'policy.funding.unknown-tier', text(`${name} 应为 ${known.join('、')} 之一，实际为“${mark ?? ''}”`, `expected ${name} to be one of ${known.join(', ')}, found "${mark ?? ''}"`));
    }
  }
};

import { AreaCode, LocalDate, Share } from '@zhibu/kernel';
import { FundingRow, Layer } from '../model';
import { PolicyIndex } from '../policy-index';
import { FundingLevel } from '../schemes';

export interface FundersOfMonth {
  /** Two months with the same key are paid by the same shares. */
  readonly key: string;
  readonly shares: readonly Share<FundingLevel>[];
}

const nobodyNamed: FundersOfMonth = { key: 'none', shares: [] };

/**
 * Who pays a layer on a day. The central part follows the province's tier, so without a province (area
 * 000000) nobody can be named and there are no shares.
 */
export const fundersOn = (index: PolicyIndex, layer: Layer, areaCode: AreaCode, on: LocalDate): FundersOfMonth => {
  const row = index.fundingFor(layer.scheme, layer.id, areaCode, on);
  if (row === undefined) return nobodyNamed;
  const key = `${row.areaCode}/${row.from}`;
  if (row.split.kind === 'shares') return { key, shares: row.split.shares };
  const province = index.area(areaCode.slice(0, 2).padEnd(12, '0'));
  const mark = row.split.kind === 'by-tier' ? province?.tier : province?.region;
  const percent = mark === undefined ? undefined : row.split.central[mark];
  return percent === undefined ? nobodyNamed : { key: `${key}/${mark}`, shares: withRest(row, percent) };
};

const withRest = (row: FundingRow, percent: number): readonly Share<FundingLevel>[] => {
  const rest = row.split.kind === 'shares' ? 'central' : row.split.rest;
  const central: Share<FundingLevel> = { level: 'central', percent };
  const others: Share<FundingLevel> = { level: rest, percent: 100 - percent };
  return [central, others].filter((share) => share.percent > 0);
};

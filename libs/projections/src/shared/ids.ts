import { AreaCode } from '@zhibu/kernel';

/** What an id says by itself; see the names of streams in the domain. */
export const schemeOf = (id: string): string => id.slice(0, id.indexOf('.'));

/** `rural-reward.990101000000.2016.1`: scheme, area, period, number. */
export const batchPartsOf = (batchId: string): { readonly scheme: string; readonly areaCode: AreaCode; readonly period: string; readonly year: number } => {
  const [scheme = '', areaCode = '', period = ''] = batchId.split('.');
  return { scheme, areaCode, period, year: Number(period.slice(0, 4)) };
};

export const countyOf = (areaCode: AreaCode): AreaCode => `${areaCode.slice(0, 6)}000000`;

import { Month, Result, accept, refuse } from '@zhibu/kernel';
import { notUsable } from './rejections';

/** First and last month of `2016`, `2016-H1`, `2016-H2` or `2016-06`. */
export const parsePeriod = (period: string): Result<{ readonly from: Month; readonly to: Month }> => {
  const match = /^(\d{4})(?:-(H[12]|0[1-9]|1[0-2]))?$/.exec(period);
  const [year, part] = [match?.[1], match?.[2]];
  if (year === undefined || Number(year) < 1900) {
    return refuse(notUsable('batch.period', 'period', { zh: '2016、2016-H1 或 2016-06', en: '2016, 2016-H1 or 2016-06' }, period));
  }
  if (part === undefined) return accept({ from: `${year}-01`, to: `${year}-12` });
  if (part === 'H1') return accept({ from: `${year}-01`, to: `${year}-06` });
  if (part === 'H2') return accept({ from: `${year}-07`, to: `${year}-12` });
  return accept({ from: period, to: period });
};

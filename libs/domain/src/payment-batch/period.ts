import { Month, Result, accept, addMonths, refuse } from '@zhibu/kernel';
import { notUsable } from './rejections';

const written = { zh: '2016、2016-H1、2016-Q1 或 2016-06', en: '2016, 2016-H1, 2016-Q1 or 2016-06' };

/** First and last month of a year `2016`, a half-year `2016-H2`, a quarter `2016-Q3` or a month `2016-06`. */
export const parsePeriod = (period: string): Result<{ readonly from: Month; readonly to: Month }> => {
  const match = /^(\d{4})(?:-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/.exec(period);
  const [year, part] = [match?.[1], match?.[2]];
  if (year === undefined || Number(year) < 1900) return refuse(notUsable('batch.period', 'period', written, period));
  if (part === undefined) return accept({ from: `${year}-01`, to: `${year}-12` });
  const months = part.startsWith('H') ? 6 : part.startsWith('Q') ? 3 : null;
  if (months === null) return accept({ from: period, to: period });
  const from = addMonths(`${year}-01`, (Number(part.slice(1)) - 1) * months);
  return accept({ from, to: addMonths(from, months - 1) });
};

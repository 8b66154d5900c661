import { Language, text } from '@zhibu/kernel';

const formatters = {
  zh: new Intl.DateTimeFormat('zh-CN', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', timeZone: 'UTC' }),
} as const;

/** A month such as `2016-03`. */
export const monthInWords = (month: string, language: Language): string => formatters[language].format(new Date(`${month}-01T00:00:00Z`));

const halves = { H1: text('上半年', 'first half of'), H2: text('下半年', 'second half of') } as const;
const quarters = { Q1: text('一季度', 'first quarter of'), Q2: text('二季度', 'second quarter of'), Q3: text('三季度', 'third quarter of'), Q4: text('四季度', 'fourth quarter of') } as const;
const parts: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = { ...halves, ...quarters };

/** What a batch pays for: a year, a half, a quarter or a month; one that is written otherwise is shown as it is. */
export const periodInWords = (period: string, language: Language): string => {
  const [, year = '', rest] = /^(\d{4})(?:-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/.exec(period) ?? [];
  if (year === '') return period;
  if (rest === undefined) return language === 'zh' ? `${year}年` : year;
  const part = parts[rest];
  if (part === undefined) return monthInWords(period, language);
  return language === 'zh' ? `${year}年${part.zh}` : `${part.en} ${year}`;
};

import { useLanguage } from '../texts/language';

const zoneOfChina = 'Asia/Shanghai';
const localeOf = { zh: 'zh-CN', en: 'en-GB' } as const;

/** Made once: making one takes a hundred times as long as using it, and lists hold hundreds of days. */
const formatters = {
  zh: { day: new Intl.DateTimeFormat(localeOf.zh, { dateStyle: 'medium', timeZone: 'UTC' }), moment: new Intl.DateTimeFormat(localeOf.zh, { dateStyle: 'medium', timeStyle: 'short', timeZone: zoneOfChina }) },
  en: { day: new Intl.DateTimeFormat(localeOf.en, { dateStyle: 'medium', timeZone: 'UTC' }), moment: new Intl.DateTimeFormat(localeOf.en, { dateStyle: 'medium', timeStyle: 'short', timeZone: zoneOfChina }) },
} as const;

/** A day such as `2016-03-31`, which belongs to no time zone. */
export const dayInWords = (day: string, language: 'zh' | 'en'): string =>
  formatters[language].day.format(new Date(`${day}T00:00:00Z`));

/** A moment in the time of the county. */
export const momentInWords = (instant: string, language: 'zh' | 'en'): string =>
  formatters[language].moment.format(new Date(instant));

export const Day = ({ day }: { readonly day: string | null }) => {
  const { language } = useLanguage();
  return day === null ? <>—</> : <time dateTime={day}>{dayInWords(day, language)}</time>;
};

export const Moment = ({ instant }: { readonly instant: string | null }) => {
  const { language } = useLanguage();
  return instant === null ? <>—</> : <time dateTime={instant}>{momentInWords(instant, language)}</time>;
};

import { useLanguage } from '../texts/language';
import { monthInWords } from './period-words';

/** A month such as `2016-03`, in the reader's language. */
export const Month = ({ month }: { readonly month: string | null }) => {
  const { language } = useLanguage();
  return month === null ? <>—</> : <time dateTime={month}>{monthInWords(month, language)}</time>;
};

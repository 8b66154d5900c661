import { Text } from '@zhibu/kernel';
import { useLanguage } from '../texts/language';

/** Says a code in words; one that the words do not hold, from a newer service, is shown as it is. */
export const useWords = (): ((words: Readonly<Record<string, Text>>, code: string | null) => string) => {
  const { language } = useLanguage();
  return (words, code) => (code === null ? '—' : (words[code]?.[language] ?? code));
};

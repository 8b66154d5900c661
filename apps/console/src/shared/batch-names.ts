import { Text } from '@zhibu/kernel';
import { periodInWords } from './period-words';

/** Ids of batches: scheme, area, period, number. */
const batchIds = /([a-z]+(?:-[a-z0-9]+)*)\.\d{12}\.(\d{4}(?:-[\dHQ]+)?)\.(\d+)/g;

/** A sentence in which batches are called by their scheme and period. */
export const withBatchNames = (words: Text, schemeTitle: (scheme: string) => Text | undefined): Text => {
  const told = (language: 'zh' | 'en'): string =>
    words[language].replace(batchIds, (_id, scheme: string, period: string, number: string) => `${schemeTitle(scheme)?.[language] ?? scheme} ${periodInWords(period, language)}${number === '1' ? '' : ` (${number})`}`);
  return { zh: told('zh'), en: told('en') };
};

import { Language, Text, parseDate } from '@zhibu/kernel';
import { dayInWords } from './day';
import { monthInWords } from './period-words';

/** A day or a month that stands by itself: within an id, a number or a code it stays as it is, and so does a day that does not exist. */
const written = /(?<![\w.:/-])\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?(?![\w/-]|[.:]\w)/g;
/** Chinese has no gap between its words and a date. */
const gaps = /(?<=[\u4e00-\u9fff]) (?=\d{4}年)|(?<=\d[月日]) (?=[\u4e00-\u9fff])/g;
const dayLength = 'YYYY-MM-DD'.length;

/** What the service says with days as the log writes them (2016-05-01), with days as they are written in the reader's language. */
export const daysInWords = (words: string, language: Language): string => {
  const said = words.replace(written, (day) => (day.length !== dayLength ? monthInWords(day, language) : parseDate(day).ok ? dayInWords(day, language) : day));
  return language === 'zh' && said !== words ? said.replace(gaps, '') : said;
};

export const withDaysInWords = (words: Text): Text => ({ zh: daysInWords(words.zh, 'zh'), en: daysInWords(words.en, 'en') });

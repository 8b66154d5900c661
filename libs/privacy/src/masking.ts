const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const characters = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

/** Shows some characters at the start and the end; hides everything when too little would stay hidden. */
const hideMiddle = (text: string, first: number, last: number, hiddenMin: number): string => {
  const all = characters(text.trim());
  const hidden = all.length - first - last;
  if (hidden < hiddenMin) return '*'.repeat(all.length);
  return all.slice(0, first).join('') + '*'.repeat(hidden) + all.slice(all.length - last).join('');
};

/** `138****1234`; a shorter number is hidden altogether. */
export const maskPhone = (phone: string): string => hideMiddle(phone, 3, 4, 4);

/** First 2 and last 3 characters, for the 18- and the 15-digit form. */
export const maskIdNumber = (idNumber: string): string => hideMiddle(idNumber, 2, 3, 8);

/** Last 4 characters. */
export const maskAccount = (account: string): string => hideMiddle(account, 0, 4, 4);

/**
 * First and last character of a name: `王*`, `王*明`, `欧**明`. The separator `·` stays where it is, and a rare
 * character counts as one.
 */
export const maskName = (name: string): string => {
  const all = characters(name.trim());
  const shown = (index: number): boolean => index === 0 || (all.length > 2 && index === all.length - 1);
  if (all.length < 2) return '*';
  return all.map((character, index) => (shown(index) || character === '·' ? character : '*')).join('');
};

/** What a notice is made from. Fields of an erased person are `null`. */
export interface NoticeSubject {
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly areaCode: string;
  readonly scheme: string;
}

/** One line of a public notice: no full number, no account, and no branch, which would tell of a death or a disability. */
export interface MaskedNoticeEntry {
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly areaCode: string;
  readonly scheme: string;
}

const masked = (value: string | null, mask: (value: string) => string): string | null => (value === null ? null : mask(value));

/** Copies only what a notice may show (domain.md sections 4 and 6); anything else on the subject is left out. */
export const maskedNoticeEntry = (subject: NoticeSubject): MaskedNoticeEntry => ({
  name: masked(subject.name, maskName),
  idNumber: masked(subject.idNumber, maskIdNumber),
  phone: masked(subject.phone, maskPhone),
  areaCode: subject.areaCode,
  scheme: subject.scheme,
});

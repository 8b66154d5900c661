import { Language, text } from '@zhibu/kernel';

/** Whose fact it is, in words. */
export const factOwner = (of: string, language: Language): string =>
  (of === 'self' ? text('本人', 'Applicant') : of === 'spouse' ? text('配偶', 'Spouse') : text(`子女 ${of.slice(6)}`, `Child ${of.slice(6)}`))[language];

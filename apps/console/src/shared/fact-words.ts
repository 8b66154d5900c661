import { Language, text } from '@zhibu/kernel';
import { FactValue, factSpec, valueText } from '@zhibu/policy';
import { daysInWords } from './days-in-words';

/** Whose fact it is, in words. */
export const factOwner = (of: string, language: Language): string =>
  (of === 'self' ? text('本人', 'Applicant') : of === 'spouse' ? text('配偶', 'Spouse') : text(`子女 ${of.slice(6)}`, `Child ${of.slice(6)}`))[language];

/** Whose fact, and which; one that these words do not know goes by its code. */
export const factTitle = (of: string, fact: string, language: Language): string => `${factOwner(of, language)} · ${factSpec(fact)?.text[language] ?? fact}`;

/** Choices, yes and no in words, and days as they are written in the reader's language. */
export const factValue = (fact: string, value: FactValue, language: Language): string => daysInWords(valueText(value, factSpec(fact))[language], language);

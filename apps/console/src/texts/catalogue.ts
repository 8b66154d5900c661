import { Language, Text } from '@zhibu/kernel';

/** What a text may be: words, or words around values. Both languages take the same values. */
export type Entry = Text | ((...values: never[]) => Text);

/** The texts of one folder. */
export type Catalogue = Readonly<Record<string, Entry>>;

/** The same texts in one language. */
export type In<C extends Catalogue> = { readonly [K in keyof C]: C[K] extends (...values: infer V) => Text ? (...values: V) => string : string };

/** The catalogue in one language; made once for each. */
export const inLanguage = <C extends Catalogue>(catalogue: C, language: Language): In<C> => {
  const said = Object.entries(catalogue).map(([name, entry]) => [name, typeof entry === 'function' ? (...values: never[]) => entry(...values)[language] : entry[language]]);
  return Object.fromEntries(said) as In<C>;
};

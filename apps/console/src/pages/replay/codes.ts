import { Text, text } from '@zhibu/kernel';
import type { Names, StateLine } from '@zhibu/workflow';
import { withBatchNames } from '../../shared/batch-names';
import { withDaysInWords } from '../../shared/days-in-words';
import { ProcedureShown } from '../../shared/use-procedures';

/** What the codes in a state are called. */
export interface Codes {
  named(line: Pick<StateLine, 'key'>, words: Text): Text;
  scheme(code: string): Text;
  /** A sentence in which batches are called by their scheme and period, and days are written as in the reader's language. */
  told(words: Text): Text;
}

/** Codes stand as words of their own; within an id, where dots join them, they stay. */
const codes = /(?<![\w.-])(?:\d{12}|[a-z]+(?:-[a-z0-9]+)+)(?![\w.-])/g;

/** Whose fact it is, before its name. */
const owners = /^(self|spouse|child:\S+?):? /;
const ownerWords: Readonly<Record<string, Text>> = { self: text('本人', 'The person'), spouse: text('配偶', 'The spouse') };
const ownerOf = (owner: string): Text => ownerWords[owner] ?? text(`子女 ${owner.slice('child:'.length)}`, `Child ${owner.slice('child:'.length)}`);

/** A state is folded with codes, as the server folds it; a reader sees names. */
export const codesOf = (schemes: Names['schemes'], procedures: readonly (ProcedureShown | undefined)[], areas: ReadonlyMap<string, Text>): Codes => {
  const known = new Map<string, Text>([
    ...procedures.flatMap((procedure) => (procedure?.stages ?? []).map(({ id, title }) => [id, title] as const)),
    ...schemes.map(({ id, title }) => [id, title] as const),
    ...areas,
  ]);
  const replaced = (words: Text, pattern: RegExp, by: (language: 'zh' | 'en', ...parts: readonly string[]) => string): Text => ({
    zh: words.zh.replace(pattern, (...parts: string[]) => by('zh', ...parts)),
    en: words.en.replace(pattern, (...parts: string[]) => by('en', ...parts)),
  });
  const told = (words: Text): Text => withDaysInWords(withBatchNames(words, (scheme) => known.get(scheme)));
  return {
    told,
    named: ({ key }, words) => {
      const scheme = schemes.find(({ id }) => key.includes(`-${id}.`));
      const branch = key.endsWith('/branch') ? scheme?.branches.find(({ id }) => id === words.zh) : undefined;
      if (branch !== undefined) return branch.title;
      const owned = key.startsWith('fact/') ? replaced(words, owners, (language, _whole, owner = '') => `${ownerOf(owner)[language]}${language === 'zh' ? '：' : ': '}`) : words;
      return replaced(told(owned), codes, (language, code = '') => known.get(code)?.[language] ?? code);
    },
    scheme: (code) => known.get(code) ?? { zh: code, en: code },
  };
};

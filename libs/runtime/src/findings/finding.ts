import { Text, text } from '@zhibu/kernel';

/** One thing that was looked at, for the doctor of the command line and the console alike. Nothing in it is secret or personal. */
export interface Finding {
  /** Stable, such as `read-model cases`. */
  readonly check: string;
  readonly title: Text;
  readonly ok: boolean;
  /** Nothing is wrong yet, but somebody should see to it. */
  readonly warning?: true;
  readonly found: Text;
  readonly expected: Text;
  /** What to do next, where something is wrong. */
  readonly todo?: Text;
}

/** The same in every language: a version, a path, a number with its unit. */
export const plain = (words: string): Text => text(words, words);
/** Several in a row. */
export const joined = (parts: readonly Text[]): Text => text(parts.map(({ zh }) => zh).join('；'), parts.map(({ en }) => en).join('; '));
export const listed = (words: readonly Text[]): Text => text(words.map(({ zh }) => zh).join('、'), words.map(({ en }) => en).join(', '));

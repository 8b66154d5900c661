import { Text, text } from '@zhibu/kernel';

interface Key {
  /** As the browser names it, in small letters: no modifier is held but the one that writes the sign. */
  readonly key: string;
  /** What it does, for the page of help. */
  readonly words: Text;
}

/**
 * Every key of the console, so that no page takes what another one has. None of them does anything in a browser outside fields, but `/`, which
 * searches the page in one of them.
 */
export const keys = {
  help: { key: '?', words: text('查看快捷键', 'Show the shortcuts') },
  search: { key: '/', words: text('查找人员', 'Find people') },
  go: { key: 'g', words: text('前往：再按页面的字母', 'Go to a page: press its letter next') },
  apply: { key: 'n', words: text('受理新申请', 'Take in a new application') },
  nextRow: { key: 'j', words: text('下一行（回车打开）', 'Next row (Enter opens it)') },
  previousRow: { key: 'k', words: text('上一行', 'Previous row') },
  choose: { key: 'x', words: text('勾选此行', 'Tick the row') },
  act: { key: 'a', words: text('到“办理”', 'To what may be done') },
  earlier: { key: '[', words: text('已知时点：上一条记录', 'What was known: the record before') },
  later: { key: ']', words: text('已知时点：下一条记录', 'What was known: the next record') },
  dayEarlier: { key: '{', words: text('生效日期：前一天', 'The day in force: one earlier') },
  dayLater: { key: '}', words: text('生效日期：后一天', 'The day in force: one later') },
} as const satisfies Readonly<Record<string, Key>>;

export type KeyName = keyof typeof keys;

/** What a page does at a key. */
export type Shortcut = readonly [name: KeyName, does: () => void];

import { Rejection, Text, areaPath, areaLevel, AreaLevel, AreaCode, DomainEvent, LocalDate, parseAreaCode, parseDate, text } from '@zhibu/kernel';

/** The failing half of `Result` and of `Decided`: both are refused with the same typed value. */
export interface Refused {
  readonly ok: false;
  readonly rejection: Rejection;
}

type Pair = readonly [zh: string, en: string];

// What was found may be nothing at all; a reader still sees that something stands here.
const shown = ([zh, en]: Pair): Text => text(zh.trim() === '' ? '—' : zh, en.trim() === '' ? '—' : en);

/** A refusal in the order a reader needs it: what is wrong, what was expected, what was found. */
export const refused = (code: string, message: Pair, expected: Pair, actual: Pair, field?: string): Refused => ({
  ok: false,
  rejection: {
    code,
    message: text(...message),
    expected: shown(expected),
    actual: shown(actual),
    ...(field === undefined ? {} : { field }),
  },
});

/** Every decider ends with this, so that a command from a newer version is answered and not a crash. */
export const unknownCommand = (command: { readonly type: string }): Refused =>
  refused('command.unknown', ['不认识的指令', 'This command is not known'], ['本业务的一项指令', 'a command of this part'], [`“${command.type}”`, `"${command.type}"`]);

/** The whole number of characters as a reader counts them; a character beyond U+FFFF is one. */
export const codePoints = (input: string): number => [...input].length;

/** What JSON carries and no table takes: a read model that meets it would stand still for everybody. */
const lostCharacters = /[\p{Cs}\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u;

/** Refuses an empty text, one that is longer than allowed, or one with control or broken characters; never cuts it. */
export const checkText = (input: string, field: string, charactersMax: number): Refused | null => {
  const length = codePoints(input.trim());
  if (lostCharacters.test(input)) {
    return refused('text.characters', ['文字中有控制字符或残缺字符', 'The text holds control characters or broken ones'], ['可以显示的文字', 'a text that can be shown'], [`共 ${length} 个字符，其中有误`, `${length} characters, some of them wrong`], field);
  }
  if (length >= 1 && length <= charactersMax) return null;
  return refused(
    'text.length',
    ['文字为空或过长', 'The text is empty or too long'],
    [`1 至 ${charactersMax} 个字符`, `1 to ${charactersMax} characters`],
    [`${length} 个字符`, `${length} characters`],
    field,
  );
};

export const checkDay = (input: LocalDate, field: string, notAfter?: LocalDate): Refused | null => {
  const parsed = parseDate(input);
  if (!parsed.ok) return { ok: false, rejection: { ...parsed.rejection, field } };
  if (notAfter === undefined || input <= notAfter) return null;
  return refused('date.in-the-future', ['日期在今天之后', 'The day has not come yet'], [`不晚于 ${notAfter}`, `${notAfter} or earlier`], [input, input], field);
};

const levelNames: Readonly<Record<AreaLevel, Text>> = {
  nation: text('全国', 'nation'),
  province: text('省', 'province'),
  city: text('市', 'city'),
  county: text('县', 'county'),
  township: text('乡镇', 'township'),
  village: text('村', 'village'),
};
export const levelName = (level: AreaLevel): Text => levelNames[level];

/** People and cases belong to a village: only there is somebody who can review them. */
export const checkVillage = (areaCode: AreaCode, field: string): Refused | null => {
  const parsed = parseAreaCode(areaCode);
  if (!parsed.ok) return { ok: false, rejection: { ...parsed.rejection, field } };
  if (areaCode.length === 12 && areaLevel(areaCode) === 'village') return null;
  return refused('area.not-a-village', ['区划代码不是村（社区）一级', 'The area is not a village'], ['12 位村（社区）代码', 'the 12 digits of a village'], [`“${areaCode}”`, `"${areaCode}"`], field);
};

/** The area of a level that a village lies in: `990101100001` at county is `990101000000`. */
export const areaAtLevel = (areaCode: AreaCode, level: AreaLevel): AreaCode =>
  areaPath(areaCode).find((code) => areaLevel(code) === level) ?? areaCode;

/** Recorded time, when the event came from a store; `decide` folds events that have none. */
export const recordedAtOf = (event: DomainEvent): string | null => {
  const meta = (event as { readonly meta?: { readonly recordedAt?: string } }).meta;
  return meta?.recordedAt ?? null;
};

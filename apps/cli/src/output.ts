import type { Language, Rejection, Text } from '@zhibu/kernel';

/** What went wrong, as a program reads it. */
export interface CliProblem {
  readonly code: string;
  readonly message: Text;
  readonly expected: Text;
  readonly actual: Text;
  readonly field?: string;
}

export type Row = readonly string[];

/** Wide characters (Chinese, full-width forms) take two columns of a terminal. */
const widthOf = (value: string): number => [...value].reduce((width, char) => width + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u.test(char) ? 2 : 1), 0);

const padded = (value: string, width: number): string => value + ' '.repeat(Math.max(0, width - widthOf(value)));

export const formatTable = (header: Row, rows: readonly Row[]): string => {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  const line = (row: Row): string => row.map((cell, column) => padded(cell, widths[column] ?? 0)).join('  ').trimEnd();
  return [line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
};

/** Results go to stdout; problems go to stderr as text, or to stdout as JSON under `--json`. */
export class Output {
  private readonly found: CliProblem[] = [];

  constructor(
    readonly json: boolean,
    readonly language: Language,
    private readonly streams: { readonly out: (text: string) => void; readonly err: (text: string) => void },
  ) {}

  say(text: Text): string {
    return text[this.language];
  }

  /** Prints the same result as JSON or as text. */
  result(json: unknown, text: () => string): void {
    this.streams.out(`${this.json ? JSON.stringify(json, null, 2) : text()}\n`);
  }

  /** Notes one problem or several. They are written together when the command ends. */
  problems(problems: readonly CliProblem[]): void {
    this.found.push(...problems);
  }

  /** Writes what was noted, as one JSON document or as text. The program calls this once, at the end. */
  flush(): void {
    if (this.found.length === 0) return;
    if (this.json) {
      this.streams.out(`${JSON.stringify({ ok: false, problems: this.found }, null, 2)}\n`);
      return;
    }
    const words = this.language === 'zh' ? { expected: '应为', actual: '实际' } : { expected: 'expected', actual: 'found' };
    for (const problem of this.found) {
      const field = problem.field ? ` (${problem.field})` : '';
      const details = [[words.expected, problem.expected], [words.actual, problem.actual]] as const;
      const lines = details.filter(([, said]) => this.say(said) !== '').map(([label, said]) => `\n  ${label}: ${this.say(said)}`);
      this.streams.err(`${this.say(problem.message)}${field} [${problem.code}]${lines.join('')}\n`);
    }
  }

  rejection(rejection: Rejection): void {
    this.problems([rejection]);
  }

  /** A remark beside the result, such as progress; never part of what a program reads. */
  note(text: Text): void {
    this.streams.err(`${this.say(text)}\n`);
  }
}

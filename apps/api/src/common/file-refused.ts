import { Language, Rejection, text } from '@zhibu/kernel';
import type { FieldProblem } from './problem';

interface FileProblem {
  readonly row?: number | null;
  readonly rowNo?: number | null;
  readonly column?: string | null;
  readonly cell?: string | null;
  readonly rejection: Rejection;
}

const placeOf = ({ row, rowNo, column, cell }: FileProblem): string => cell ?? [row ?? rowNo, column].filter((part) => part !== null && part !== undefined).join(' / ');

/** A file of which nothing was used: its first problem speaks, the others stand below. */
export class FileRefused extends Error {
  constructor(private readonly problems: readonly FileProblem[]) {
    super('the file was refused');
  }

  get rejection(): Rejection {
    return this.problems[0]?.rejection ?? { code: 'file.refused', message: text('文件不能使用', 'The file cannot be used'), expected: text('完整的文件', 'a complete file'), actual: text('有误', 'something else') };
  }

  fields(language: Language): FieldProblem[] {
    return this.problems.map((problem) => ({ field: placeOf(problem), code: problem.rejection.code, expected: problem.rejection.expected[language], actual: problem.rejection.actual[language] }));
  }
}

import { Language, Rejection, RejectionError, text } from '@zhibu/kernel';
import { problemOf } from './problem';
import type { FieldProblem, Problem } from './problem';

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

/** Whether something was refused in words that its sender is told; anything else is a fault. */
export const isRefusal = (error: unknown): error is RejectionError | FileRefused => error instanceof RejectionError || error instanceof FileRefused;

/** The same for an answer and for the event `problem` of a stream: of a file with every place in it that is wrong. */
export const refusalOf = (error: RejectionError | FileRefused, language: Language, requestId: string): Problem => ({
  ...problemOf(error.rejection, language, requestId),
  ...(error instanceof FileRefused ? { errors: error.fields(language) } : {}),
});

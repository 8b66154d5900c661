import { components } from '../generated/openapi';

export type Problem = components['schemas']['ProblemView'];

/** A refusal by the server, in the words of the reader's language. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }

  get code(): string {
    return this.problem.code;
  }
}

/** The service could not be asked: the line is cut, or nobody serves. */
export class NoLine extends Error {}

/** No answer to what was asked: the line was cut, the session ended, or the service is busy or away. */
export const isNoAnswer = (error: unknown): boolean => {
  if (!(error instanceof ApiProblem)) return error instanceof NoLine;
  const { problem: { status }, code } = error;
  return status === 401 || status === 429 || status >= 500 || code === 'command.too-busy';
};

import type { Rejection, Result } from '@zhibu/kernel';
import { ExitCode, exitCodes } from './exit-codes';
import type { CliProblem } from './output';

/** Ends a command with problems in the reader's words. The program prints them and gives the exit code. */
export class CommandRefused extends Error {
  constructor(
    readonly problems: readonly CliProblem[],
    readonly exitCode: ExitCode = exitCodes.refused,
  ) {
    super(problems.map((one) => `${one.code}: ${one.message.en}`).join('; '));
    this.name = 'CommandRefused';
  }
}

type Answer = { readonly ok: true } | { readonly ok: false; readonly rejection: Rejection };

/** What a service answered, or the end of the command with its rejection. */
export const accepted = <T extends Answer>(answer: T): Extract<T, { ok: true }> => {
  if (!answer.ok) throw new CommandRefused([answer.rejection]);
  return answer as Extract<T, { ok: true }>;
};

/** The same for several inputs at once: everything that is wrong is told together, with exit code 2. */
export const allOf = <T extends Readonly<Record<string, Result<unknown>>>>(inputs: T): { readonly [K in keyof T]: T[K] extends Result<infer V> ? V : never } => {
  const wrong = Object.entries(inputs).flatMap(([field, result]) => (result.ok ? [] : [{ field, ...result.rejection }]));
  if (wrong.length > 0) throw new CommandRefused(wrong, exitCodes.badInput);
  return Object.fromEntries(Object.entries(inputs).map(([name, result]) => [name, result.ok ? result.value : null])) as never;
};

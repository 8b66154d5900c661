/** What the process tells its caller. */
export const exitCodes = {
  ok: 0,
  /** The answer is a refusal, or a problem was found. */
  refused: 1,
  /** Wrong usage or bad input. */
  badInput: 2,
  /** Something around us is missing or broken: files, a server, a port. */
  environment: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

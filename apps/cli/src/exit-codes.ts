/** What the process tells its caller. Failures of the platform have codes of their own, 65 and above (sysexits). */
export const exitCodes = {
  ok: 0,
  /** The answer is a refusal, or a problem was found. */
  refused: 1,
  /** Wrong usage or bad input. */
  badInput: 2,
  /** Something around us is missing or broken: files, a server, a port. */
  environment: 3,
  /** Ended by Ctrl-C. What was begun may be run again. */
  interrupted: 130,
} as const;

/** One of `exitCodes`, or the code of a platform failure. */
export type ExitCode = number;

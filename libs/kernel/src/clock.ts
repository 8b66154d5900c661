/** The only way to learn the time. Real clocks live in shells; the demo county has a simulated one. */
export interface Clock {
  /** ISO instant in UTC with milliseconds. */
  now(): string;
  readonly simulated: boolean;
}

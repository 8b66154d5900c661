/** One process of the application, as a command. It tells the launcher that it is ready through `joinLauncher`. */
export interface ChildSpec {
  /** Prefix of its lines, e.g. `api`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds until the child must be ready; default 60,000. */
  readonly readyWithinMs?: number;
}

export type ChildEvent =
  | { readonly type: 'ready'; readonly name: string; readonly restarts: number }
  | { readonly type: 'line'; readonly name: string; readonly line: string; readonly from: 'stdout' | 'stderr' }
  | { readonly type: 'crashed'; readonly name: string; readonly how: string; readonly restartInMs: number }
  | { readonly type: 'given-up'; readonly name: string; readonly how: string };

/** The words on the wire between the launcher and its children. */
export const readyMessage = 'zhibu:ready';
export const stopMessage = 'zhibu:stop';

import { Text } from './text';

/**
 * Why a command or an input was refused: a stable `code`, what was expected and what was found, in the
 * words of the person who reads it. A rejection is a value, never an exception.
 */
export interface Rejection {
  readonly code: string;
  readonly message: Text;
  readonly expected: Text;
  readonly actual: Text;
  /** Path of the offending input field, when one can be named. */
  readonly field?: string;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejection: Rejection };

export const accept = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (rejection: Rejection): { readonly ok: false; readonly rejection: Rejection } => ({
  ok: false,
  rejection,
});

/** Thrown by shells only, to carry a rejection through a framework to the reader. */
export class RejectionError extends Error {
  constructor(readonly rejection: Rejection) {
    super(`${rejection.code}: ${rejection.message.en}`);
    this.name = 'RejectionError';
  }
}

export const unwrap = <T>(result: Result<T>): T => {
  if (!result.ok) throw new RejectionError(result.rejection);
  return result.value;
};

import type { Response } from 'express';
import type { Done, Outcome } from '@zhibu/application';
import { RejectionError } from '@zhibu/kernel';
import { Bool, Int, Strs } from './shown';

/** What a command did. */
export class CommandView {
  @Int('写入后的版本 / version after it')
  readonly version!: number;

  @Bool('同一请求先前已办理 / the same request was done before')
  readonly duplicate!: boolean;

  @Strs('记录的事件 / events that were recorded')
  readonly events!: readonly string[];
}

export const tag = (response: Response, version: number): void => void response.setHeader('ETag', `"${version}"`);

/** The answer to a command on one stream, or its refusal as a problem. */
export const settled = (response: Response, outcome: Outcome): CommandView => {
  if (!outcome.ok) throw new RejectionError(outcome.rejection);
  tag(response, outcome.version);
  return { version: outcome.version, duplicate: outcome.duplicate, events: outcome.events.map((event) => event.type) };
};

/** The same for a use case with a value of its own. */
export const finished = <T>(response: Response, done: Done<T>): T & { readonly version: number; readonly duplicate: boolean } => {
  if (!done.ok) throw new RejectionError(done.rejection);
  tag(response, done.version);
  return { ...done.value, version: done.version, duplicate: done.duplicate };
};

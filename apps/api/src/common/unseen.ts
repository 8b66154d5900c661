import { RejectionError } from '@zhibu/kernel';
import type { SignedInRequest } from '../auth/session.guard';
import type { ApiRuntime } from '../api-runtime';
import { FileRefused } from './file-refused';
import { isSubjectName, sees, unseen } from './subjects';
import type { SubjectName } from './subjects';

/** Said of the request alone, whatever it names: this tells nothing. Every other refusal looked at something first. */
const tells = (error: unknown): boolean => error instanceof FileRefused || (error instanceof RejectionError && !error.rejection.code.startsWith('request.'));

/** Of a body only the person that it is about: other ids in bodies name something new, or are kept as they come. */
const namedBy = ({ params, query, body }: SignedInRequest): (readonly [SubjectName, string])[] => {
  const { batchId } = query;
  const { personKey } = (typeof body === 'object' && body !== null ? body : {}) as { readonly personKey?: unknown };
  return Object.entries({ personKey, batchId, ...params }).flatMap(([name, id]) => (isSubjectName(name) && typeof id === 'string' ? [[name, id] as const] : []));
};

/**
 * One rule for every route: a refusal says nothing of a thing that the officer cannot see. Whatever the reason was, such a thing
 * is answered like one that does not exist, and an officer who sees none of its kind is told so whether it exists or not.
 * It is asked after the refusal, not before the command: a command repeated after a lost answer gives the first result, also
 * when it moved the thing out of the officer's sight.
 */
export const withoutUnseen = async (runtime: ApiRuntime, request: SignedInRequest, error: unknown): Promise<unknown> => {
  const me = request.actor as SignedInRequest['actor'] | undefined;
  if (me === undefined || !tells(error)) return error;
  try {
    for (const [name, id] of namedBy(request)) if (!(await sees(runtime, me, name, id))) return unseen(name);
    return error;
  } catch (other) {
    return other;
  }
};

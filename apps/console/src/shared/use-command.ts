import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { isNoAnswer } from '../api/problem';
import { useTexts } from '../texts/language';
import { newKey } from './new-key';
import { refreshAll } from './refresh-all';
import { tell } from './tell';
import { texts } from './texts';

/**
 * Something that changes the county. The key is made once for each intention and kept while nobody answered, so that sending again after
 * a cut line, the end of a session or a fault of the service changes nothing twice; afterwards everything shown is read anew, and that it is done, or what else `says`, is said to whoever does not see it.
 */
export const useCommand = <V, R>(send: (values: V, headers: { readonly 'Idempotency-Key': string }) => Promise<R>, says?: string) => {
  const queries = useQueryClient();
  const said = useTexts(texts);
  const kept = useRef<{ readonly values: string; readonly key: string } | null>(null);
  return useMutation({
    mutationFn: (values: V) => {
      const now = JSON.stringify(values);
      if (kept.current === null || kept.current.values !== now) kept.current = { values: now, key: newKey() };
      return send(values, { 'Idempotency-Key': kept.current.key });
    },
    onError: (error) => {
      // Who was answered, if only by a refusal, means something new the next time.
      if (!isNoAnswer(error)) kept.current = null;
    },
    onSuccess: async () => {
      kept.current = null;
      tell(says ?? said.done);
      await refreshAll(queries);
    },
  });
};

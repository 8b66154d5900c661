import { useApi } from '../../api/api';
import type { ApiClient } from '../../api/client';
import { useCommand } from '../../shared/use-command';
import { Batch, wasAnswered } from './use-batch';

interface Answer {
  readonly data?: { readonly version: number };
}

export interface Sent {
  readonly path: { readonly batchId: string };
  readonly header: { readonly 'Idempotency-Key': string; readonly 'If-Match'?: string };
}

/**
 * A step of a batch. `withVersion`: where the decision is about exactly what is seen, it is refused if somebody changed the batch
 * meanwhile; steps that only go on with what was decided name no version, since the bank's answers may come in at any time.
 */
export const useStep = <V>(batch: Pick<Batch, 'batchId' | 'version'>, send: (api: ApiClient, sent: Sent, values: V) => Promise<Answer>, withVersion = false) => {
  const api = useApi();
  const { batchId, version } = batch;
  return useCommand(async (values: V, headers) => {
    const { data } = await send(api, { path: { batchId }, header: { ...headers, ...(withVersion ? { 'If-Match': `"${version}"` } : {}) } }, values);
    if (data !== undefined) wasAnswered(batchId, data.version);
    return data ?? null;
  });
};

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api';
import type { Batch } from './use-batch';

/** As it was submitted, else as it stands now; what the version of the batch may change is read anew. */
export const useComparison = (batch: Batch, isAsked: boolean) => {
  const api = useApi();
  const { batchId, version } = batch;
  const compared = useQuery({
    queryKey: ['comparison', batchId, version],
    enabled: isAsked && batch.comparison === null,
    queryFn: async () => (await api.GET('/api/v1/batches/{batchId}/comparison', { params: { path: { batchId } } })).data ?? null,
  });
  return { ...compared, data: batch.comparison ?? compared.data ?? null, isPending: batch.comparison === null && compared.isPending };
};

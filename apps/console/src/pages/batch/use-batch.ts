import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api';
import { ApiProblem } from '../../api/problem';
import type { components } from '../../generated/openapi';
import { byTimer } from '../../shared/by-timer';

export type Batch = components['schemas']['BatchView'];

const followMs = 3_000;
const catchUpMs = 400;

/** Ended, and nothing is held any more. */
const isOver = ({ status, releasedOn }: Batch): boolean => (status === 'closed' || status === 'cancelled') && releasedOn !== null;

/** Every instruction goes into one file: more of them than lines in files means that another file is due. */
export const linesNotInFiles = ({ lines, reissued, files }: Pick<Batch, 'lines' | 'reissued' | 'files'>): number =>
  lines + reissued - files.reduce((sum, file) => (file.voidedOn === null ? sum + file.lines : sum), 0);

/** Versions that were answered to a command; lists are built from the log a moment later, and are read until they are as far. */
const answered = new Map<string, number>();
export const wasAnswered = (batchId: string, version: number): void => void answered.set(batchId, Math.max(version, answered.get(batchId) ?? 0));
export const isBehind = ({ batchId, version }: Batch): boolean => version < (answered.get(batchId) ?? 0);

const followsWithinTries = 300;

/** A batch as it stands; it is followed while others may be at work on it, and one that was just opened is waited for. */
export const useBatch = (batchId: string, isNew = false) => {
  const api = useApi();
  return useQuery({
    queryKey: ['batch', batchId],
    queryFn: async (asked) => (await api.GET('/api/v1/batches/{batchId}', { params: { path: { batchId } }, headers: byTimer(asked) })).data ?? null,
    ...(isNew ? { retry: (tries: number, error: Error) => tries < followsWithinTries && (!(error instanceof ApiProblem) || error.code === 'batch.not-found'), retryDelay: catchUpMs } : {}),
    refetchInterval: ({ state: { data } }) => (data === undefined || data === null || (isOver(data) && !isBehind(data)) ? false : isBehind(data) ? catchUpMs : followMs),
  });
};

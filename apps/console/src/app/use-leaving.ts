import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useApi } from '../api/api';
import { unsentOnDevice } from '../drafts/draft-store';
import { emptyDevice } from './empty-device';
import { endSession, isEndOwed, oweEnd, tellOthersToLeave, whenOthersLeave } from './session-end';

/** How somebody leaves, and how far they are. */
export interface Leaving {
  /** Drafts that would be lost; `null`: nobody wants to leave. */
  readonly unsent: number | null;
  /** The device is being emptied. */
  readonly isUnderWay: boolean;
  readonly hasLeft: boolean;
  readonly leave: () => Promise<void>;
  /** Asks first where something would be lost. */
  readonly signOut: () => Promise<void>;
  readonly stay: () => void;
}

/** Leaves at the service and on the device; without a line on the device only, and the service hears of it later. */
export const useLeaving = (): Leaving => {
  const api = useApi();
  const queries = useQueryClient();
  const [unsent, setUnsent] = useState<number | null>(null);
  const [isUnderWay, setUnderWay] = useState(false);
  const [hasLeft, setLeft] = useState(isEndOwed);
  useEffect(() => whenOthersLeave(() => {
    setLeft(true);
    queries.clear();
    if (navigator.onLine) location.assign('/');
  }), [queries]);
  const leave = useCallback(async () => {
    setUnderWay(true);
    const isEnded = await endSession(api);
    if (!isEnded) setLeft(true);
    queries.clear();
    await emptyDevice();
    if (!isEnded) oweEnd();
    tellOthersToLeave();
    setUnderWay(isEnded);
    if (isEnded) location.assign('/');
  }, [api, queries]);
  const signOut = useCallback(async () => {
    const count = await unsentOnDevice().catch(() => 0);
    if (count > 0) setUnsent(count);
    else await leave();
  }, [leave]);
  return { unsent, isUnderWay, hasLeft, leave, signOut, stay: () => setUnsent(null) };
};

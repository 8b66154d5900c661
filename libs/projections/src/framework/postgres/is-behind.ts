import { EventStore } from '@zhibu/event-store';
import { Checkpoint } from '@zhibu/kernel';

/** Whether a place comes before another; nothing comes before the beginning of the log. */
export type IsBehind = (checkpoint: string | null, target: string | null) => boolean;

export const isBehindIn =
  (store: Pick<EventStore, 'compare'>): IsBehind =>
  (checkpoint, target) =>
    target !== null && (checkpoint === null || store.compare(checkpoint as Checkpoint, target as Checkpoint) < 0);

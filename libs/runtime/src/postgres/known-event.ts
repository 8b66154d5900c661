import type { Checkpoint } from '@zhibu/kernel';
import type { StoredEvent } from '@zhibu/event-store';

/** Enough of an event to find it again through the port, and to know it for the same. */
export interface KnownEvent {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly checkpoint: Checkpoint;
}

export const knownEvent = ({ meta, checkpoint }: StoredEvent): KnownEvent => ({ id: meta.id, stream: meta.stream, version: meta.version, checkpoint });

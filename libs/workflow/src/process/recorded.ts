import { ZhibuEvent } from '@zhibu/domain';
import { EventMetadata } from '@zhibu/kernel';

/** A stored event, as much of it as the process managers read. */
export interface RecordedLike {
  readonly type: string;
  readonly data: unknown;
  readonly meta: Pick<EventMetadata, 'version' | 'commandKey'>;
}

/** The same with its content known by its type. */
export type Caused = ZhibuEvent & { readonly meta: RecordedLike['meta'] };

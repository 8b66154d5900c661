import { Pool } from 'pg';
import { EventCodec } from '@zhibu/application';
import { EventStore } from '@zhibu/event-store';
import { EventCatalogue } from '@zhibu/kernel';
import { Projection } from '../projection';

export interface ProjectionRunnerOptions {
  readonly pool: Pool;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly projections: readonly Projection[];
  /** Events that this code knows. Default: all of the domain. */
  readonly catalogue?: EventCatalogue;
  /** Schema of the read models. Default `read_models`. */
  readonly schema?: string;
  readonly batchSize?: number;
  /** How often the runner looks for generations to take over. Default 250 ms. */
  readonly lookEveryMs?: number;
  /** A process that stands still this long loses its read models to another. Default 15,000 ms. */
  readonly leaseMs?: number;
  /** Name of this process among those that share the read models; never the same twice. */
  readonly owner?: string;
  /** Hears of failures that are tried again, such as a lost connection. */
  readonly onError?: (label: string, error: unknown) => void;
}

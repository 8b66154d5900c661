import { contentHash } from '@zhibu/kernel';
import { Projection } from '../projection';
import { Table, sqlName } from '../table';
import { quoted } from './sql';

/** One built copy of a projection: its tables stand beside those of every other generation. */
export interface Generation {
  readonly name: string;
  readonly version: number;
  readonly generation: number;
  readonly role: 'building' | 'live' | 'retired';
  readonly checkpoint: string | null;
  /** Raised when rows were changed from outside the fold (an erased person); a fold begun before must not be written. */
  readonly epoch: number;
  readonly definition: string;
  readonly stopped: Stopped | null;
}

/** Where a projection stands still, and why. */
export interface Stopped {
  readonly checkpoint: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly reason: string;
  /** Schema version of an event that is newer than the code which met it: newer code goes on from here by itself. */
  readonly newerSchemaVersion?: number;
}

export type GenerationId = Pick<Generation, 'name' | 'version' | 'generation'>;

const definitions = new WeakMap<Projection, string>();

/** Hash of everything that the rows depend on beside the code. Asked for several times a second, and always the same. */
export const definitionOf = (projection: Projection): string => {
  const known = definitions.get(projection);
  if (known !== undefined) return known;
  const definition = contentHash({ tables: projection.tables, filter: projection.filter, reads: projection.reads });
  definitions.set(projection, definition);
  return definition;
};

export const tableAt = (schema: string, id: Pick<GenerationId, 'version' | 'generation'>, table: Table): string =>
  `${quoted(schema)}.${quoted(`${sqlName(table.name)}_v${id.version}_g${id.generation}`)}`;

export const viewAt = (schema: string, table: Table): string => `${quoted(schema)}.${quoted(sqlName(table.name))}`;

export const leaseNameOf = (schema: string, id: GenerationId): string => `${schema}/${labelOf(id)}`;

export const labelOf = (id: GenerationId): string => `${id.name} v${id.version} g${id.generation}`;

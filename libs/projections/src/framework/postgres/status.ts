import { Projection } from '../projection';
import { Stopped, definitionOf } from './generation';
import { Registry } from './registry';
import { Queryable } from './sql';

/** How a generation stands to the code that asks. */
export type CodeMatch = 'same' | 'older-than-code' | 'newer-than-code' | 'changed-without-version' | 'no-code';

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly generation: number;
  readonly role: 'building' | 'live' | 'retired';
  readonly code: CodeMatch;
  readonly checkpoint: string | null;
  /** True when events up to the head of the log are still to be read. */
  readonly behind: boolean;
  /** Milliseconds since it last had everything; 0 when it has, `null` when it never had. */
  readonly lagMs: number | null;
  readonly stopped: Stopped | null;
}

const matchOf = (row: { readonly version: number; readonly definition: string }, projection: Projection | undefined): CodeMatch => {
  if (projection === undefined) return 'no-code';
  if (row.version !== projection.version) return row.version < projection.version ? 'older-than-code' : 'newer-than-code';
  return row.definition === definitionOf(projection) ? 'same' : 'changed-without-version';
};

export const statusOf = async (
  db: Queryable,
  registry: Registry,
  projections: readonly Projection[],
  head: string | null,
  isBehind: (checkpoint: string | null, target: string | null) => boolean,
): Promise<readonly ProjectionStatus[]> => {
  const rows = await registry.all(db);
  const lags = await db.query(
    `select name, version, generation, extract(epoch from clock_timestamp() - caught_up_at)::float8 * 1000 as "lagMs" from ${registry.at}`,
  );
  return rows.map((row) => {
    const behind = isBehind(row.checkpoint, head);
    const lag = lags.rows.find((each) => each['name'] === row.name && each['version'] === row.version && each['generation'] === row.generation);
    const lagMs = typeof lag?.['lagMs'] === 'number' ? Math.max(0, Math.round(lag['lagMs'])) : null;
    return {
      name: row.name,
      version: row.version,
      generation: row.generation,
      role: row.role,
      code: matchOf(row, projections.find(({ name }) => name === row.name)),
      checkpoint: row.checkpoint,
      behind,
      lagMs: behind ? lagMs : 0,
      stopped: row.stopped,
    };
  });
};

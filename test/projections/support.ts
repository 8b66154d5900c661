import { EventCodec } from '@zhibu/application';
import { ZhibuEvent, eventCatalogue } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { Actor, EventCatalogue, contentHash, subjectsOf } from '@zhibu/kernel';
import { Lease, Projection } from '@zhibu/projections';
import { Pool } from 'pg';

const catalogue: EventCatalogue = eventCatalogue;
const automation: Actor = { userId: 'automation', kind: 'automation', roles: [] };

/** Events here hold their personal fields in the clear: what is tested is the fold, not the encryption. */
export const plainCodec: EventCodec = {
  seal: async (events) =>
    events.map(({ type, data }) => {
      const spec = catalogue[type];
      return { type, data, schemaVersion: spec?.schemaVersion ?? 1, subjects: spec === undefined ? [] : subjectsOf(spec, data) };
    }),
  open: async (stored) => stored,
};

let commands = 0;

/** Appends to the end of a stream. */
export const record = async (store: EventStore, stream: string, events: readonly ZhibuEvent[], recordedAt = '2016-03-01T02:00:00.000Z'): Promise<void> => {
  commands += 1;
  const outcome = await store.append({
    stream,
    expectedVersion: 'any',
    events: await plainCodec.seal(events),
    command: { key: `c${commands}`, contentHash: contentHash(events) },
    recordedAt,
    simulated: true,
    actor: automation,
    causationId: 'test',
    correlationId: 'test',
  });
  if (outcome.kind !== 'appended') throw new Error(`append: ${JSON.stringify(outcome)}`);
};

/** Every row of a read model as text, in the order of its keys. */
export const dump = async (pool: Pool, projection: Projection, schema = 'read_models'): Promise<string> => {
  const parts: string[] = [];
  for (const table of projection.tables) {
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const found = await pool.query<{ line: string }>(
      `select row_to_json(t)::text as line from "${schema}"."${snake(table.name)}" t order by ${table.key.map(snake).join(', ')}`,
    );
    parts.push(table.name, ...found.rows.map(({ line }) => line));
  }
  return parts.join('\n');
};

/** The lease of a generation, taken from whoever has it. */
export const leaseFor = async (pool: Pool, { name, version, generation }: { readonly name: string; readonly version: number; readonly generation: number }, owner = 'test'): Promise<Lease> => {
  const lease = `read_models/${name} v${version} g${generation}`;
  const { rows } = await pool.query<{ token: number }>(
    `insert into runtime.leases as l (name, owner, token, renewed_at, expires_at) values ($1, $2, 1, now(), now() + interval '1 minute')
     on conflict (name) do update set owner = excluded.owner, token = l.token + 1 returning token::int`,
    [lease, owner],
  );
  return { name: lease, owner, token: rows[0]?.token ?? 0 };
};

export const eventually = async (check: () => Promise<boolean>, timeoutMs = 10_000): Promise<void> => {
  const until = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > until) throw new Error(`not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
};

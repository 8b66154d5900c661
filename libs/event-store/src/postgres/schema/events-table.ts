/**
 * The log. Global order is (transaction_id, position): positions alone are handed out before commit, so a
 * reader that trusted them would step over a transaction still in flight.
 *
 * Content is JSON in `text` columns, not `json` or `jsonb`: it comes back as it was written, also for types
 * that nobody here knows, and costs no second parse on the way in (figures in ADR 0002). To look into it
 * by hand: `data::jsonb -> 'field'`.
 */
export const eventsTableSql = (schema: string): string => `
create schema if not exists ${schema};

create table if not exists ${schema}.events (
  transaction_id xid8 not null default pg_current_xact_id(),
  position bigint not null generated always as identity,
  recorded_at timestamptz not null,
  id uuid not null,
  version integer not null,
  schema_version integer not null,
  -- Place of the event among those of its command, and how many there were.
  command_index smallint not null,
  command_events smallint not null,
  stream text collate "C" not null,
  type text collate "C" not null,
  command_key text collate "C" not null,
  command_hash text collate "C" not null,
  -- JSON as text.
  subjects text not null,
  metadata text not null,
  data text not null,
  constraint events_stream_version primary key (stream, version)
);

create unique index if not exists events_global_order on ${schema}.events (transaction_id, position);

-- The first event's id is made from stream and command key: it finds a command that was stored before.
create unique index if not exists events_command on ${schema}.events (id) where command_index = 0;
`;

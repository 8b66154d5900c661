/**
 * Appends for many streams in one statement, hence one commit, each with its own outcome: `appended`,
 * `duplicate`, `conflict` or `key-reused`. A stream may occur once in a call; the caller sorts by stream.
 *
 * Streams are locked in one order, so two calls never deadlock. The locks are advisory because those take
 * no transaction id: the id is given with the first insert, after every lock is held, and so a later append to
 * a stream always has the greater id. Row locks would break the order of a stream in the global log.
 *
 * The settings pin one plan of index look-ups: a plan made while the table was empty would scan it, and
 * planning each call anew costs more than the call.
 */
// eslint-disable-next-line max-lines-per-function -- one SQL function, read as a whole
export const appendBatchSql = (schema: string): string => `
create or replace function ${schema}.append_batch(
  streams text[],
  expected_versions integer[], -- null: any
  command_keys text[],
  command_hashes text[],
  recorded_ats timestamptz[],
  metadatas text[],
  event_counts integer[],
  first_event_ids uuid[],
  append_numbers integer[],    -- from here on one element for each event; which append it belongs to
  command_indexes integer[],
  event_ids uuid[],
  types text[],
  schema_versions integer[],
  subjects text[],
  datas text[]
) returns table (
  outcomes text[],
  versions integer[],          -- before the append; for a duplicate the last version that the first one wrote
  transaction_id xid8,
  last_positions bigint[]      -- of the appends that went in, in their order
)
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  stream_name text;
  locked text;
  not_before timestamptz[];
  overtaken boolean;
begin
  foreach stream_name in array streams loop
    -- An assignment, because it is much cheaper than a query for each stream.
    locked := pg_advisory_xact_lock(hashtextextended(stream_name, 0));
  end loop;

  select
    array_agg(judged.outcome order by judged.number),
    array_agg(judged.version order by judged.number),
    array_agg(judged.recorded_at order by judged.number),
    bool_or(judged.transaction_id > pg_current_xact_id_if_assigned())
  into outcomes, versions, not_before, overtaken
  from (
    select
      request.number,
      case
        when earlier.command_hash = request.command_hash then 'duplicate'
        when earlier.command_hash is not null then 'key-reused'
        when request.expected_version <> coalesce(last.version, 0) then 'conflict'
        else 'appended'
      end as outcome,
      coalesce(earlier.version + earlier.command_events - 1, last.version, 0) as version,
      last.recorded_at,
      last.transaction_id
    from unnest(streams, expected_versions, command_hashes, first_event_ids) with ordinality
      as request (stream, expected_version, command_hash, first_event_id, number)
    left join lateral (
      select e.version, e.recorded_at, e.transaction_id
      from ${schema}.events e
      where e.stream = request.stream order by e.version desc limit 1
    ) as last on true
    left join lateral (
      select e.version, e.command_hash, e.command_events
      from ${schema}.events e
      where e.id = request.first_event_id and e.command_index = 0 limit 1
    ) as earlier on last.version is not null
  ) as judged;

  if overtaken then
    raise exception 'a younger transaction has written to one of these streams' using errcode = 'serialization_failure';
  end if;

  with inserted as (
    insert into ${schema}.events as stored
      (recorded_at, id, version, schema_version, command_index, command_events,
       stream, type, command_key, command_hash, subjects, metadata, data)
    select
      greatest(recorded_ats[event.append_number], not_before[event.append_number]),
      event.id,
      versions[event.append_number] + event.command_index + 1,
      event.schema_version,
      event.command_index,
      event_counts[event.append_number],
      streams[event.append_number],
      event.type,
      command_keys[event.append_number],
      command_hashes[event.append_number],
      event.subjects,
      metadatas[event.append_number],
      event.data
    from unnest(append_numbers, command_indexes, event_ids, types, schema_versions, subjects, datas)
      as event (append_number, command_index, id, type, schema_version, subjects, data)
    where outcomes[event.append_number] = 'appended'
    returning stored.position, stored.command_index, stored.command_events
  )
  select array_agg(inserted.position order by inserted.position) into last_positions
  from inserted where inserted.command_index = inserted.command_events - 1;

  transaction_id := pg_current_xact_id_if_assigned();
  return next;
end
$$;
`;

/** SQL state of a run of appends that is undone because one of them was refused. */
export const refusedRunState = 'ZB001';

/** Undoes the whole statement unless every append of it was stored, now or before. */
export const requireStoredSql = (schema: string): string => `
create or replace function ${schema}.require_stored(outcomes text[]) returns text[] language plpgsql as $$
begin
  if outcomes && array['conflict', 'key-reused'] then
    raise exception 'an append of the run was refused' using errcode = '${refusedRunState}';
  end if;
  return outcomes;
end
$$;
`;

import { leaseMemberTable, leaseTable } from './lease';

/**
 * $1 names, $2 owner, $3 ms, $4 owners that have ended. Free ones, those nobody renewed, and what this process lost the word of. What is
 * plainly held is not even locked, so that asking holds up nobody's writes. Rows are locked by name everywhere.
 */
export const takeSql = `
  insert into ${leaseTable} as l (name, owner, token, renewed_at, expires_at)
  select name, $2, 1, clock_timestamp(), clock_timestamp() + $3 * interval '1 millisecond' from unnest($1::text[]) as asked(name)
  where not exists (
    select from ${leaseTable} h where h.name = asked.name and h.owner is not null and h.owner <> $2 and h.owner <> all($4::text[]) and h.expires_at > clock_timestamp()
  )
  order by name
  on conflict (name) do update set owner = excluded.owner, token = l.token + 1, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
  where l.owner is null or l.owner = excluded.owner or l.owner = any($4::text[]) or l.expires_at <= clock_timestamp()
  returning name, token`;

const mineSql = `
  mine as (
    select l.name from ${leaseTable} l join unnest($1::text[], $2::bigint[]) as k(name, token) using (name, token)
    where l.owner = $3 order by l.name for update of l
  )`;

/** $1 names, $2 tokens, $3 owner, $4 ms. Gives those that are still held. */
export const renewSql = `
  with ${mineSql}
  update ${leaseTable} l set renewed_at = clock_timestamp(), expires_at = clock_timestamp() + $4 * interval '1 millisecond'
  from mine, set_config('synchronous_commit', 'off', true) where l.name = mine.name returning l.name`;

/** $1 names, $2 tokens, $3 owner. */
export const releaseSql = `
  with ${mineSql}
  update ${leaseTable} l set owner = null, expires_at = clock_timestamp() from mine where l.name = mine.name`;

/** $1 name, for work that will never be there again. */
export const forgetSql = `delete from ${leaseTable} where name = $1`;

/** $1 group, $2 owner, $3 what it can take, $4 ms. */
export const joinSql = `
  insert into ${leaseMemberTable} as m (group_name, owner, wants, renewed_at, expires_at)
  values ($1, $2, $3::text[], clock_timestamp(), clock_timestamp() + $4 * interval '1 millisecond')
  on conflict (group_name, owner) do update set wants = excluded.wants, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at`;

/** $1 group, $2 owner; with it goes who has been silent for an hour. */
export const leaveSql = `delete from ${leaseMemberTable} where group_name = $1 and (owner = $2 or expires_at < clock_timestamp() - interval '1 hour')`;

/** $1 group, $2 name of a lease. A row when somebody alive can work under it. */
export const wantedSql = `select 1 from ${leaseMemberTable} where group_name = $1 and expires_at > clock_timestamp() and $2 = any(wants) limit 1`;

/** $1 group. Everybody alive with what they can take, and every lease with its holder, `null` when it may be taken. */
export const stateSql = `
  select
    (select coalesce(json_agg(json_build_object('owner', owner, 'wants', wants)), '[]') from ${leaseMemberTable} where group_name = $1 and expires_at > clock_timestamp()) as members,
    (select coalesce(json_agg(json_build_object('name', name, 'owner', case when expires_at > clock_timestamp() then owner end)), '[]')
     from ${leaseTable} where starts_with(name, $1 || '/')) as leases`;

/**
 * Where a statement writes under a lease it holds this row until it ends: a take-over waits for it, and after one there is no
 * row. `first`: number of the parameter with the name; owner and token follow.
 */
export const heldSql = (first: number): string =>
  `select 1 from ${leaseTable} where name = $${first} and owner = $${first + 1} and token = $${first + 2}::bigint for share`;

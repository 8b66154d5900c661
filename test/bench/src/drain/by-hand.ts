import { Pool } from 'pg';

interface Row {
  readonly transaction_id: string;
  readonly position: string;
  readonly type: string;
  readonly version: number;
  readonly data: string;
}

const columns = `entitlement_id text primary key, person_key text, scheme text, branch text, area_code text, start_month text, last_month text, status text,
  suspensions jsonb, confirmed_by text[], application_id text, carried_over boolean, verified_year int, verified_answer text, exit_reason text, exited_on text,
  claimed_through text, may_be_due boolean, version int`;

/** What somebody would write for this one read model: pages of rows, two statements and the checkpoint in one transaction. */
export const drainByHand = async (pool: Pool, expected: number): Promise<number> => {
  const client = await pool.connect();
  await client.query(`drop table if exists by_hand; create table by_hand (${columns}); create index on by_hand (scheme, area_code, entitlement_id) where may_be_due;
    create index on by_hand (area_code, entitlement_id); create index on by_hand (person_key);
    create table if not exists by_hand_checkpoint (id int primary key, transaction_id text, position text)`);
  let events = 0;
  for (let after = ['0', '0']; ; ) {
    const { rows } = await client.query<Row>({
      name: 'drain-by-hand',
      text: `select transaction_id::text, position::text, type, version, data from events.events e
              where (transaction_id, position) > ($1::xid8, $2) and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
                and type in ('EntitlementGranted', 'DuesClaimed') order by e.transaction_id, e.position limit 500`,
      values: after,
    });
    const last = rows.at(-1);
    if (last === undefined) break;
    await client.query('begin');
    await writePage(client, rows);
    await client.query('insert into by_hand_checkpoint values (1, $1, $2) on conflict (id) do update set transaction_id = $1, position = $2', [last.transaction_id, last.position]);
    await client.query('commit');
    events += rows.length;
    after = [last.transaction_id, last.position];
  }
  client.release();
  if (events !== expected) throw new Error(`expected ${expected} events, found ${events}`);
  return events;
};

interface Right {
  readonly entitlementId: string;
  readonly personKey: string;
  readonly scheme: string;
  readonly branch: string | null;
  readonly areaCode: string;
  readonly startMonth: string;
  readonly confirmedBy: readonly string[];
  readonly months: readonly { readonly month: string }[];
}

const writePage = async (client: { query(text: string, values: unknown[]): Promise<unknown> }, rows: readonly Row[]): Promise<void> => {
  const parsed = rows.map(({ type, version, data }) => ({ type, version, data: JSON.parse(data) as Right }));
  const granted = parsed.filter(({ type }) => type === 'EntitlementGranted').map(({ data: d, version }) => ({
    entitlement_id: d.entitlementId, person_key: d.personKey, scheme: d.scheme, branch: d.branch, area_code: d.areaCode, start_month: d.startMonth, status: 'active',
    suspensions: [], confirmed_by: d.confirmedBy, carried_over: false, verified_answer: null, may_be_due: true, version,
  }));
  const claimed = parsed.filter(({ type }) => type === 'DuesClaimed').map(({ data }) => ({ id: data.entitlementId, month: data.months.at(-1)?.month }));
  if (granted.length > 0) {
    const sql = `insert into by_hand select * from jsonb_populate_recordset(null::by_hand, $1::jsonb)
      on conflict (entitlement_id) do update set status = excluded.status, confirmed_by = excluded.confirmed_by, may_be_due = excluded.may_be_due, version = excluded.version`;
    await client.query(sql, [JSON.stringify(granted)]);
  }
  if (claimed.length === 0) return;
  const sql = `update by_hand set claimed_through = greatest(claimed_through, c.month) from unnest($1::text[], $2::text[]) as c(id, month) where entitlement_id = c.id`;
  await client.query(sql, [claimed.map(({ id }) => id), claimed.map(({ month }) => month)]);
};

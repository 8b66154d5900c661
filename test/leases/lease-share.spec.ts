import { spawnSync } from 'node:child_process';
import { LeaseShare, processName, readLeases } from '@zhibu/projections';
import { migrateLeases } from '../../libs/projections/src/leases';
import { TestDatabase, createTestDatabase } from '../support/database';

const names = ['work/a', 'work/b', 'work/c'];

describe('leases on PostgreSQL', () => {
  let database: TestDatabase;
  const shares: LeaseShare[] = [];
  const share = (owner: string, onLost: (name: string) => void = () => undefined): LeaseShare => {
    const made = new LeaseShare({ pool: database.pool, group: 'work', owner, leaseMs: 60_000, onLost: ({ name }) => onLost(name), onError: () => undefined });
    shares.push(made);
    return made;
  };
  const stand = async (): Promise<readonly unknown[]> => (await readLeases(database.pool)).map(({ owner, token }) => [owner, token]);

  beforeEach(async () => {
    database = await createTestDatabase(4);
    expect(await readLeases(database.pool)).toEqual([]);
    const client = await database.pool.connect();
    await migrateLeases(client);
    client.release();
  });
  afterEach(async () => {
    await Promise.all(shares.splice(0).map((each) => each.leave()));
    await database.drop();
  });

  it('are one owner\'s at a time, however many ask at once, and the token grows with each taking', async () => {
    const [one, two] = [share('one'), share('two')];
    const taken = await Promise.all([one.take(names), two.take(names)]);
    expect(taken.flat().map(({ name, token }) => [name, token]).sort()).toEqual(names.map((name) => [name, 1]));
    await Promise.all([one.release(one.holding), two.release(two.holding)]);
    expect(await two.take(names)).toEqual(names.map((name) => expect.objectContaining({ name, owner: 'two', token: 2 })));
    expect(await stand()).toEqual([['two', 2], ['two', 2], ['two', 2]]);
  });

  it('of a neighbour that was killed are taken at once, those of anybody else when they have run out', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const killed = processName().replace(`/${process.pid}/`, `/${pid}/`);
    await database.pool.query(`insert into runtime.leases values ('work/a', $1, 7, now(), now() + interval '1 minute'), ('work/b', 'elsewhere', 4, now(), now() + interval '1 minute'), ('work/c', 'silent', 1, now(), now())`, [killed]);
    await database.pool.query(`insert into runtime.lease_members values ('work', $1, $2, now(), now() + interval '1 minute')`, [killed, names]);
    const { held, surplus } = await share('here').round(names);
    expect(held.map(({ name, token }) => [name, token])).toEqual([['work/a', 8], ['work/c', 2]]);
    expect(surplus).toEqual([]);
  });

  it('that another took are noticed at the next renewal, and given back by nobody who lost them', async () => {
    const lost: string[] = [];
    const one = share('one', (name) => lost.push(name));
    const [lease] = await one.take(['work/a']);
    if (lease === undefined) throw new Error('no lease');
    await one.take(['work/b']);
    await database.pool.query(`update runtime.leases set owner = 'two', token = token + 1 where name = 'work/a'`);
    await one.renew();
    expect(lost).toEqual(['work/a']);
    await one.release([lease]);
    expect(await stand()).toEqual([['two', 2], ['one', 1]]);
  });
});

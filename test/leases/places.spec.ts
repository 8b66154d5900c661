import { followUpPartitions } from '@zhibu/application';
import { Checkpoint } from '@zhibu/kernel';
import { LeaseShare, readLeases } from '@zhibu/projections';
import { migrateLeases } from '../../libs/projections/src/leases';
import { createPlaces, migrateCheckpoints } from '../../libs/runtime/src/postgres/checkpoints';
import { TestDatabase, createTestDatabase } from '../support/database';

const at = (place: string): Checkpoint => place as Checkpoint;

describe('places of the follow-ups on PostgreSQL', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase(4);
    await migrateCheckpoints(database.pool);
    const client = await database.pool.connect();
    await migrateLeases(client);
    client.release();
  });
  afterEach(async () => database.drop());

  const share = (owner: string, leaseMs: number): LeaseShare => new LeaseShare({ pool: database.pool, group: 'follow-ups', owner, leaseMs, onLost: () => undefined, onError: () => undefined });
  const stored = async (): Promise<ReadonlyMap<string, string>> =>
    new Map((await database.pool.query<{ name: string; checkpoint: string }>('select name, checkpoint from runtime.checkpoints')).rows.map(({ name, checkpoint }) => [name, checkpoint]));

  it('begin where an older version stood as a whole, and are left alone by the next start', async () => {
    await database.pool.query(`insert into runtime.checkpoints values ('follow-ups', '40/7')`);
    await Promise.all([migrateCheckpoints(database.pool), migrateCheckpoints(database.pool)]);
    expect(await stored()).toEqual(new Map([['follow-ups', '40/7'], ...followUpPartitions.map((name) => [name, '40/7'] as const)]));
    await database.pool.query(`update runtime.checkpoints set checkpoint = '50/1' where name <> 'follow-ups'`);
    // The older version still runs beside this one.
    await database.pool.query(`update runtime.checkpoints set checkpoint = '60/1' where name = 'follow-ups'`);
    await migrateCheckpoints(database.pool);
    expect((await stored()).get(followUpPartitions[3] ?? '')).toBe('50/1');
  });

  it('are moved by nobody whose lease another took, and he is told', async () => {
    const [slow, quick] = [share('slow', 40), share('quick', 60_000)];
    const names = followUpPartitions.slice(0, 3);
    const leases = await slow.take(names);
    const places = createPlaces(database.pool, leases, (lease) => slow.isSure(lease));
    expect(await places.save(new Map(names.map((name) => [name, at('1/1')])))).toBe(true);
    await slow.leave();
    const [second] = await quick.take(names.slice(1, 2));
    expect(second?.token).toBe(2);
    await quick.take(names.slice(2, 3));
    // What it had in hand when it stood still: of the first nobody took the lease, but it was given back.
    expect(await places.save(new Map(names.map((name) => [name, at('0/9')])))).toBe(false);
    expect(places.isHeld()).toBe(false);
    expect([...(await stored()).values()]).toEqual(['1/1', '1/1', '1/1']);
    await quick.leave();
  });

  it('are not taken for held when nobody could be asked for as long as a lease lasts', async () => {
    const mine = share('mine', 300);
    const [lease] = await mine.take(followUpPartitions.slice(0, 1));
    if (lease === undefined) throw new Error('no lease');
    expect(mine.isSure(lease)).toBe(true);
    // As after SIGSTOP: no timer runs, and time goes on.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 350);
    expect(mine.isSure(lease)).toBe(false);
    expect(await readLeases(database.pool)).toMatchObject([{ owner: 'mine', token: 1, expired: true }]);
    await mine.renew();
    expect(mine.isSure(lease)).toBe(true);
    await mine.leave();
  });
});

import type { Pool } from 'pg';
import { LeaseShare } from './lease-share';
import { joinSql, leaveSql, releaseSql, renewSql, stateSql, takeSql } from './lease-statements';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A database that notes what it was asked, and keeps back one answer until it is told. */
class SlowDatabase {
  readonly asked: string[] = [];
  answer: () => void = () => undefined;
  private keptBack: string | null = null;

  keepBack(statement: string): void {
    this.keptBack = statement;
  }

  get pool(): Pool {
    const query = async (statement: string, values: readonly (readonly string[])[]): Promise<{ rows: Rows }> => {
      this.asked.push(named.get(statement) ?? statement);
      if (statement === this.keptBack) await new Promise<void>((resolve) => (this.answer = resolve));
      return { rows: this.rowsOf(statement, values) };
    };
    return { query } as unknown as Pool;
  }

  private rowsOf(statement: string, [names = []]: readonly (readonly string[])[]): Rows {
    if (statement === takeSql) return names.map((name) => ({ name, token: '1' }));
    if (statement === renewSql) return names.map((name) => ({ name }));
    return statement === stateSql ? [{ members: [{ owner: 'us', wants: ['g/1'] }], leases: [] }] : [];
  }
}

const named = new Map([[joinSql, 'join'], [leaveSql, 'leave'], [releaseSql, 'release'], [renewSql, 'renew'], [stateSql, 'state'], [takeSql, 'take']]);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a process that leaves while it asks the database', () => {
  const shareOver = (database: SlowDatabase): LeaseShare => new LeaseShare({ pool: database.pool, group: 'g', owner: 'us', onLost: () => undefined, onError: () => undefined });

  it('gives back what it was about to take', async () => {
    const database = new SlowDatabase();
    const share = shareOver(database);
    database.keepBack(takeSql);
    const looking = share.round(['g/1']);
    await turn();
    const leaving = share.leave();
    await turn();
    database.answer();
    await Promise.all([looking, leaving]);
    expect(database.asked).toEqual(['join', 'state', 'take', 'release', 'leave']);
    expect(share.holding).toEqual([]);
  });

  it('is not a member again by a beat that ends after it', async () => {
    const database = new SlowDatabase();
    const share = shareOver(database);
    await share.round(['g/1']);
    database.keepBack(joinSql);
    const beat = share.renew();
    await turn();
    const leaving = share.leave();
    await turn();
    expect(database.asked.slice(3)).toEqual(['renew', 'join']);
    database.answer();
    await Promise.all([beat, leaving]);
    expect(database.asked.slice(5)).toEqual(['release', 'leave']);
    await Promise.all([share.renew(), share.take(['g/1'])]);
    expect(database.asked).toHaveLength(7);
  });
});

import request from 'supertest';
import { Desk, World, startWorld } from './world';

const header = 'X-Zhibu-Fresh';
const turns = 25;

/** Lists follow the log at a short distance, and whoever has just written asks to see it. */
describe('a read that asks to be up to date', () => {
  let world: World;
  let finance: Desk;
  let fundId: string;
  let receiptNo = 0;

  beforeAll(async () => {
    world = await startWorld();
    finance = await world.desk('finance-1');
    await receive();
    await world.settle();
    fundId = ((await finance.read<{ readonly items: readonly { readonly fundId: string }[] }>('/funds')).items[0] as { readonly fundId: string }).fundId;
  });
  afterAll(() => world.stop());

  const receive = async (): Promise<string> => {
    receiptNo += 1;
    await finance.must('/funds/receipts', { scheme: 'rural-reward', areaCode: '990101000000', year: 2016, level: 'county', amountFen: 7_000, receiptNo: `r${receiptNo}`, receivedOn: '2016-01-05', document: '示例财社〔2016〕1号' });
    return `r${receiptNo}`;
  };

  /** What the answer says of itself, and whether it has this receipt. */
  const look = async (wanted: string, asked: string | null = '1'): Promise<readonly [string | undefined, boolean]> => {
    const test = finance.get(`/funds/${fundId}/receipts?limit=100`);
    const { status, headers, body } = await (asked === null ? test : test.set(header, asked));
    expect(status).toBe(200);
    return [headers[header.toLowerCase()], (body as { readonly items: readonly { readonly receiptNo: string }[] }).items.some((each) => each.receiptNo === wanted)];
  };

  /** Nobody reads past a transaction that is still open, and those of other tests on the same server count: it is asked for again. */
  const lookInTime = async (wanted: string, first = look(wanted)): Promise<readonly [string | undefined, boolean]> => {
    let found = await first;
    while (found[0] === '0') found = await look(wanted);
    return found;
  };

  /** What is done while the funds are read and not written, until it lets them go or is over. */
  const whileHeld = async (work: (letGo: () => Promise<void>) => Promise<void>): Promise<void> => {
    const client = await world.database.pool.connect();
    await client.query('begin');
    const { rows } = await client.query<{ at: string }>(`select format('%I.%I', schemaname, tablename) as at from pg_tables where tablename ~ '^fund.*_v[0-9]+_g[0-9]+$'`);
    expect(rows.length).toBeGreaterThan(0);
    await client.query(`lock table ${rows.map(({ at }) => at).join(', ')} in share mode`);
    try {
      await work(async () => void (await client.query('rollback')));
    } finally {
      await client.query('rollback');
      client.release();
    }
  };

  it('shows what was written before it, every time', async () => {
    for (let turn = 0; turn < turns; turn += 1) expect(await lookInTime(await receive())).toEqual(['1', true]);
  });

  it('waits for lists that are late, shows what is there when that takes too long, and says so', () =>
    whileHeld(async (letGo) => {
      const written = await receive();
      expect([await look(written), await look(written, null)]).toEqual([['0', false], [undefined, false]]);
      const waiting = look(written);
      await letGo();
      expect(await lookInTime(written, waiting)).toEqual(['1', true]);
    }));

  it('keeps nobody waiting who is not signed in, or asks for something else', () =>
    whileHeld(async () => {
      expect(await look(await receive(), 'yes')).toEqual([undefined, false]);
      const { status, headers } = await request(world.server).get('/api/v1/health/live').set(header, '1');
      expect([status, headers[header.toLowerCase()]]).toEqual([200, undefined]);
    }));
});

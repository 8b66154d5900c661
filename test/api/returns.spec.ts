import { createRunBoard } from '@zhibu/runtime';
import type { RunOnBoard } from '@zhibu/runtime';
import { PaidLine, bankAnswer } from '../console/support/bank';
import { findPlaintext } from '../support/find-plaintext';
import { until } from '../support/until';
import { carriedOver, sentBatch } from './paid-before';
import { Desk, World, startWorld } from './world';

const events = 'text/event-stream';
const people = 4;

interface Event { readonly name: string; readonly data: Readonly<Record<string, unknown>> }
interface UnderWay { readonly runId: string; readonly state: string; readonly startedBy: string; readonly rows: number; readonly rowsDone: number }

const toldIn = (text: string): readonly Event[] =>
  [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name = '', data = '']) => ({ name, data: JSON.parse(data) as Event['data'] }));
const names = (text: string): readonly string[] => toldIn(text).map(({ name }) => name);

describe('posting the answer of a bank over HTTP', () => {
  let world: World;
  let finance: Desk;
  let batchId = '';
  let lines: readonly PaidLine[] = [];
  let other: ReturnType<typeof createRunBoard>;
  const answer = (words: readonly ('成功' | '失败' | '处理中')[] = []): string => bankAnswer(batchId, 1, lines, (line) => words[lines.indexOf(line)] ?? '成功');
  const send = (content: string, { accept = 'application/json', key, desk = finance }: { readonly accept?: string; readonly key?: string; readonly desk?: Desk } = {}) =>
    desk.file(`/returns?batchId=${batchId}`, Buffer.from(content, 'utf8'), 'application/octet-stream', accept).set(key === undefined ? {} : { 'Idempotency-Key': key });
  const underWay = () => finance.read<UnderWay[]>(`/returns?batchId=${batchId}`);
  const progress = (runId: string, desk = finance) => desk.get(`/returns/${runId}/progress`).buffer(true);
  const silent = (runId: string) => world.database.pool.query(`update runtime.runs set seen_at = seen_at - interval '1 minute' where run_id = $1`, [runId]);
  const begun = (runId: string, given: Partial<RunOnBoard> = {}) =>
    other.begin({ runId, kind: 'returns', about: batchId, areaCode: '990101000000', startedBy: 'finance-1', startedAt: '2016-07-11T01:00:00.000Z', total: 4_000, ...given, contentHash: given.contentHash ?? `file of ${runId}` });
  const pending = async (): Promise<number> => (await finance.read<{ pending: number }>(`/batches/${batchId}`)).pending;

  const postedInLog = async (): Promise<number> => {
    const types: string[] = [];
    for await (const { type } of world.runtime.eventStore.readStream(`batch-${batchId}`)) types.push(type);
    return types.filter((type) => type === 'BatchReturnsApplied').length;
  };

  beforeAll(async () => {
    world = await startWorld({ workers: true });
    await carriedOver(world, people);
    batchId = await sentBatch(world);
    finance = await world.desk('finance-1');
    lines = (await finance.read<{ items: PaidLine[] }>(`/batches/${batchId}/lines`)).items;
    other = createRunBoard(world.database.pool, 'another process');
  }, 90_000);
  afterAll(() => world.stop());

  describe('a file that is refused', () => {
    it.each([['application/json'], [events]])('is told of row by row, and posts nothing: %s', async (accept) => {
      const [head = '', titles = '', ...rows] = answer().split('\r\n');
      const wrong = [head, titles, ...rows.map((row, index) => (index < 2 ? row.replace('成功', '也许') : row))].join('\r\n');
      const { status, headers, body } = await send(wrong, { accept });
      expect([status, headers['content-type']]).toEqual([422, 'application/problem+json; charset=utf-8']);
      expect((body as { errors: { field: string; code: string; actual: string }[] }).errors.map(({ field, actual }) => [field, actual])).toEqual([['3 / 状态', '“也许”'], ['4 / 状态', '“也许”']]);
      const spoiled = await send(answer().replace(/\|(\d+)\.00\r\n序号/, (_, yuan: string) => `|${yuan}.01\r\n序号`), { accept });
      expect([spoiled.status, spoiled.body]).toMatchObject([422, { code: 'return-file.total-differs', expected: expect.stringMatching(/\.01/), actual: expect.stringMatching(/\.00/) }]);
      // What only the log knows is found by the run: an answer to a file that was never sent.
      const never = await send(answer().replace(`${batchId}|1|`, `${batchId}|2|`), { accept }).buffer(true);
      const told = accept === events ? toldIn(never.text).at(-1) : { name: 'problem', data: never.body as Event['data'] };
      expect(told).toMatchObject({ name: 'problem', data: { code: 'return-file.file-not-sent', status: 409, field: 'fileNo', actual: '文件 2' } });
      const elsewhere = await send(answer().replace(batchId, batchId.replace('2016', '2015')), { accept });
      expect([elsewhere.status, (elsewhere.body as { errors: object[] }).errors.length > 0]).toEqual([422, true]);
      expect([await pending(), await underWay()]).toEqual([people, []]);
    });

    it('is refused to whoever may not post it, in both forms', async () => {
      for (const userId of ['finance-2', 'inspector']) {
        const desk = await world.desk(userId);
        expect([userId, (await send(answer(), { desk })).body.code]).toEqual([userId, 'authority.role']);
        expect([userId, toldIn((await send(answer(), { desk, accept: events }).buffer(true)).text).at(-1)]).toMatchObject([userId, { name: 'problem', data: { code: 'authority.role', status: 403 } }]);
      }
      expect((await send(answer(), { desk: await world.desk('county-1') })).status).toBe(403);
      expect(await pending()).toBe(people);
    });
  });

  it('tells how far another process is, to whoever may see the money of the batch', async () => {
    const runId = 'returns-elsewhere';
    expect(await begun(runId)).toBe(true);
    await other.step(runId, 1_500);
    expect(await underWay()).toEqual([{ runId, state: 'running', startedBy: 'finance-1', startedAt: '2016-07-11T01:00:00.000Z', rows: 4_000, rowsDone: 1_500 }]);
    expect((await (await world.desk('inspector')).read<UnderWay[]>(`/returns?batchId=${batchId}`)).length).toBe(1);
    const caseworker = await world.desk('caseworker-01');
    for (const path of [`/returns?batchId=${batchId}`, `/returns/${runId}/progress`, '/returns/returns-none/progress']) expect([path, (await caseworker.get(path)).status]).toEqual([path, 403]);
    expect((await finance.get('/returns?batchId=rural-reward.990101000000.1999.1')).status).toBe(404);
    expect((await finance.get('/returns/returns-none/progress')).status).toBe(404);
    // Other work of the county is none of this page's.
    await other.begin({ runId: 'import-elsewhere', kind: 'import', about: batchId, areaCode: '990101000000', startedBy: 'caseworker-01', startedAt: '2016-07-11T01:00:00.000Z', total: 9 });
    expect([(await underWay()).length, (await finance.get('/returns/import-elsewhere/progress')).status]).toEqual([1, 404]);
    // It ends only after somebody has seen how far it is.
    const watched = await progress(runId).parse((stream, done) => {
      let text = '';
      stream.on('data', (part: Buffer) => {
        text += part.toString('utf8');
        if (text.includes('"done":1500')) void other.end(runId, { credited: 3_999, returned: 1 });
      }).on('end', () => done(null, text));
    });
    expect(toldIn(watched.body as string)).toMatchObject([{ name: 'started', data: { kind: 'returns', total: 4_000 } }, { name: 'progress', data: { done: 1_500 } }, { name: 'progress', data: { done: 4_000, total: 4_000 } }, { name: 'done', data: { runId, credited: 3_999, returned: 1 } }]);
    expect(await underWay()).toEqual([]);
  });

  it('does not tell of a batch elsewhere', async () => {
    expect(await begun('returns-afar', { areaCode: '990201000000' })).toBe(true);
    expect((await progress('returns-afar')).status).toBe(404);
    await other.end('returns-afar', null);
  });

  it('tells its progress as events that end with the totals, once the lists show them', async () => {
    const words = ['成功', '失败', '处理中'] as const;
    const told = toldIn((await send(answer(words), { accept: events, key: 'the-answer' }).buffer(true)).text);
    const [first] = told;
    const runId = String(first?.data['runId']);
    const at = (index: number): number => lines[index]?.amountFen ?? 0;
    expect(told).toEqual([
      { name: 'started', data: { runId, kind: 'returns', total: people } },
      { name: 'progress', data: { done: people, total: people } },
      { name: 'done', data: { runId, credited: 2, returned: 1, unknown: 1, exceptions: 0, creditedFen: at(0) + at(3), returnedFen: at(1), unknownFen: at(2), version: expect.any(Number) } },
    ]);
    // Not over before the batch shows all of it.
    expect(await finance.read(`/batches/${batchId}`)).toMatchObject({ pending: 0, unknown: 1, returned: 1, creditedFen: at(0) + at(3) });
    expect([await underWay(), names((await progress(runId)).text)]).toEqual([[], ['started', 'progress', 'done']]);
    // The same under the same key joins it; under another key it is found posted. Both give the same totals.
    const { runId: _run, ...totals } = told.at(-1)?.data ?? {};
    for (const key of ['the-answer', 'another-key']) {
      const again = await send(answer(words), { key });
      expect([again.status, again.headers['etag'], again.body]).toEqual([200, `"${String(totals['version'])}"`, { returnFileId: expect.stringMatching(/^[0-9a-f]{64}$/), ...totals }]);
    }
  });

  it('joins what is under way, and refuses another file under a key that was used, in both forms', async () => {
    const sent = await Promise.all(['成功', '成功'].map(() => send(answer(['成功', '失败', '成功']), { accept: events, key: 'twice-at-once' }).buffer(true)));
    const ended = sent.map(({ text }) => toldIn(text).at(-1));
    expect(ended).toMatchObject([{ name: 'done', data: { credited: 1 } }, ended[0] ?? {}]);
    expect(await postedInLog()).toBe(2);
    for (const accept of ['application/json', events]) {
      const { status, body } = await send(answer(['成功', '成功', '成功']), { accept, key: 'twice-at-once' });
      expect([accept, status, body.code]).toEqual([accept, 422, 'command.key-reused']);
    }
  });

  it('is over only when the lists show it, however quickly the lines were posted', async () => {
    const client = await world.database.pool.connect();
    const { rows: [table] } = await client.query<{ at: string }>(`select format('%I.%I', schemaname, tablename) as at from pg_tables where tablename ~ '^batches_v[0-9]+_g[0-9]+$'`);
    await client.query(`begin; lock table ${table?.at ?? ''} in share mode`);
    const before = await postedInLog();
    let isOver = false;
    // Longer than one part of rows: those wait in a file until they are posted.
    const repeated = Array.from({ length: 150 }, () => lines).flat();
    const sent = send(bankAnswer(batchId, 1, repeated, () => '成功'), { key: 'held' }).then((given) => {
      isOver = true;
      return given;
    });
    await until(async () => (await postedInLog()) === before + 1);
    // Its last events are in the log; the lists are held.
    await new Promise((resolve) => void setTimeout(resolve, 500));
    expect([isOver, await underWay()]).toMatchObject([false, [{ state: 'running', rows: repeated.length, rowsDone: repeated.length }]]);
    await client.query('rollback');
    client.release();
    expect([(await sent).status, (await sent).body]).toMatchObject([200, { credited: 0, exceptions: expect.any(Number) }]);
    expect([await finance.read(`/batches/${batchId}`), await underWay()]).toMatchObject([{ returnFiles: before + 1 }, []]);
  });

  it('says that one stopped whose process has ended, until its file is posted by whomever', async () => {
    await begun('returns-one');
    await other.step('returns-one', 1_000);
    await silent('returns-one');
    expect(names((await progress('returns-one')).text)).toEqual(['started', 'progress', 'stopped']);
    expect(await underWay()).toMatchObject([{ runId: 'returns-one', state: 'stopped', rows: 4_000, rowsDone: 1_000 }]);
    // The same file once more, under another key: it is told of once, as what goes on.
    await begun('returns-two', { contentHash: 'file of returns-one', startedAt: '2016-07-11T02:00:00.000Z' });
    expect(await underWay()).toMatchObject([{ runId: 'returns-two', state: 'running' }]);
    await silent('returns-two');
    expect(await underWay()).toMatchObject([{ runId: 'returns-two', state: 'stopped' }]);
    // One of which every line stands, because a worker or somebody else went on with it.
    const { body } = await send(answer(['成功', '失败', '处理中']));
    await begun('returns-three', { contentHash: String(body['returnFileId']) });
    await silent('returns-three');
    expect((await underWay()).map(({ runId }) => runId)).toEqual(['returns-two']);
  });

  it('keeps nothing about anybody, nor of the file, beside the log', async () => {
    const { rows } = await world.database.pool.query<{ row: string }>(`select row_to_json(r)::text as row from runtime.runs r where kind = 'returns'`);
    expect(rows.length).toBeGreaterThan(4);
    const planted = Object.fromEntries(lines.map(({ personKey, lineNo }) => [`person ${lineNo}`, personKey]));
    expect(findPlaintext(rows.map(({ row }) => row).join('\n'), { ...planted, instruction: `${batchId}/1/1`, word: '账户已销户' })).toEqual([]);
    expect(Object.keys((JSON.parse(rows.at(-1)?.row ?? '{}') as object)).toSorted()).toEqual(['about', 'area_code', 'content_hash', 'done', 'ended', 'kind', 'owner', 'report', 'run_id', 'seen_at', 'started_at', 'started_by', 'stop_asked', 'total']);
  });
});

import { createRunBoard } from '@zhibu/runtime';
import { findPlaintext } from '../support/find-plaintext';
import { until } from '../support/until';
import { Desk, World, applicants, startWorld } from './world';

const township = '990101100000';

describe('importing applications over HTTP', () => {
  let world: World;
  let desk: Desk;
  const [good, bad, third] = applicants();
  if (good === undefined || bad === undefined || third === undefined) throw new Error('the plan holds too few people');
  const header = '项目,身份证号,姓名,村代码,电话';
  const row = (idNumber: string, name: string, village: string): string => `rural-reward,${idNumber},${name},${village},13800001234`;
  const wrongNumber = `${bad.form.idNumber.slice(0, 17)}${bad.form.idNumber.endsWith('0') ? '1' : '0'}`;
  const file = Buffer.from([header, row(good.form.idNumber, good.form.name, '990101100001'), row(wrongNumber, bad.form.name, '990101100002')].join('\n'), 'utf8');
  const named = (name: string) => ({ 'X-Zhibu-Source-Name': encodeURIComponent(name) });
  const load = (content: Buffer, accept?: string) => desk.file(`/imports/applications?areaCode=${township}`, content, 'text/csv', accept).set(named('register-2016'));

  beforeAll(async () => {
    world = await startWorld();
    desk = await world.desk('caseworker-01');
  });
  afterAll(() => world.stop());

  it('takes the good rows in and says of each bad one what was expected', async () => {
    const answer = await load(file);
    expect(answer.body).toMatchObject({ rows: 2, accepted: 1, unchanged: 0, rejected: 1, problems: [{ rowNo: 3, code: 'resident-id.check-digit' }] });
    await world.settle();
    expect((await desk.read<{ items: unknown[] }>('/applications')).items).toHaveLength(1);
  });

  it('changes nothing when loaded again, and sends the bad rows back as a file', async () => {
    const again = await load(file, 'text/csv');
    expect(again.headers['content-type']).toContain('text/csv');
    expect(again.text.split('\r\n')).toHaveLength(3);
    expect(again.text).toContain('退回原因');
    expect(again.text).toContain(bad.form.name);
    expect((await load(file)).body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 1 });
  });

  it('reports progress as events that end', async () => {
    const answer = await load(file, 'text/event-stream').buffer(true);
    const names = [...answer.text.matchAll(/^event: (\w+)$/gm)].map((match) => match[1]);
    expect(names.slice(0, 2)).toEqual(['started', 'rejected']);
    expect(names.at(-1)).toBe('done');
    expect(answer.text).toContain('"unchanged":1');
  });

  describe('looked at first', () => {
    const preview = (content: Buffer, areaCode = township) => desk.file(`/imports/applications/preview?areaCode=${areaCode}`, content, 'text/csv').set(named('register-2016'));

    it('says what each column is taken for and what is wrong in which cell, and changes nothing', async () => {
      const lines = ['项目,ID Number ,姓名,村代码,备注,self children-ever,申请日期', `rural-reward,${wrongNumber},,990102100001,记,x,2016-13-01`, `rural-reward,${good.form.idNumber},${good.form.name},990101100001,,1,2017-01-01`, `rural-reward,${good.form.idNumber},${good.form.name},990101100001,,2,`];
      const { body, status } = await preview(Buffer.from(lines.join('\n')));
      expect([status, body.columns]).toEqual([200, [
        { header: '项目', field: 'scheme' }, { header: 'ID Number', field: 'idNumber' }, { header: '姓名', field: 'name' }, { header: '村代码', field: 'areaCode' },
        { header: '备注', field: null }, { header: 'self children-ever', field: 'self children-ever' }, { header: '申请日期', field: 'appliedOn' },
      ]]);
      expect([body.missing, body.rows.length, body.rows[0].cells[4]]).toEqual([[], 3, '记']);
      const found = (body.problems as { rowNo: number; column: number | null; code: string }[]).map(({ rowNo, column, code }) => [rowNo, column, code]);
      expect(found).toEqual([[2, 3, 'policy.unknown-area'], [2, 6, 'date.not-a-day'], [2, 5, 'import.fact-value'], [2, 1, 'resident-id.check-digit'], [3, 6, expect.any(String)], [4, 1, 'import.person-twice']]);
      await world.settle();
      expect((await desk.read<{ items: unknown[] }>('/applications')).items).toHaveLength(1);
    });

    it('tells all that is wrong with a row of cells that Excel cut short, in its other cells too', async () => {
      const { body } = await preview(Buffer.from(`项目,身份证号,姓名,村代码,电话,账号,开户行,申请日期\nrural-reward,9.9E+17,某人,990101100001,1.38E+10,6.2E+18,示例银行,2016-13-01`));
      const found = (body.problems as { rowNo: number; column: number | null; code: string }[]).map(({ rowNo, column, code }) => [rowNo, column, code]);
      expect(found).toEqual([[2, 1, 'import.digits-lost'], [2, 4, 'import.digits-lost'], [2, 5, 'import.digits-lost'], [2, 7, 'date.not-a-day']]);
      // The number alone was mended: the account is not taken for a whole one.
      const mended = await load(Buffer.from(`项目,身份证号,姓名,村代码,账号,开户行\nrural-reward,${good.form.idNumber},${good.form.name},990101100001,6.2E+18,示例银行`));
      expect(mended.body).toMatchObject({ accepted: 0, unchanged: 0, rejected: 1, problems: [{ rowNo: 2, code: 'import.digits-lost', field: '账号' }] });
    });

    it('lets somebody say which column is which, and tells nothing of people it knows already', async () => {
      const { body } = await preview(Buffer.from(`项目,号码,姓名,村代码\nrural-reward,${good.form.idNumber},另一人,990101100001`));
      expect([(body.missing as { id: string }[]).map(({ id }) => id), body.problems]).toEqual([['idNumber'], []]);
      // Loading it would say that this is another name: a look that leaves no trace does not.
      const known = await preview(Buffer.from(`项目,身份证号,姓名,村代码\nrural-reward,${good.form.idNumber},另一人,990101100001`));
      expect(known.body.problems).toEqual([]);
    });

    it('is refused outside the own area', async () => expect((await preview(file, '990101101000')).status).toBe(403));
  });

  describe('found again and undone', () => {
    it('lists what came with it, and takes back what nobody has touched, once and no more', async () => {
      const one = await load(Buffer.from([header, row(third.form.idNumber, third.form.name, '990101100003')].join('\n'), 'utf8'));
      const importId = one.body.importId as string;
      // Not over before the list shows all of it.
      const listed = (await desk.read<{ items: { importId: string }[] }>('/imports/applications')).items.find((each) => each.importId === importId);
      expect(listed).toMatchObject({ areaCode: '990101100003', importedBy: 'caseworker-01', state: 'over', applications: 1, untouched: 1, handled: 0, withdrawn: 0 });
      const told = await desk.get(`/imports/applications/${importId}/progress`).buffer(true);
      expect([...told.text.matchAll(/^event: (\w+)$/gm)].map((match) => match[1])).toEqual(['started', 'progress', 'done']);
      const other = await (await world.desk('county-1')).do(`/imports/applications/${importId}/undo`, { reason: '误导入' });
      expect([other.status, other.body.code]).toEqual([403, 'authority.role']);
      const undone = await desk.do(`/imports/applications/${importId}/undo`, { reason: '误导入' });
      expect([undone.status, undone.body]).toEqual([200, { withdrawn: 1, handled: 0 }]);
      expect((await desk.do(`/imports/applications/${importId}/undo`, { reason: '误导入' })).body).toEqual({ withdrawn: 0, handled: 0 });
      expect((await desk.do('/imports/applications/import-none/undo', { reason: '误导入' })).status).toBe(404);
      expect((await desk.get('/imports/applications/import-none/progress')).status).toBe(404);
    });

    it('tells how far undoing is, and that nothing is left to take back', async () => {
      const one = (await desk.read<{ items: { importId: string; untouched: number }[] }>('/imports/applications')).items.find(({ untouched }) => untouched === 1);
      const path = `/imports/applications/${one?.importId ?? ''}`;
      const told = await desk.do(`${path}/undo`, { reason: '误导入' }, { Accept: 'text/event-stream' }).buffer(true);
      expect([...told.text.matchAll(/^event: (\w+)$/gm)].map((match) => match[1])).toEqual(['started', 'progress', 'done']);
      expect(told.text).toContain('"kind":"import-undo","total":1');
      expect(told.text).toContain('"withdrawn":1,"handled":0');
      await world.settle();
      const listed = (await desk.read<{ items: { importId: string }[] }>('/imports/applications')).items.find((each) => each.importId === one?.importId);
      expect(listed).toMatchObject({ state: 'over', phase: 'undo', rows: 1, rowsDone: 1, untouched: 0, withdrawn: 1 });
    });

    it('takes the same row in again after that, and once', async () => {
      const again = Buffer.from([header, row(third.form.idNumber, third.form.name, '990101100003')].join('\n'), 'utf8');
      expect((await load(again)).body).toMatchObject({ accepted: 1, unchanged: 0, rejected: 0 });
      expect((await load(again)).body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 0 });
    });
  });

  describe('behind several processes', () => {
    const key = { 'Idempotency-Key': 'one-file' };
    const send = () => desk.file(`/imports/applications?areaCode=${township}`, file, 'text/csv').set({ ...key, ...named('register-2016') });
    const names = (text: string): readonly (string | undefined)[] => [...text.matchAll(/^event: (\w+)$/gm)].map((match) => match[1]);
    const progress = (importId: string) => desk.get(`/imports/applications/${importId}/progress`).buffer(true);
    const listed = async (importId: string) => (await desk.read<{ items: { importId: string; state: string; rowsDone: number | null }[] }>('/imports/applications')).items.find((each) => each.importId === importId);
    const begun = { kind: 'import', about: 'an import', areaCode: township, startedBy: 'caseworker-01', startedAt: '2016-03-01T01:00:00.000Z', total: 400 } as const;
    const silent = (importId: string) => world.database.pool.query(`update runtime.runs set seen_at = seen_at - interval '1 minute' where run_id = $1`, [importId]);
    let other: ReturnType<typeof createRunBoard>;
    beforeAll(() => {
      other = createRunBoard(world.database.pool, 'another process');
    });

    it('tells the progress of one that another process loads, until its end', async () => {
      const importId = 'import-elsewhere';
      expect(await other.begin({ ...begun, runId: importId })).toBe(true);
      await other.step(importId, 200);
      expect(await listed(importId)).toMatchObject({ state: 'running', phase: 'load', rows: 400, rowsDone: 200, applications: 0 });
      const watched = progress(importId).then((answer) => answer.text);
      await until(async () => (await world.runtime.runBoard.find(importId))?.done === 200);
      await other.end(importId, { rows: 400, accepted: 399, unchanged: 0, rejected: 1 });
      expect([names(await watched).at(-1), await watched]).toEqual(['done', expect.stringContaining('"accepted":399')]);
      expect(await listed(importId)).toBeUndefined();
    });

    it('says that one stopped whose process has ended, and the same file does what is left', async () => {
      const { importId } = (await send()).body as { importId: string };
      await world.database.pool.query(`update runtime.runs set ended = false, report = null, done = 1, owner = 'gone' where run_id = $1`, [importId]);
      await silent(importId);
      expect(await other.find(importId)).toMatchObject({ state: 'stopped', done: 1 });
      expect((await send()).body).toMatchObject({ importId, rows: 2, accepted: 0, unchanged: 1, rejected: 1, problems: [{ rowNo: 3, code: 'resident-id.check-digit' }] });
      expect(await other.find(importId)).toMatchObject({ state: 'over', done: 2, report: { unchanged: 1, rejected: 1 } });
    });

    it('refuses another file, area or name under a key that was used, and reports nothing of the first', async () => {
      const { importId } = (await send()).body as { importId: string };
      const otherFile = Buffer.from([header, row(third.form.idNumber, third.form.name, '990101100003')].join('\n'), 'utf8');
      const asked: readonly (readonly [string, string, Buffer])[] = [['register-2016', township, otherFile], ['register-2016', '990101100001', file], ['register-2017', township, file]];
      for (const [name, areaCode, content] of asked) {
        for (const accept of ['application/json', 'text/event-stream']) {
          const answer = await desk.file(`/imports/applications?areaCode=${areaCode}`, content, 'text/csv', accept).set({ ...key, ...named(name) });
          expect([name, areaCode, accept, answer.status, answer.body.code]).toEqual([name, areaCode, accept, 422, 'command.key-reused']);
        }
      }
      // What came first stands as it ended, and may be sent again.
      expect(await world.runtime.runBoard.find(importId)).toMatchObject({ state: 'over', total: 2 });
      expect((await send()).body).toMatchObject({ importId, unchanged: 1, rejected: 1 });
      // Of two processes that begin at once, one loads its file; the other is refused by what stands in the database.
      expect(await other.begin({ ...begun, runId: importId, contentHash: 'of another file' })).toBe(false);
    });

    it('loads nothing beside a process that is at it, but waits for it', async () => {
      const { importId } = (await send()).body as { importId: string };
      expect(await other.begin({ ...begun, runId: importId })).toBe(true);
      let isAnswered = false;
      const answer = send().then((sent) => {
        isAnswered = true;
        return sent;
      });
      await until(async () => (await world.runtime.runBoard.find(importId))?.state === 'running');
      expect([await world.runtime.runBoard.begin({ ...begun, runId: importId }), isAnswered]).toEqual([false, false]);
      await other.end(importId, { rows: 2, accepted: 1, unchanged: 0, rejected: 1 });
      expect((await answer).body).toMatchObject({ importId, unchanged: 1, rejected: 1 });
    });

    it('says that one which is silent stopped, to whoever watches it', async () => {
      const importId = 'import-silent';
      await other.begin({ ...begun, runId: importId });
      await other.step(importId, 120);
      await silent(importId);
      expect(names((await progress(importId)).text)).toEqual(['started', 'progress', 'stopped']);
      expect(await listed(importId)).toMatchObject({ state: 'stopped', rows: 400, rowsDone: 120 });
      // Who was silent and comes back after another took over says nothing more.
      expect(await world.runtime.runBoard.begin({ ...begun, runId: importId })).toBe(true);
      await other.step(importId, 300);
      await other.end(importId, { rows: 400 });
      expect(await world.runtime.runBoard.find(importId)).toMatchObject({ state: 'running', done: 0, report: null });
      await world.runtime.runBoard.end(importId, null);
      expect((await world.runtime.runBoard.find(importId))?.state).toBe('stopped');
    });

    it('shows one that is under way once, on its own page and with what came with it', async () => {
      interface Listed { items: { importId: string; applications: number; untouched: number; state: string }[]; nextCursor: string | null }
      const pages = async (): Promise<Listed['items']> => {
        const items: Listed['items'] = [];
        for (let cursor: string | null = ''; cursor !== null; ) {
          const page: Listed = await desk.read<Listed>(`/imports/applications?limit=1${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
          items.push(...page.items);
          cursor = page.nextCursor;
        }
        return items;
      };
      await world.settle();
      const before = (await pages()).filter(({ state }) => state === 'over');
      const older = before.at(-1);
      if (older === undefined || before.length < 2) throw new Error('expected several imports that are over');
      const { importId } = older;
      expect(await other.begin({ ...begun, kind: 'import-undo', runId: importId })).toBe(true);
      const expected = { importId, applications: older.applications, untouched: older.untouched };
      expect((await pages()).filter((each) => each.importId === importId)).toMatchObject([{ ...expected, state: 'running' }]);
      await silent(importId);
      expect((await pages()).filter((each) => each.importId === importId)).toMatchObject([{ ...expected, state: 'stopped' }]);
    });

    it('keeps nothing of the rows in the database', async () => {
      const { rows } = await world.database.pool.query<{ row: string }>('select row_to_json(r)::text as row from runtime.runs r');
      expect(rows.length).toBeGreaterThan(2);
      expect(findPlaintext(rows.map(({ row: content }) => content).join('\n'), { number: good.form.idNumber, wrong: wrongNumber, name: good.form.name, other: bad.form.name, file: 'register-2016' })).toEqual([]);
    });
  });

  it('refuses a file of which nobody says what it is called, in words', async () => {
    const unnamed = (headers: Readonly<Record<string, string>>) => desk.file(`/imports/applications?areaCode=${township}`, file, 'text/csv').set(headers);
    for (const [headers, found] of [[{}, '没有'], [named(' '), '空白'], [{ 'X-Zhibu-Source-Name': '%E4%B' }, '编码不正确'], [named('长'.repeat(201)), '201 个字符'], [named('名\u0007册'), '含控制字符']] as const) {
      const { status, body } = await unnamed(headers);
      expect([status, body.code, body.actual]).toEqual([400, 'request.source-name', found]);
    }
  });

  it('refuses a file without its columns, one for another area, and whoever is no caseworker', async () => {
    const columns = await load(Buffer.from('姓名\n某人', 'utf8'));
    expect([columns.status, Array.isArray(columns.body.errors)]).toEqual([422, true]);
    const elsewhere = await desk.file('/imports/applications?areaCode=990101101000', file, 'text/csv').set(named('名册'));
    expect([elsewhere.status, elsewhere.body.code]).toEqual([403, 'authority.area']);
    const reviewer = await (await world.desk('county-1')).file(`/imports/applications?areaCode=${township}`, file, 'text/csv').set(named('名册'));
    expect([reviewer.status, reviewer.body.code]).toEqual([403, 'authority.role']);
  });

  it('writes nothing of the file to the log', () => {
    expect(findPlaintext(world.log(), { number: good.form.idNumber, wrong: wrongNumber, name: good.form.name, other: bad.form.name, file: 'register-2016' })).toEqual([]);
  });
});

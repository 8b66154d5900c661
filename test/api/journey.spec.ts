import { createHash } from 'node:crypto';
import { LocalDate, addDays, formatYuan, instantOf } from '@zhibu/kernel';
import { figures } from '@zhibu/projections';
import { findPlaintext } from '../support/find-plaintext';
import { until } from '../support/until';
import { Desk, World, applicants, applicationOf, startWorld } from './world';

const county = '990101000000';
const village = '990101100001';
const reviewers = ['张建国', '李秀英', '王福生', '陈桂兰', '刘永强'];

interface Batch { status: string; version: number; listHash: string; totalFen: number; byLevel: { level: string; amountFen: number }[]; creditedFen: number; returnedFen: number; pendingFen: number; unknownFen: number; chunksBuilt: number; files: { sha256: string }[] }
interface Line { lineNo: number; personKey: string; areaCode: string; amountFen: number; attempt: number; status: string }

/** People whose history was read along the way. */
const looked: string[] = [];

describe('a year of one township over HTTP', () => {
  let world: World;
  const people = applicants().slice(0, 2);
  const cases: { personKey: string; applicationId: string }[] = [];
  let [batchId, cameIn] = ['', ''];

  beforeAll(async () => {
    world = await startWorld({ workers: true });
  });
  afterAll(() => world.stop());

  const at = (day: LocalDate): void => world.clock.advanceTo(instantOf(day, 9));
  const today = (): LocalDate => world.clock.now().slice(0, 10);
  const statusOf = async (desk: Desk, applicationId: string): Promise<string> => (await desk.get(`/applications/${applicationId}`)).body.status as string;
  const batch = (desk: Desk): Promise<Batch> => desk.read<Batch>(`/batches/${batchId}`);
  const lines = async (desk: Desk): Promise<Line[]> => (await desk.read<{ items: Line[] }>(`/batches/${batchId}/lines`)).items;
  const inState = (desk: Desk, status: string): Promise<void> => until(async () => (await batch(desk)).status === status);

  interface Waiting { applicationId: string; areaCode: string; status: string; stage: string | null; since: string; dueOn: string | null; waitingRoles: string[] }
  const waitingFor = async (userId: string): Promise<Waiting[]> => (await (await world.desk(userId)).read<{ items: Waiting[] }>('/tasks/waiting-for-others')).items;
  const idsOf = (listed: readonly { applicationId: string }[]): string[] => listed.map(({ applicationId }) => applicationId).sort();

  /** Closing is refused until the notice has hung its full time; then somebody closes it, or a worker was first. */
  const passNotices = async (desk: Desk, stage: string): Promise<void> => {
    for (const { applicationId } of cases) await until(async () => (await desk.get(`/applications/${applicationId}`)).body.stage === stage);
    const closing = ({ applicationId }: { applicationId: string }) => desk.do(`/applications/${applicationId}/notices/${stage}/closing`);
    const early = await Promise.all(cases.map(closing));
    expect(early.map(({ status, body }) => [status, body.code])).toEqual(cases.map(() => [409, 'notice.too-short']));
    const shown = await Promise.all(cases.map(({ applicationId }) => desk.read<{ noticeLastDay: string }>(`/applications/${applicationId}`)));
    at(addDays(shown.map(({ noticeLastDay }) => noticeLastDay).sort().at(-1) ?? '', 1));
    const closed = await Promise.all(cases.map(closing));
    expect(closed.filter(({ status, body }) => status !== 200 && !['application.other-stage', 'application.wrong-status'].includes(body.code as string))).toEqual([]);
  };

  it('takes applications in, and a worker checks them', async () => {
    const caseworker = await world.desk('caseworker-01');
    cameIn = today();
    for (const person of people) cases.push(await caseworker.must('/applications', applicationOf(person, village)));
    for (const { applicationId } of cases) await until(async () => (await statusOf(caseworker, applicationId)) === 'in-review');
    expect(await caseworker.read('/procedures/standing?areaPrefix=9901011')).toMatchObject([{ procedureId: 'rural-reward', status: 'in-review', stage: 'village-review', cases: 2, medianDays: 0, longestDays: 0, oldestSince: today() }]);
    const tasks = await (await world.desk('village-01')).read<{ items: { applicationId: string }[] }>('/tasks');
    expect(tasks.items.map(({ applicationId }) => applicationId).sort()).toEqual(cases.map(({ applicationId }) => applicationId).sort());
  });

  it('lists a case for everybody in the area whom it does not wait for, without names', async () => {
    const [caseworker, finance] = [await world.desk('caseworker-01'), await world.desk('finance-1')];
    const waiting = await waitingFor('caseworker-01');
    expect(idsOf(waiting)).toEqual(idsOf(cases));
    for (const row of waiting) expect(row).toMatchObject({ areaCode: village, status: 'in-review', stage: 'village-review', since: cameIn, dueOn: expect.stringMatching(/^2016-/), waitingRoles: ['village-reviewer'] });
    for (const { form } of people) expect(findPlaintext(JSON.stringify(waiting), { name: form.name, number: form.idNumber })).toEqual([]);
    for (const userId of ['township-01a', 'county-1', 'inspector']) expect([userId, idsOf(await waitingFor(userId))]).toEqual([userId, idsOf(cases)]);
    // Theirs to do, and another township.
    for (const userId of ['village-01', 'caseworker-02', 'village-02']) expect([userId, await waitingFor(userId)]).toEqual([userId, []]);
    const refused = await Promise.all([finance, await world.desk('admin')].map((desk) => desk.get('/tasks/waiting-for-others')));
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([[403, 'authority.role'], [403, 'authority.role']]);
    const first = await caseworker.read<{ items: Waiting[]; nextCursor: string }>('/tasks/waiting-for-others?limit=1');
    const second = await caseworker.read<{ items: Waiting[]; nextCursor: string | null }>(`/tasks/waiting-for-others?limit=1&cursor=${first.nextCursor}`);
    expect([idsOf([...first.items, ...second.items]), second.nextCursor]).toEqual([idsOf(cases), null]);
  });

  it('is reviewed at three levels, by different people, with a notice after each', async () => {
    const [villager, a, b, countyDesk] = await Promise.all(['village-01', 'township-01a', 'township-01b', 'county-1'].map((user) => world.desk(user))) as [Desk, Desk, Desk, Desk];
    for (const { applicationId } of cases) {
      const path = `/applications/${applicationId}`;
      const few = await villager.do(`${path}/decisions`, { stage: 'village-review', outcome: 'approved', reasons: [], note: '', reviewers: reviewers.slice(0, 4) });
      expect([few.status, few.body.code]).toEqual([422, 'stage.reviewers']);
      await villager.must(`${path}/decisions`, { stage: 'village-review', outcome: 'approved', reasons: [], note: '', reviewers });
    }
    const hanging = async (): Promise<{ name: string; idNumber: string }[]> => (await villager.read<{ items: { name: string; idNumber: string }[] }>('/notices')).items;
    await until(async () => (await hanging()).length === cases.length);
    expect(JSON.stringify(await hanging())).not.toContain(people[0]?.form.idNumber);
    const [list] = await villager.read<{ postedOn: string; lastDay: string }[]>('/notices/running');
    expect(list).toMatchObject({ scheme: 'rural-reward', stage: 'village-notice', level: 'village', boardArea: village, dayKind: 'working', days: 7, daysHung: 0, daysLeft: 7, entries: cases.length, held: 0, whole: true });
    const onList = async (stage: string): Promise<number> => (await villager.read<{ items: unknown[] }>(`/notices?stage=${stage}&boardArea=${village}&postedOn=${list?.postedOn ?? ''}&lastDay=${list?.lastDay ?? ''}`)).items.length;
    expect([await onList('village-notice'), await onList('county-notice')]).toEqual([cases.length, 0]);
    const objected = `/applications/${cases[0]?.applicationId ?? ''}`;
    const seen = () => villager.read<{ openObjectionIds: string[]; officers: { userId: string; displayName: string }[] }>(objected);
    // A running notice waits for nobody, so for others of everybody; whoever resolves an objection has it to do.
    expect(await waitingFor('village-01')).toMatchObject(cases.map(() => ({ status: 'in-notice', stage: 'village-notice', since: list?.postedOn, dueOn: list?.lastDay, waitingRoles: [] })));
    await villager.must(`${objected}/objections`, { objectionId: 'objection-1', statement: '人户分离' });
    await until(async () => (await seen()).openObjectionIds.length > 0);
    expect(await seen()).toMatchObject({ openObjectionIds: ['objection-1'], officers: [{ userId: 'village-01', displayName: expect.stringMatching(/./) }] });
    expect(await villager.read('/notices/running')).toMatchObject([{ entries: cases.length, held: 1 }]);
    expect([idsOf(await waitingFor('village-01')), idsOf(await waitingFor('caseworker-01'))]).toEqual([idsOf(cases.slice(1)), idsOf(cases)]);
    await villager.must(`${objected}/objections/objection-1/resolution`, { upheld: false, note: '入户核实，常住本村' });
    await until(async () => (await seen()).openObjectionIds.length === 0);
    await passNotices(villager, 'village-notice');
    for (const { applicationId } of cases) {
      const path = `/applications/${applicationId}`;
      await a.must(`${path}/signatures`, { stage: 'township-review', opinion: 'agree', note: '入户核实' });
      const twice = await a.do(`${path}/signatures`, { stage: 'township-review', opinion: 'agree', note: '入户核实' });
      expect([twice.status, twice.body.code]).toEqual([403, 'duty.same-signer']);
      await b.must(`${path}/signatures`, { stage: 'township-review', opinion: 'agree', note: '入户核实' });
      await a.must(`${path}/decisions`, { stage: 'township-review', outcome: 'approved', reasons: [], note: '', reviewers: [] });
    }
    await passNotices(a, 'township-notice');
    for (const { applicationId } of cases) await countyDesk.must(`/applications/${applicationId}/decisions`, { stage: 'county-confirmation', outcome: 'approved', reasons: [], note: '', reviewers: [] });
    await passNotices(countyDesk, 'county-notice');
    for (const { applicationId } of cases) await until(async () => (await statusOf(countyDesk, applicationId)) === 'confirmed');
    expect(await waitingFor('caseworker-01')).toEqual([]);
  });

  it('counts where the cases stand and for how long', async () => {
    const standing = await (await world.desk('inspector')).read<{ status: string; stage: string | null; cases: number; longestDays: number | null }[]>('/procedures/standing?scheme=rural-reward');
    expect(standing).toMatchObject([{ status: 'confirmed', stage: null, cases: cases.length, medianDays: null, longestDays: null, oldestSince: null }]);
    expect((await (await world.desk('finance-1')).get('/procedures/standing')).status).toBe(403);
    expect((await (await world.desk('caseworker-02')).read<unknown[]>('/procedures/standing'))).toEqual([]);
  });

  it('starts the rights by itself, builds a batch in the background and shows how far it is', async () => {
    const finance = await world.desk('finance-1');
    await until(async () => (await finance.read<{ items: unknown[] }>('/entitlements?status=active')).items.length === cases.length);
    at('2016-07-11');
    batchId = (await finance.must<{ batchId: string }>('/batches', { scheme: 'rural-reward', areaCode: county, period: '2016' })).batchId;
    await until(async () => (await finance.get(`/batches/${batchId}`)).status === 200);
    const progress = await finance.get(`/batches/${batchId}/progress`).buffer(true);
    expect(progress.headers['content-type']).toContain('text/event-stream');
    expect(progress.text).toMatch(/event: done\ndata: .*"chunksBuilt":1/);
    const listed = await lines(finance);
    expect(listed.map(({ status }) => status)).toEqual(['pending', 'pending']);
    // What a right is worth by its page is what the list pays for it.
    for (const { entitlementId } of (await finance.read<{ items: { entitlementId: string }[] }>('/entitlements')).items) {
      const { totalFen, components } = await finance.read<{ totalFen: number; components: { amountFen: number; source: string }[] }>(`/entitlements/${entitlementId}/amounts?year=2016`);
      expect([components.reduce((sum, { amountFen }) => sum + amountFen, 0), components.every(({ source }) => source !== '')]).toEqual([totalFen, true]);
      expect(listed.map(({ amountFen }) => amountFen)).toContain(totalFen);
    }
  });

  /** A new role does not help: who prepared a list does not approve it, and nobody holds both roles at once. */
  const refusedAfterPromotion = async (listHash: string): Promise<void> => {
    const [finance, admin] = [await world.desk('finance-1'), await world.desk('admin')];
    const grants = (...roles: string[]) => ({ roles: roles.map((role) => ({ role, areaCode: county })), reason: '轮岗' });
    const both = await admin.put('/users/finance-1/roles', grants('finance-preparer', 'finance-approver'));
    expect([both.status, both.body.code]).toEqual([403, 'duty.incompatible-roles']);
    expect((await admin.put('/users/finance-1/roles', grants('finance-approver'))).status).toBe(200);
    const promoted = await finance.do(`/batches/${batchId}/approvals`, { listHash });
    expect([promoted.status, promoted.body.code]).toEqual([403, 'duty.prepared-and-approves']);
    expect((await admin.put('/users/finance-1/roles', grants('finance-preparer'))).status).toBe(200);
  };

  it('is frozen and submitted by one and approved by another', async () => {
    const [finance, approver] = [await world.desk('finance-1'), await world.desk('finance-2')];
    await finance.must(`/batches/${batchId}/freezing`);
    await inState(finance, 'frozen');
    const { byLevel, listHash, totalFen } = await batch(finance);
    expect(totalFen).toBe((await lines(finance)).reduce((sum, line) => sum + line.amountFen, 0));
    for (const { level, amountFen } of byLevel.filter((part) => part.amountFen > 0)) {
      await finance.must('/funds/receipts', { scheme: 'rural-reward', areaCode: county, year: 2016, level, amountFen, receiptNo: `receipt-${level}`, receivedOn: today(), document: '示例财社〔2016〕1号' });
    }
    await finance.must(`/batches/${batchId}/submission`);
    const own = await finance.do(`/batches/${batchId}/approvals`, { listHash });
    expect([own.status, own.body.code]).toEqual([403, 'authority.role']);
    await refusedAfterPromotion(listHash);
    const confirmer = await (await world.desk('county-1')).do(`/batches/${batchId}/approvals`, { listHash });
    expect(confirmer.status).toBe(403);
    const other = await approver.do(`/batches/${batchId}/approvals`, { listHash: 'f'.repeat(64) });
    expect([other.status, other.body.code]).toEqual([409, 'batch.hash-changed']);
    await approver.must(`/batches/${batchId}/approvals`, { listHash });
    await inState(finance, 'funded');
  });

  it('settles what the bank answers line by line, and once', async () => {
    const finance = await world.desk('finance-1');
    const file = await finance.must<{ fileNo: number; lines: number }>(`/batches/${batchId}/files`);
    expect(file).toMatchObject({ fileNo: 1, lines: 2 });
    const path = `/batches/${batchId}/files/1/looks`;
    const taken = await finance.ask(path, { reason: '送银行' }).responseType('blob');
    expect([taken.status, taken.headers['cache-control'], taken.headers['content-disposition']]).toEqual([200, 'no-store', `attachment; filename="${batchId}.1.txt"`]);
    expect(createHash('sha256').update(taken.body as Buffer).digest('hex')).toBe((await batch(finance)).files[0]?.sha256);
    const recorded: unknown[] = [];
    for await (const { type, data } of world.runtime.eventStore.readStream(`batch-${batchId}`)) if (type === 'BatchFileTaken') recorded.push(data);
    expect(recorded).toEqual([{ batchId, fileNo: 1, reason: '送银行', takenOn: today(), takenBy: ['finance-1'] }]);
    expect((await finance.ask(path, {})).status).toBe(400);
    expect((await finance.get(`/batches/${batchId}/files/1?reason=x`)).status).toBe(404);
    expect((await finance.ask(`/batches/${batchId}/files/9/looks`, { reason: 'x' })).status).toBe(422);
    for (const userId of ['county-1', 'inspector']) expect((await (await world.desk(userId)).ask(path, { reason: 'x' })).status).toBe(403);
    await finance.must(`/batches/${batchId}/sendings`, { fileNo: 1, bankReference: '示例行-1' });
    const sent = await lines(finance);
    const wrong = await upload(finance, batchId, answerOf(batchId, 1, sent, ['成功', '失败'], 1));
    expect([wrong.status, wrong.body.code]).toEqual([422, 'return-file.total-differs']);
    const answer = answerOf(batchId, 1, sent, ['成功', '失败'], 0);
    const first = await upload(finance, batchId, answer);
    expect(first.body).toMatchObject({ credited: 1, returned: 1, unknown: 0, exceptions: 0 });
    const again = await upload(finance, batchId, answer);
    expect(again.body).toMatchObject({ credited: 1, returned: 1, returnFileId: first.body.returnFileId });
    await world.settle();
    const after = await batch(finance);
    expect(after.creditedFen + after.returnedFen + after.pendingFen + after.unknownFen).toBe(after.totalFen);
    expect((await lines(finance)).map(({ status }) => status)).toEqual(['credited', 'returned']);
  });

  it('reissues the returned line to a corrected account and closes', async () => {
    const [finance, caseworker] = [await world.desk('finance-1'), await world.desk('caseworker-01')];
    const returned = (await lines(finance)).find(({ status }) => status === 'returned');
    const index = cases.findIndex(({ personKey }) => personKey === returned?.personKey);
    const person = people[index];
    if (returned === undefined || person === undefined) throw new Error('no line came back');
    const waiting = async (userId: string): Promise<readonly unknown[]> => (await (await world.desk(userId)).read<{ items: readonly unknown[] }>('/tasks/returned-money')).items;
    const { personKey, areaCode, amountFen } = returned;
    expect(await waiting('caseworker-01')).toMatchObject([{ batchId, lineNo: returned.lineNo, personKey, areaCode, amountFen, settledOn: today() }]);
    expect(await waiting('caseworker-02')).toEqual([]);
    await caseworker.must(`/people/${personKey}/accounts`, { ...person.newAccount, validFrom: today() });
    await world.settle();
    // From here it waits for finance.
    expect(await waiting('caseworker-01')).toEqual([]);
    at(addDays(today(), 3));
    const { waiting: instructions } = await finance.must<{ waiting: string[] }>(`/batches/${batchId}/reissues`, { lines: [returned.lineNo], reason: '账户已更正' });
    expect(instructions).toEqual([`${returned.lineNo}/2`]);
    const decision = { instructions, reason: '已电话核对' };
    expect((await finance.do(`/batches/${batchId}/files`)).body.code).toBe('file.nothing-to-write');
    expect((await finance.do(`/batches/${batchId}/reissue-approvals`, decision)).status).toBe(403);
    const approver = await world.desk('finance-2');
    const proposals = await approver.get(`/batches/${batchId}/reissue-proposals`);
    expect(proposals.body).toMatchObject([{ instruction: instructions[0], accountRecordedBy: ['caseworker-01'], proposedBy: ['finance-1'] }]);
    expect(JSON.stringify(proposals.body)).not.toContain(person.newAccount.accountNumber);
    await approver.must(`/batches/${batchId}/reissue-approvals`, decision);
    await finance.must(`/batches/${batchId}/files`);
    await finance.must(`/batches/${batchId}/sendings`, { fileNo: 2, bankReference: '示例行-2' });
    const second = answerOf(batchId, 2, [{ ...returned, attempt: 2 }], ['成功'], 0);
    expect((await upload(finance, batchId, second)).body).toMatchObject({ credited: 1, returned: 0 });
    await world.settle();
    await finance.must(`/batches/${batchId}/closing`);
    await world.settle();
    const inspector = await world.desk('inspector');
    const history = await inspector.do('/replay/timeline', { subject: { personKey: returned.personKey }, reason: '信访复核' });
    looked.push(returned.personKey, returned.personKey);
    const told = history.body as readonly { type: string; who: { userId: string }; what: { en: string } }[];
    expect(told.filter(({ type }) => type === 'BatchApproved' || type === 'BatchReissueApproved').map(({ who }) => who.userId)).toEqual(['finance-2', 'finance-2']);
    expect(told.filter(({ type }) => type === 'BatchSent')).toHaveLength(2);
    const state = await inspector.do('/replay/state', { subject: { personKey: returned.personKey }, reason: '信访复核', moment: { knownAt: world.clock.now(), inForceOn: today() } });
    const payment = (state.body as { lines: readonly { key: string; value: { en: string } }[] }).lines.find(({ key }) => key === `payment/${batchId}/${returned.lineNo}`);
    expect(payment?.value.en).toMatch(/attempt 2, credited$/);
    await inState(finance, 'closed');
  });

  it('lets two officers settle what the bank takes back after the closing', async () => {
    const [finance, approver] = [await world.desk('finance-1'), await world.desk('finance-2')];
    const credited = (await lines(finance)).find(({ status, attempt }) => status === 'credited' && attempt === 1);
    if (credited === undefined) throw new Error('expected a line that was credited at once');
    const path = `/batches/${batchId}/lines/${credited.lineNo}`;
    expect((await upload(finance, batchId, answerOf(batchId, 1, [credited], ['失败'], 0))).body).toMatchObject({ exceptions: 1 });
    await world.settle();
    const open = async () => (await finance.read<{ items: { batchId: string; kind: string; resolution: string | null }[] }>('/payment-exceptions?state=open&kind=reversed')).items;
    expect(await open()).toMatchObject([{ batchId, kind: 'reversed', resolution: null }]);
    expect((await finance.do(`${path}/reconciliations`, { outcome: 'credited', creditedOn: '2999-01-01', evidence: '对账单' })).status).toBe(422);
    expect((await finance.do(`${path}/reconciliations`, { outcome: 'paid', creditedOn: null, evidence: '' })).status).toBe(400);
    const proposed = await finance.must<{ reconciliation: number }>(`${path}/reconciliations`, { outcome: 'credited', creditedOn: today(), evidence: '对账单：冲回后再次入账' });
    const approval = `${path}/reconciliations/${proposed.reconciliation}/approval`;
    expect((await finance.do(approval)).body).toMatchObject({ code: 'authority.role' });
    expect((await approver.ask(`${path}/reconciliation/looks`, {})).status).toBe(400);
    expect((await approver.ask(`${path}/reconciliation/looks`, { reason: '审批前核对' })).body).toMatchObject({ evidence: '对账单：冲回后再次入账', decidedBy: ['finance-1'], outcome: 'credited' });
    expect((await (await world.desk('caseworker-01')).ask(`${path}/reconciliation/looks`, { reason: 'x' })).status).toBe(403);
    await approver.must(approval);
    await world.settle();
    expect(await open()).toEqual([]);
    const after = await batch(finance);
    expect([after.creditedFen, after.unknownFen]).toEqual([after.totalFen, 0]);
  });

  it('shows the rates and replays the person, with every look on record', async () => {
    const inspector = await world.desk('inspector');
    const rates = await inspector.read<{ scheme: string }[]>(`/rates?year=2016&areaCode=${county}`);
    expect(rates.find(({ scheme }) => scheme === 'rural-reward')).toMatchObject({
      disbursementAccuracy: { count: { numerator: 2, denominator: 2, percent: '100.00%' } },
      creditSuccess: { count: { numerator: 2, denominator: 3, percent: '66.66%' } },
    });
    const personKey = cases[0]?.personKey ?? '';
    const timeline = await inspector.ask('/replay/timeline', { subject: { personKey }, reason: '年度检查' });
    const types = (timeline.body as { type: string }[]).map(({ type }) => type);
    for (const type of ['PersonRegistered', 'EligibilityChecked', 'StageDecided', 'ApplicationConfirmed', 'EntitlementGranted', 'DuesClaimed']) expect(types).toContain(type);
    const before = { knownAt: '2016-01-06T00:00:00.000Z', inForceOn: '2016-01-06' };
    const state = await inspector.ask('/replay/state', { subject: { personKey }, reason: '年度检查', moment: before });
    expect(state.body).toMatchObject({ personKey, ...before });
    const changes = await inspector.ask('/replay/changes', { subject: { personKey }, reason: '年度检查', before, after: { knownAt: world.clock.now(), inForceOn: today() } });
    expect((changes.body as { key: string }[]).map(({ key }) => key)).toContain('ledger/rural-reward');
    const history = await inspector.ask('/replay/events', { subject: { personKey }, reason: '年度检查' });
    const recorded = history.body as { personKey: string; events: readonly { type: string; data: object }[]; areas: readonly { name: { zh: string } }[] };
    expect(recorded.personKey).toBe(personKey);
    for (const type of types) expect(recorded.events.map((event) => event.type)).toContain(type);
    expect(recorded.areas.map(({ name }) => name.zh)).toContainEqual(expect.stringContaining('示例县'));
    const contents = JSON.stringify(recorded.events.map(({ data }) => data));
    expect(cases.filter((other) => other.personKey !== personKey && contents.includes(other.personKey))).toEqual([]);
    expect(contents).not.toMatch(/\d{17}[\dX]/);
    const executed = (await inspector.ask('/replay/executions', { subject: { personKey }, reason: '年度检查' })).body as { kind: string; outcome: string }[];
    expect(new Set(executed.map(({ kind }) => kind))).toEqual(new Set(['eligibility', 'review', 'grant', 'amount', 'list', 'approval']));
    expect(executed.filter(({ outcome }) => outcome !== 'same')).toEqual([]);
    await world.settle();
    expect((await inspector.read<{ items: { what: string }[] }>(`/access-log?personKey=${personKey}`)).items.map(({ what }) => what).filter((what) => what === 'history')).toEqual(Array(5 + looked.filter((key) => key === personKey).length).fill('history'));
  });

  it('gives the rates over time and by area, and the people behind them, who are recorded as shown', async () => {
    const inspector = await world.desk('inspector');
    const query = `year=2016&areaCode=${county}&on=${today()}`;
    const [now, days, areas] = await Promise.all([inspector.read<unknown[]>(`/rates?${query}`), inspector.read<{ on: string; rates: unknown[] }[]>(`/rates/over-time?${query}`), inspector.read<{ areaCode: string; rates: unknown[] }[]>(`/rates/by-area?${query}`)]);
    expect(days.at(-1)).toEqual({ on: today(), rates: now });
    expect(await inspector.read(`/rates/years?areaCode=${county}`)).toEqual([{ year: 2016 }]);
    for (const { areaCode, rates } of areas) expect([areaCode, rates]).toEqual([areaCode, await inspector.read(`/rates?year=2016&areaCode=${areaCode}&on=${today()}`)]);
    const behind = (figure: string, share: string) => inspector.read<{ items: { personKey: string; numerator: number; denominator: number }[] }>(`/rates/people?${query}&scheme=rural-reward&figure=${figure}&share=${share}`);
    expect((await behind('credit-success', 'all')).items.map(({ numerator, denominator }) => [numerator, denominator]).sort()).toEqual([[1, 1], [1, 2]]);
    expect((await behind('people-paid', 'missing')).items).toEqual([]);
    // As it was known on the day when the applications came in, and as today knows it.
    expect(await inspector.read(`/rates?${query}&knownOn=${today()}`)).toEqual(now);
    const [atFirst, newestKnown, areasThen] = await Promise.all([inspector.read<{ scheme: string; coverage: object; creditSuccess: object }[]>(`/rates?${query}&knownOn=${cameIn}`), inspector.read<{ on: string }[]>(`/rates/over-time?year=2016&areaCode=${county}&knownOn=${cameIn}`), inspector.read<{ rates: object[] }[]>(`/rates/by-area?${query}&knownOn=2015-12-31`)]);
    expect(atFirst.find(({ scheme }) => scheme === 'rural-reward')).toMatchObject({ coverage: { numerator: 0, denominator: cases.length }, creditSuccess: { count: { denominator: 0, percent: 'n/a' } } });
    expect([newestKnown.at(-1)?.on, areasThen]).toEqual([cameIn, []]);
    expect((await inspector.read<{ items: object[] }>(`/rates/people?${query}&scheme=rural-reward&figure=credit-success&knownOn=${cameIn}`)).items).toEqual([]);
    expect((await inspector.get(`/rates?${query}&knownOn=2016-02-30`)).status).toBe(400);
    const { items: shown } = await behind('coverage', 'counted');
    expect(shown.map(({ personKey }) => personKey).sort()).toEqual(cases.map(({ personKey }) => personKey).sort());
    await world.settle();
    expect((await inspector.read<{ items: { what: string }[] }>(`/access-log?personKey=${cases[0]?.personKey ?? ''}&viewedBy=inspector`)).items.map(({ what }) => what)).toContain('list');
    const admin = await world.desk('admin');
    expect((await admin.get(`/rates/over-time?${query}`)).status).toBe(200);
    expect((await admin.get(`/rates/people?${query}&scheme=rural-reward&figure=coverage`)).body).toMatchObject({ code: 'authority.role' });
    expect((await (await world.desk('caseworker-02')).get(`/rates/people?${query}&scheme=rural-reward&figure=coverage`)).body).toMatchObject({ code: 'authority.area' });
    // Finance sees those whom it pays; who was refused, and what an audit found of whom, is none of its business.
    const finance = await world.desk('finance-1');
    const asked = await Promise.all(figures.map(async (figure) => [figure, (await finance.get(`/rates/people?${query}&scheme=rural-reward&figure=${figure}`)).body.code] as const));
    expect(asked.filter(([, code]) => code !== undefined)).toEqual([['coverage', 'authority.role'], ['refused-despite-yes', 'authority.role'], ['decision-accuracy', 'authority.role']]);
    expect((await (await world.desk('county-1')).get(`/rates/people?${query}&scheme=rural-reward&figure=refused-despite-yes`)).status).toBe(200);
  });
});

/** The demo bank's answer as a file; `offFen` spoils its stated total. */
const answerOf = (batchId: string, fileNo: number, lines: readonly Line[], words: readonly string[], offFen: number): string => {
  const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0) + offFen;
  const rows = lines.map(({ lineNo, attempt, amountFen }, index) => [index + 1, `${batchId}/${lineNo}/${attempt}`, words[index], words[index] === '失败' ? '账户已销户' : '', formatYuan(amountFen)].join('|'));
  return ['\uFEFF' + [batchId, fileNo, lines.length, formatYuan(totalFen)].join('|'), '序号|指令号|状态|原因|金额', ...rows, ''].join('\r\n');
};

const upload = (desk: Desk, batchId: string, content: string) =>
  desk.file(`/returns?batchId=${batchId}`, Buffer.from(content, 'utf8'), 'application/octet-stream');

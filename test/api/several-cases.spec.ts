import { demoPlan, scaledNumbers } from '@zhibu/demo';
import { createRunBoard } from '@zhibu/runtime';
import { findPlaintext } from '../support/find-plaintext';
import { until } from '../support/until';
import { Desk, World, applicationOf, startWorld } from './world';

const [village, elsewhere] = ['990101100001', '990101101001'];
const reviewers = ['张建国', '李秀英', '王福生', '陈桂兰', '刘永强'];
const note = '逐件评议，一致同意';

interface Run { runId: string; state: string; total: number; done: number; handled: number | null; refused: number | null; left: number | null }
interface Told { event: string; data: { applicationId?: string; problem?: { code: string } | null; handled?: number } }
type Case = Readonly<Record<'applicationId' | 'status', string>> & { readonly version: number };

describe('several cases of one stage over HTTP', () => {
  let world: World;
  let villager: Desk;
  const people = demoPlan(scaledNumbers(5), 20_160_101).filter(({ scheme, story }) => scheme === 'rural-reward' && story === 'confirmed');
  let used = 0;

  beforeAll(async () => {
    world = await startWorld({ workers: true });
    villager = await world.desk('village-01');
  });
  afterAll(() => world.stop());

  /** So many cases that wait for the village. */
  const cases = async (count: number, areaCode = village): Promise<Case[]> => {
    const caseworker = await world.desk(areaCode === village ? 'caseworker-01' : 'caseworker-02');
    // The lists follow at a short distance.
    const read = async (applicationId: string): Promise<Case> => (await caseworker.get(`/applications/${applicationId}`)).body as Case;
    const made: Case[] = [];
    for (const person of people.slice(used, (used += count))) {
      const { applicationId } = await caseworker.must<{ applicationId: string }>('/applications', applicationOf(person, areaCode));
      await until(async () => (await read(applicationId)).status === 'in-review');
      made.push(await read(applicationId));
    }
    return made;
  };
  const approving = (several: readonly Case[]) => ({ stage: 'village-review', what: 'approved', reasons: [], note, reviewers, cases: several.map(({ applicationId, version }) => ({ applicationId, version })) });
  const follow = async (runId: string, desk = villager): Promise<Told[]> => {
    const { text } = await desk.get(`/tasks/several/${runId}/progress`).buffer(true);
    return [...text.matchAll(/^event: (\S+)\ndata: (.*)$/gm)].map(([, event = '', data = '']) => ({ event, data: JSON.parse(data) as Told['data'] }));
  };
  const told = (events: readonly Told[]) => events.flatMap(({ event, data }) => (event === 'case' ? [[data.applicationId, data.problem?.code ?? null]] : []));
  const mine = (desk = villager): Promise<Run[]> => desk.read<unknown>('/tasks/several') as Promise<Run[]>;
  const statuses = async (several: readonly Case[]): Promise<string[]> => Promise.all(several.map(async ({ applicationId }) => (await villager.read<Case>(`/applications/${applicationId}`)).status));

  it('decides each by itself; what was changed meanwhile, or is none of theirs, is refused with its case and stops nothing', async () => {
    const [first, second, third, foreign] = [...await cases(3), ...await cases(1, elsewhere)] as [Case, Case, Case, Case];
    const changed = { ...second, version: second.version - 1 };
    const begun = await villager.do('/tasks/several', approving([first, changed, foreign, third]));
    expect([begun.status, begun.body.total]).toEqual([200, 4]);
    const runId = begun.body.runId as string;
    const events = await follow(runId);
    expect(told(events)).toEqual([[first.applicationId, null], [second.applicationId, 'command.version-conflict'], [foreign.applicationId, 'application.not-found'], [third.applicationId, null]]);
    expect([events[0]?.event, events.at(-1)]).toEqual(['started', { event: 'done', data: { runId, handled: 2, refused: 2, left: 0 } }]);
    // Over when the lists show it.
    const waiting = await villager.read<{ items: Case[] }>('/tasks');
    expect(waiting.items.map(({ applicationId }) => applicationId)).toEqual([second.applicationId]);
    expect(await statuses([first, second, third])).toEqual(['in-notice', 'in-review', 'in-notice']);
    expect((await mine())[0]).toMatchObject({ runId, state: 'over', total: 4, done: 4, handled: 2, refused: 2, left: 0 });
  });

  it('is nobody else\'s to see or to stop', async () => {
    const runId = (await mine())[0]?.runId ?? '';
    const other = await world.desk('village-02');
    expect(await mine(other)).toEqual([]);
    expect([(await other.get(`/tasks/several/${runId}/progress`)).status, (await other.ask(`/tasks/several/${runId}/stop`, {})).status]).toEqual([404, 404]);
    expect((await villager.get('/tasks/several/several-none/progress')).status).toBe(404);
  });

  it('does nothing twice when asked again under the same key, and refuses anything else under it', async () => {
    const several = await cases(2);
    const key = { 'Idempotency-Key': 'several-once' };
    const { body } = await villager.do('/tasks/several', approving(several), key);
    await follow(body.runId as string);
    const again = await villager.do('/tasks/several', approving(several), key);
    expect([again.status, again.body.runId]).toEqual([200, body.runId]);
    expect((await follow(body.runId as string)).at(-1)?.data).toMatchObject({ handled: 2, refused: 0 });
    const decided: string[] = [];
    for await (const { type, meta: { stream } } of world.runtime.eventStore.readAll()) if (type === 'StageDecided' && several.some(({ applicationId }) => stream.endsWith(applicationId))) decided.push(stream);
    expect([decided.length, new Set(decided).size]).toEqual([2, 2]);
    const other = await villager.do('/tasks/several', { ...approving(several), note: 'another' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'command.key-reused']);
  });

  it('is told to stop in whichever process it is, and says what is left', async () => {
    const there = createRunBoard(world.database.pool, 'another process');
    const begun = { runId: 'several-elsewhere', kind: 'several-cases', about: 'village-01', areaCode: village, startedBy: 'village-01', startedAt: world.clock.now(), total: 3 } as const;
    expect([await there.begin(begun), await there.step(begun.runId, 1)]).toEqual([true, false]);
    const stopped = await villager.ask(`/tasks/several/${begun.runId}/stop`, {});
    expect([stopped.status, stopped.body]).toMatchObject([200, { runId: begun.runId, state: 'running', done: 1 }]);
    expect(await there.step(begun.runId, 2)).toBe(true);
    await there.end(begun.runId, { handled: 2, refused: 0, left: 1 }, 2);
    expect((await mine()).find(({ runId }) => runId === begun.runId)).toMatchObject({ state: 'over', done: 2, handled: 2, left: 1 });
    expect((await follow(begun.runId)).map(({ event }) => event)).toEqual(['started', 'progress', 'done']);
  });

  it('keeps neither names nor notes nor cases on the board', async () => {
    const { rows } = await world.database.pool.query<{ row: string }>('select row_to_json(r)::text as row from runtime.runs r');
    expect(rows.length).toBeGreaterThan(2);
    const one = (await villager.read<{ items: Case[] }>('/applications?limit=1')).items[0]?.applicationId ?? '';
    expect(findPlaintext(rows.map(({ row }) => row).join('\n'), { note, reviewer: '张建国', case: one })).toEqual([]);
  });

  it('refuses in words what it cannot take', async () => {
    const answers = await Promise.all([{ ...approving([]), what: 'perhaps' }, { ...approving([]), cases: [{ applicationId: 'x', version: 0 }] }].map((body) => villager.do('/tasks/several', body)));
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([[400, 'request.invalid'], [400, 'request.invalid']]);
  });
});

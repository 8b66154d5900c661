import * as fc from 'fast-check';
import { Procedure } from '@zhibu/domain';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { Checkpoint } from '@zhibu/kernel';
import {
  AreaScope, CursorRefused, Page, PageRequest, ProjectionRunner, ReadModelQueries, createBatchHistory, createDueEntitlements, createOutstandingWork, createProjectionRunner,
  createProjections, createQueries, createSubjectIndex, scopeOf,
} from '@zhibu/projections';
import { TestDatabase, createTestDatabase } from '../support/database';
import { history } from './histories';
import { plainCodec, record } from './support';

const nation = scopeOf(['000000000000']);
const township = scopeOf(['990101100000']);

const title = { zh: '', en: '' };
const procedure: Procedure = {
  id: 'p', version: 1, title, schemes: [], reasons: {}, onIneligible: 'refuse', onUnknown: 'return',
  stages: [{ id: 'village-review', kind: 'review', level: 'village', title, roles: ['caseworker'], namedReviewersMin: 0, signaturesMin: 0, deadlineWorkingDays: null, returnTo: null }],
};

describe('lists of the read models', () => {
  const store = createMemoryEventStore();
  let database: TestDatabase;
  let runner: ProjectionRunner;
  let queries: ReadModelQueries;

  beforeAll(async () => {
    database = await createTestDatabase(14);
    for (const { stream, event, recordedAt } of fc.sample(history(300), { numRuns: 150, seed: 11 }).flat()) await record(store, stream, [event], recordedAt);
    runner = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections: createProjections(() => procedure) });
    await runner.start();
    expect(await runner.waitFor((await store.head()) as Checkpoint, { timeoutMs: 20_000 })).toEqual({ reached: true });
    queries = createQueries({ db: database.pool });
  }, 60_000);
  afterAll(async () => {
    await runner.stop();
    await database.drop();
  });

  const lists = (): Record<string, (scope: AreaScope, page: PageRequest) => Promise<Page<object>>> => ({
    people: (scope, page) => queries.people.search({ scope, ...page }),
    peopleByName: (scope, page) => queries.people.search({ scope, namePrefix: '甲·', idEnd: '017', areaPrefix: '9901', ...page }),
    accounts: (scope, page) => queries.people.accountsOf({ scope, personKey: 'person-key-1', ...page }),
    cases: (scope, page) => queries.cases.list({ scope, ...page }),
    tasks: (scope, page) => queries.cases.tasks({ scope, grants: [{ role: 'caseworker', areaCode: '990101000000' }], exceptActedBy: ['u9'], ...page }),
    waitingForOthers: (scope, page) => queries.cases.waitingForOthers({ scope, grants: [{ role: 'caseworker', areaCode: '990101100000' }], ...page }),
    late: (scope, page) => queries.cases.late({ scope, today: '2017-01-01', ...page }),
    entitlements: (scope, page) => queries.entitlements.list({ scope, scheme: 'rural-reward', ...page }),
    batches: (scope, page) => queries.payments.batches({ scope, year: 2016, ...page }),
    lines: (scope, page) => queries.payments.lines({ scope, batchId: 'rural-reward.990101000000.2016.1', ...page }),
    linesOfPerson: (scope, page) => queries.payments.linesOfPerson({ scope, personKey: 'person-key-1', ...page }),
    exceptions: (scope, page) => queries.payments.exceptions({ scope, ...page }),
    funds: (scope, page) => queries.funds.levels({ scope, year: 2016, ...page }),
    receipts: (scope, page) => queries.funds.receipts({ scope, fundId: 'rural-reward.990101000000.2016', ...page }),
    timers: (scope, page) => queries.timers.open({ scope, dueBy: '2018-01-01', ...page }),
    work: (scope, page) => queries.outstandingWork.list({ scope, ...page }),
    views: (scope, page) => queries.accessLog.list({ scope, ...page }),
    users: (scope, page) => queries.users.list({ scope, ...page }),
  });

  it.each(Object.keys(lists()))('%s: pages are the whole, each row once; a smaller scope sees no more, an empty one nothing', async (name) => {
    const list = lists()[name];
    if (list === undefined) throw new Error(name);
    const whole = await list(nation, { limit: 500 });
    expect(whole.items.length).toBeGreaterThan(0);
    const paged: object[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page<object> = await list(nation, cursor === '' ? { limit: 2 } : { limit: 2, cursor });
      paged.push(...page.items);
      cursor = page.next;
    }
    expect(paged).toEqual(whole.items);
    expect((await list(township, { limit: 500 })).items.length).toBeLessThanOrEqual(whole.items.length);
    expect((await list(scopeOf([]), {})).items).toEqual([]);
    await expect(list(nation, { cursor: 'WyJ4IiwxLDIsMyw0XQ' })).rejects.toThrow(CursorRefused);
  });

  it('a case under way is a task of the officer or waits for others, since the day that the counts know', async () => {
    const [scope, limit] = [nation, 500];
    const grants = [{ role: 'caseworker', areaCode: '990101100000' }] as const;
    const idsOf = (rows: readonly { readonly applicationId: string }[]): readonly string[] => rows.map(({ applicationId }) => applicationId).sort();
    const all = (await queries.cases.list({ scope, limit })).items;
    const [tasks, waiting] = [(await queries.cases.tasks({ scope, grants, limit })).items, (await queries.cases.waitingForOthers({ scope, grants, limit })).items];
    expect(Math.min(tasks.length, waiting.length, all.length - tasks.length - waiting.length)).toBeGreaterThan(0);
    expect(idsOf([...tasks, ...waiting])).toEqual(idsOf(all.filter(({ status }) => !['refused', 'withdrawn', 'confirmed'].includes(status))));
    // Nobody without a role has tasks: whatever is under way waits for others.
    const { items } = await queries.cases.waitingForOthers({ scope, grants: [], limit });
    for (const { scheme, status, stage, oldestSince } of await queries.cases.standing({ scope })) {
      const there = items.filter((row) => row.scheme === scheme && row.status === status && (stage === null || row.stage === stage));
      expect(there.map(({ since }) => since).sort()[0] ?? null).toBe(oldestSince);
    }
  });

  it('each port of the application is served', async () => {
    const models = { db: database.pool };
    const due = createDueEntitlements(models);
    const query = { scheme: 'rural-reward', areaCode: '990101000000', throughMonth: '2016-12', limit: 500 };
    const ids = await due.page({ ...query, after: '' });
    expect(ids.length).toBeGreaterThan(0);
    expect(await due.page({ ...query, after: ids[0] ?? '' })).toEqual(ids.slice(1));
    // Everything here was recorded under a simulated clock, whose work the sweeper leaves alone.
    expect(await createOutstandingWork(models).page({ now: '2030-01-01T00:00:00.000Z', after: '', limit: 10 })).toEqual([]);
    const [first, second] = ['rural-reward.990101000000.2016.1', 'rural-reward.990101000000.2016.2'] as const;
    // One of two batches comes before the other, and never both.
    const previous = [await createBatchHistory(models).previousOf(first), await createBatchHistory(models).previousOf(second)];
    expect([[second, null], [null, first], [null, null]]).toContainEqual(previous);
    const index = createSubjectIndex(models, (a, b) => store.compare(a, b));
    const events = await index.ofPerson('person-key-1');
    expect(await index.ofPerson('person-key-1', { after: events[4] })).toEqual(events.slice(5));
    // Times come from the writer's clock: what was known by a moment need not be the beginning of the log.
    const streams = [...(await store.readStreams(events.map(({ stream }) => stream))).values()].flat();
    const times = new Map(streams.map(({ meta }) => [`${meta.stream}/${meta.version}`, meta.recordedAt]));
    const knownAt = times.get(`${events[4]?.stream}/${events[4]?.version}`) ?? '';
    const known = events.filter(({ stream, version }) => (times.get(`${stream}/${version}`) ?? '') <= knownAt);
    expect(known.length).toBeLessThan(events.length);
    expect(await index.ofPerson('person-key-1', { knownAt })).toEqual(known);
  });

  it('a list without a scope does not compile', () => {
    // @ts-expect-error the scope is missing
    expect(() => queries.cases.list({ scheme: 'rural-reward' })).toThrow();
  });
});

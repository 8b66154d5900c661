import type { RegisterRowInput } from '@zhibu/application';
import { demoPlan, scaledNumbers } from '@zhibu/demo';
import { takeOver } from '../support/take-over';
import { until } from '../support/until';
import { Desk, World, startWorld } from './world';

const county = '990101000000';
const township = '990101100000';
const source = { kind: 'attestation', reference: '死亡证明 1', issuedBy: '示例县', issuedOn: '2016-08-12' };

interface Part { readonly level: string; readonly amountFen: number }
interface Batch { readonly status: string; readonly listHash: string | null; readonly totalFen: number; readonly byLevel: readonly Part[] | null; readonly preparedBy: readonly string[]; readonly approvedBy: readonly string[]; readonly confirmedBy: readonly string[]; readonly officers: readonly { readonly userId: string; readonly displayName: string }[] }
interface Item { readonly kind: string; readonly personKey: string; readonly nowFen: number | null; readonly thenFen: number | null; readonly reasons: readonly { readonly code: string; readonly detail: string | null; readonly month: string | null; readonly before: number | null; readonly after: number | null }[] }
interface Month { readonly schemes: readonly { readonly scheme: string; readonly period: string; readonly expectationIncomplete: boolean; readonly townships: readonly Readonly<Record<string, unknown>>[]; readonly funders: readonly { readonly level: string; readonly listedFen: number; readonly expectedFen: number; readonly availableFen: number; readonly missingFen: number }[] }[]; readonly batches: readonly { readonly batchId: string }[] }

const scheme = 'special-hardship';
/** A month for the parent of a disabled child, by 财社〔2016〕16号. */
const monthFen = 27_000;
const planned = demoPlan(scaledNumbers(30), 11).filter((person) => person.story === 'carried-over' && person.scheme === scheme && person.branch === 'child-disabled').slice(0, 5);

/** Five people of the register kept before: the same, dead in the first half, dead in the second, another account, and none at first. */
describe('the month of finance over HTTP', () => {
  let world: World;
  let people: readonly string[] = [];
  const [same, dead, deadLater, moved, late] = [0, 1, 2, 3, 4];
  const keyOf = (index: number): string => people[index] ?? '';
  const desk = (user = 'finance-1'): Promise<Desk> => world.desk(user);
  const batch = async (batchId: string): Promise<Batch> => (await desk()).read<Batch>(`/batches/${batchId}`);
  const month = async (of: string): Promise<Month['schemes'][number]> => {
    const found = await (await desk()).read<Month>(`/month?month=${of}&areaCode=${county}`);
    const own = found.schemes.find((each) => each.scheme === scheme);
    if (own === undefined) throw new Error('expected the scheme');
    return own;
  };
  const differences = async (batchId: string, query = ''): Promise<readonly Item[]> => (await (await desk()).read<{ items: Item[] }>(`/batches/${batchId}/differences${query}`)).items;

  /** A list of everything due through the month, approved. */
  const approved = async (period: string): Promise<string> => {
    const { batchId } = await (await desk()).must<{ batchId: string }>('/batches', { scheme, areaCode: county, period });
    await until(async () => (await (await desk()).get(`/batches/${batchId}`)).status === 200);
    await (await desk()).get(`/batches/${batchId}/progress`).buffer(true);
    await (await desk()).must(`/batches/${batchId}/freezing`);
    await until(async () => (await batch(batchId)).status === 'frozen');
    await (await desk()).must(`/batches/${batchId}/submission`);
    await (await desk('finance-2')).must(`/batches/${batchId}/approvals`, { listHash: (await batch(batchId)).listHash });
    await until(async () => (await batch(batchId)).status === 'approved');
    return batchId;
  };

  beforeAll(async () => {
    world = await startWorld({ workers: true });
    const caseworker = await world.desk('caseworker-01');
    const keys: string[] = [];
    for (const [index, { form: { account, ...form } }] of planned.entries()) {
      const body = { ...form, ...(index === late ? {} : { account }), areaCode: '990101100001' };
      keys.push((await caseworker.must<{ personKey: string }>('/people', body)).personKey);
    }
    people = keys;
    const rows: RegisterRowInput[] = keys.map((personKey) => ({ personKey, branch: 'child-disabled', paidThrough: '2015-12' }));
    const { services, automation } = world.runtime;
    await takeOver({ services, automation, as: (actor, commandKey) => ({ clock: world.clock, actor, commandKey, correlationId: commandKey, causationId: commandKey }) }, { scheme, areaCode: county, title: '2015 年度名册', conditionsOn: '2016-01-01' }, rows, 'carry');
    await world.settle();
  });
  afterAll(() => world.stop());

  it('tells before any list what is expected by township and what each level misses', async () => {
    world.clock.advanceTo('2016-07-11T01:00:00.000Z');
    const { period, townships, funders, expectationIncomplete } = await month('2016-06');
    expect([period, expectationIncomplete]).toEqual(['2016-06', false]);
    expect(townships).toEqual([{ areaCode: township, listedPeople: 0, listedFen: 0, creditedFen: 0, returnedFen: 0, expectedPeople: 5, expectedFen: 5 * monthFen }]);
    expect(funders.reduce((sum, part) => sum + part.missingFen, 0)).toBe(5 * monthFen);
    await (await desk()).must('/funds/receipts', { scheme, areaCode: county, year: 2016, level: 'county', amountFen: 7_000, receiptNo: 'r1', receivedOn: '2016-07-11', document: '示例财社〔2016〕1号' });
    await world.settle();
    const [before, after] = [funders, (await month('2016-06')).funders].map((parts) => parts.find(({ level }) => level === 'county'));
    expect(after).toMatchObject({ availableFen: 7_000, missingFen: (before?.missingFen ?? 0) - 7_000 });
  });

  it('tells line by line who differs from the list before, and why', async () => {
    const first = await approved('2016-06');
    expect((await differences(first)).map(({ kind, reasons }) => [kind, reasons.map(({ code }) => code)])).toEqual(Array.from({ length: 4 }, () => ['new', ['first-list']]));
    const caseworker = await world.desk('caseworker-01');
    world.clock.advanceTo('2016-09-01T01:00:00.000Z');
    await caseworker.must(`/people/${keyOf(dead)}/death`, { diedOn: '2016-06-20', source: { ...source, issuedOn: '2016-06-22' } });
    await caseworker.must(`/people/${keyOf(deadLater)}/death`, { diedOn: '2016-08-10', source });
    for (const who of [moved, late]) await caseworker.must(`/people/${keyOf(who)}/accounts`, { ...planned[who]?.newAccount, validFrom: '2016-08-20' });
    await world.settle();
    const second = await approved('2016-12');
    const byPerson = new Map((await differences(second)).map((item) => [item.personKey, item]));
    expect(byPerson.has(keyOf(same))).toBe(false);
    expect(byPerson.get(keyOf(dead))).toMatchObject({ kind: 'ended', nowFen: null, reasons: [{ code: 'right-ended', detail: 'death' }] });
    expect(byPerson.get(keyOf(deadLater))).toMatchObject({ kind: 'changed', reasons: [{ code: 'months', before: 6, after: 2 }] });
    expect(byPerson.get(keyOf(moved))).toMatchObject({ kind: 'account', reasons: [{ code: 'other-account' }] });
    expect(byPerson.get(keyOf(late))).toMatchObject({ kind: 'new', thenFen: null, reasons: [{ code: 'was-not-listed', detail: 'payee.no-account' }] });
    // The figures that were submitted are of the very same people, and pages hold each of them once.
    expect(await (await desk()).read(`/batches/${second}/comparison`)).toMatchObject({ previousBatchId: first, newLines: 1, endedLines: 1, changedLines: 1, changedAccounts: 1 });
    expect((await differences(second, '?kind=ended')).map(({ personKey }) => personKey)).toEqual([keyOf(dead)]);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: Item[]; nextCursor: string | null } = await (await desk()).read(`/batches/${second}/differences?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ personKey }) => personKey));
      cursor = page.nextCursor;
    }
    expect(paged.sort()).toEqual([...byPerson.keys()].sort());
  });

  it('shows of what an amount was made when it was claimed, though the rates and the person changed since', async () => {
    const [first = ''] = (await (await desk()).read<Month>(`/month?month=2016-06&areaCode=${county}`)).batches.map(({ batchId }) => batchId);
    const { items } = await (await desk()).read<{ items: { lineNo: number; personKey: string; amountFen: number }[] }>(`/batches/${first}/lines`);
    for (const { lineNo, amountFen } of items) {
      const amount = await (await desk()).read<{ amountFen: number; claimedFen: number; months: Part[]; components: { amountFen: number; source: string; funders: Part[] }[]; released: boolean }>(`/batches/${first}/lines/${lineNo}/amount`);
      const sum = (parts: readonly Part[]): number => parts.reduce((total, part) => total + part.amountFen, 0);
      expect([amount.amountFen, amount.claimedFen, sum(amount.months), sum(amount.components.flatMap(({ funders }) => funders))]).toEqual([amountFen, amountFen, amountFen, amountFen]);
      expect(amount.components.every((component) => component.source !== '' && sum(component.funders) === component.amountFen)).toBe(true);
      expect(JSON.stringify(amount)).not.toMatch(/accountKey|rateFacts/);
    }
    expect((await (await desk()).get(`/batches/${first}/lines/999/amount`)).status).toBe(404);
    expect((await (await desk('county-1')).get(`/batches/${first}/lines/1/amount`)).status).toBe(403);
  });

  it('names who prepared, approved and confirmed, and gives the lists of two periods different hashes', async () => {
    const ids = (await (await desk()).read<Month>(`/month?month=2016-06&areaCode=${county}`)).batches.map(({ batchId }) => batchId);
    const [first, second] = [await batch(ids[0] ?? ''), await batch(ids[1] ?? '')];
    expect([first.preparedBy, first.approvedBy]).toEqual([['finance-1'], ['finance-2']]);
    expect(first.confirmedBy).toContain('county');
    const names = first.officers.map(({ userId }) => userId);
    expect(names).toEqual(expect.arrayContaining(['finance-1', 'finance-2']));
    expect(first.officers.every(({ displayName }) => displayName !== '')).toBe(true);
    expect(first.listHash).not.toBe(second.listHash);
  });

  it('counts what is listed to the fen, and asks nothing of the funds twice', async () => {
    const [{ townships: june }, { townships: december, funders }] = [await month('2016-06'), await month('2016-12')];
    const nothingYet = { creditedFen: 0, returnedFen: 0, expectedPeople: 0, expectedFen: 0 };
    expect(june).toEqual([{ areaCode: township, listedPeople: 4, listedFen: 4 * 6 * monthFen, ...nothingYet }]);
    // Six months of two, two of whoever died in August, and the year of who had no account; who died in June is due no more.
    expect(december).toEqual([{ areaCode: township, listedPeople: 4, listedFen: (6 + 6 + 2 + 12) * monthFen, ...nothingYet }]);
    expect(funders.reduce((sum, { listedFen }) => sum + listedFen, 0)).toBe((6 + 6 + 2 + 12) * monthFen);
    expect((await (await desk('caseworker-01')).get(`/month?month=2016-07&areaCode=${county}`)).status).toBe(403);
    expect((await (await desk()).get('/month?month=2016-07&areaCode=990201000000')).status).toBe(403);
  });
});

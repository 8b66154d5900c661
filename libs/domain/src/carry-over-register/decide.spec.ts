import { Actor, contentHash, fold, scenario } from '@zhibu/kernel';
import { ann, chief, desk, officer, program } from '../testing/case-fixture';
import { registerIdOf } from '../streams';
import { CarryOverRegisterCommand } from './commands';
import { CarryOverRegisterEvent, RegisterRow } from './events';
import { carryOverRegisterDecider } from './index';

const { given } = scenario(carryOverRegisterDecider);
const at = '2016-01-04T01:00:00.000Z';
const command = <T extends CarryOverRegisterCommand['type']>(type: T, data: Extract<CarryOverRegisterCommand, { type: T }>['data'], by: Actor = desk): CarryOverRegisterCommand => ({ type, data, by, at }) as CarryOverRegisterCommand;

const head = { scheme: 'rural-reward', areaCode: '990101000000', title: '2015 年度名册' };
const registerId = registerIdOf(head.scheme, head.areaCode, head.title);
const row = (personKey: string, paidThrough = '2015-12'): RegisterRow => ({ personKey, branch: null, paidThrough, entitledFrom: null });
const [first, second] = [[row('p1'), row('p2', '2015-06')], [row('p3')]];

const opening = { registerId, ...head, statedRows: 3, confirmedBy: ['elder'] };
const opened: CarryOverRegisterEvent = { type: 'RegisterOpened', data: { ...opening, openedBy: ['desk'], openedOn: '2016-01-04' } };
const read = (part: number, rows: readonly RegisterRow[], by = 'desk'): CarryOverRegisterEvent => ({ type: 'RegisterRowsRead', data: { registerId, part, rows, hash: contentHash(rows), readBy: [by] } });
const listHash = contentHash({ ...head, parts: [contentHash(first), contentHash(second)] });
const submitted: CarryOverRegisterEvent = { type: 'RegisterSubmitted', data: { registerId, rows: 3, listHash, earliestPaidThrough: '2015-06', latestPaidThrough: '2015-12', submittedBy: ['desk'], submittedOn: '2016-01-04' } };
const approved: CarryOverRegisterEvent = { type: 'RegisterApproved', data: { registerId, rows: 3, parts: 2, listHash, decidedBy: ['desk', 'ann'], approvedBy: ['chief'], approvedOn: '2016-01-04' } };
const complete = [opened, read(1, first), read(2, second, 'ann')] as const;
const waiting = [...complete, submitted] as const;

describe('loading a register', () => {
  const add = (part: number, rows: readonly RegisterRow[], by: Actor = desk) => command('AddRegisterRows', { part, rows }, by);

  it('begins with what it states', () => given().when(command('OpenRegister', opening)).then(opened));
  it('is for a keeper of its whole area', () => {
    given().when(command('OpenRegister', opening, officer('f', 'finance-preparer'))).thenRefused('authority.role');
    given().when(command('OpenRegister', opening, officer('x', 'caseworker', '990101100000'))).thenRefused('authority.area');
    given().when(command('OpenRegister', opening, program)).thenRefused('authority.automation');
  });
  it('has an id of its own title, area and scheme, of a county or less', () => {
    given().when(command('OpenRegister', { ...opening, registerId: 'x' })).thenRefused('register.id');
    const province = { ...opening, areaCode: '990000000000', registerId: registerIdOf(head.scheme, '990000000000', head.title) };
    given().when(command('OpenRegister', province, officer('x', 'caseworker', '990000000000'))).thenRefused('register.area');
    given().when(command('OpenRegister', { ...opening, statedRows: 0 })).thenRefused('register.rows');
  });
  it('reads part after part; one that was read before changes nothing, another under its number is refused', () => {
    given(opened).when(add(1, first)).then(read(1, first));
    given(opened, read(1, first)).when(add(1, first)).then();
    given(opened, read(1, first)).when(add(1, second)).thenRefused('register.part');
    given(opened).when(add(2, second)).thenRefused('register.part');
    given(opened).when(add(1, [])).thenRefused('register.rows');
    given(opened).when(add(1, [...first, ...first])).thenRefused('register.rows-differ');
  });
  it('names the row whose month is none', () => {
    const { outcome } = given(opened).when(add(1, [row('p1'), row('p2', '2015-13')]));
    expect(outcome).toMatchObject({ ok: false, rejection: { code: 'date.not-a-month', field: 'rows.1.paidThrough' } });
  });
  it('is submitted when it is complete, with one hash over all parts', () => {
    given(...complete).when(command('SubmitRegister', { registerId })).then(submitted);
    given(opened, read(1, first)).when(command('SubmitRegister', { registerId })).thenRefused('register.rows-differ');
    given(opened, read(1, first), read(2, [row('p1')])).when(command('SubmitRegister', { registerId })).thenRefused('register.person-twice');
    given(...waiting).when(add(3, [row('p4')])).thenRefused('register.wrong-status');
  });
});

describe('the limits of a register', () => {
  const opens = (change: Partial<typeof opening>, by: Actor = desk) => {
    const data = { ...opening, ...change };
    return given().when(command('OpenRegister', { ...data, registerId: registerIdOf(data.scheme, data.areaCode, data.title) }, by)).outcome;
  };
  it('are 100,000 rows and 50 who confirmed them, of a county, a township or a village', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `e${index}`);
    for (const change of [{ statedRows: 1 }, { statedRows: 100_000 }, { confirmedBy: ids(50) }, { confirmedBy: [] }, { title: '册'.repeat(200) }, { areaCode: '990101100000' }, { areaCode: '990101100001' }]) expect(opens(change)).toMatchObject({ ok: true });
    for (const change of [{ statedRows: 100_001 }, { statedRows: 1.5 }, { statedRows: -1 }, { confirmedBy: ids(51) }]) expect(opens(change)).toMatchObject({ rejection: { code: 'register.rows' } });
    expect(opens({ title: '册'.repeat(201) })).toMatchObject({ rejection: { code: 'text.length' } });
    expect(opens({ areaCode: 'county' })).toMatchObject({ rejection: { code: 'area.not-a-code', field: 'areaCode' } });
    expect(opens({ areaCode: '990100000000' }, officer('x', 'caseworker', '990100000000'))).toMatchObject({ rejection: { code: 'register.area' } });
  });
  it('are 500 rows a part, each of a person with a key', () => {
    const many: CarryOverRegisterEvent = { type: 'RegisterOpened', data: { ...opening, statedRows: 600, openedBy: ['desk'], openedOn: '2016-01-04' } };
    const rows = (count: number) => Array.from({ length: count }, (_, index) => row(`p${index}`));
    const add = (part: readonly RegisterRow[]) => command('AddRegisterRows', { part: 1, rows: part });
    expect(given(many).when(add(rows(500))).outcome.ok).toBe(true);
    given(many).when(add(rows(501))).thenRefused('register.rows');
    expect(given(opened).when(add(rows(3))).outcome.ok).toBe(true);
    for (const key of ['', 'k'.repeat(65)]) expect(given(opened).when(add([row(key)])).outcome).toMatchObject({ rejection: { code: 'text.length', field: 'rows.0.personKey' } });
    expect(given(opened).when(add([row('k'.repeat(64))])).outcome.ok).toBe(true);
  });
  it('name the first and the last month paid through over all parts, in whatever order they came', () => {
    const parts = [read(1, [row('p1', '2015-11')]), read(2, [row('p2', '2015-12')]), read(3, [row('p3', '2015-03')])];
    expect(given(opened, ...parts).when(command('SubmitRegister', { registerId })).outcome).toMatchObject({ events: [{ data: { earliestPaidThrough: '2015-03', latestPaidThrough: '2015-12' } }] });
    expect(fold(carryOverRegisterDecider, [...waiting, approved])).toMatchObject({ confirmedBy: ['elder'], preparedBy: ['desk', 'ann'], approvedBy: ['chief'] });
  });
});

describe('approving a register', () => {
  const approve = (by: Actor = chief, hash = listHash) => command('ApproveRegister', { listHash: hash }, by);

  it('is for somebody who took no part in it, on the list that was seen', () => {
    given(...waiting).when(approve()).then(approved);
    given(...waiting).when(approve(chief, 'f'.repeat(64))).thenRefused('register.hash-differs');
    given(...complete).when(approve()).thenRefused('register.wrong-status');
  });
  it.each(['desk', 'ann'])('is not for %s, who prepared it, also from behind a delegation', (who) => {
    given(...waiting).when(approve({ ...chief, userId: who })).thenRefused('duty.own-proposal');
    given(...waiting).when(approve({ ...chief, onBehalfOf: who })).thenRefused('duty.own-proposal');
  });
  it('is not for who submitted it, and a refusal gives its reason in up to 500 characters', () => {
    const handedIn: CarryOverRegisterEvent = { type: 'RegisterSubmitted', data: { ...(submitted.data), submittedBy: ['carol'] } };
    given(...complete, handedIn).when(approve({ ...chief, userId: 'carol' })).thenRefused('duty.own-proposal');
    const declines = (reason: string) => given(...waiting).when(command('DeclineRegister', { reason }, chief));
    expect(declines('字'.repeat(500)).outcome.ok).toBe(true);
    for (const reason of ['', '字'.repeat(501)]) declines(reason).thenRefused('text.length');
  });
  it('is for a county reviewer, never for a program', () => {
    given(...waiting).when(approve(officer('bob', 'township-reviewer'))).thenRefused('authority.role');
    given(...waiting).when(approve(program)).thenRefused('authority.automation');
  });
  it('may be declined, and the register is then read anew', () => {
    const declined: CarryOverRegisterEvent = { type: 'RegisterDeclined', data: { registerId, reason: '人数有误', declinedBy: ['chief'], declinedOn: '2016-01-04' } };
    given(...waiting).when(command('DeclineRegister', { reason: '人数有误' }, chief)).then(declined);
    given(...waiting).when(command('DeclineRegister', { reason: '人数有误' }, officer('bob', 'township-reviewer'))).thenRefused('authority.role');
    expect(given(...waiting).when(command('DeclineRegister', { reason: '撤回' }, ann)).outcome).toMatchObject({ ok: true });
    given(...waiting, declined).when(command('OpenRegister', opening)).then(opened);
    expect(fold(carryOverRegisterDecider, [...waiting, declined, opened])).toMatchObject({ status: 'open', parts: [], preparedBy: ['desk'] });
    given(...waiting, approved).when(command('OpenRegister', opening)).thenRefused('register.wrong-status');
  });
});

describe('carrying a register over', () => {
  const record = (part: number, carried: number, refused: readonly { personKey: string; code: string }[] = []) => command('RecordPartCarriedOver', { part, carried, refused }, program);
  const done: CarryOverRegisterEvent = { type: 'RegisterPartCarriedOver', data: { registerId, part: 1, carried: 1, refused: [{ personKey: 'p2', code: 'person.not-found' }], doneOn: '2016-01-04' } };

  it('accounts for everybody of a part, once', () => {
    given(...waiting, approved).when(record(1, 1, [{ personKey: 'p2', code: 'person.not-found' }])).then(done);
    given(...waiting, approved, done).when(record(1, 2)).then();
    given(...waiting, approved).when(record(1, 1)).thenRefused('register.rows-differ');
    given(...waiting, approved).when(record(3, 0)).thenRefused('register.rows-differ');
  });
  it('waits for the approval', () => given(...waiting).when(record(1, 2)).thenRefused('register.wrong-status'));
  it('is recorded by the program or a keeper, and nothing of a part that is none', () => {
    for (const by of [program, desk, chief]) expect(given(...waiting, approved).when({ ...record(1, 2), by }).outcome.ok).toBe(true);
    given(...waiting, approved).when({ ...record(1, 2), by: officer('f', 'finance-preparer') }).thenRefused('authority.role');
    for (const [part, carried] of [[3, 0], [0, 0], [1, -1], [1, 3]] as const) given(...waiting, approved).when(record(part, carried)).thenRefused('register.rows-differ');
    given(...waiting, approved).when(record(1, 3, [{ personKey: 'p2', code: 'person.not-found' }])).thenRefused('register.rows-differ');
  });
});

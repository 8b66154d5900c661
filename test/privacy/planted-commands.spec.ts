import { addDays, instantOf } from '@zhibu/kernel';
import { loadStream } from '@zhibu/application';
import { applicationDecider, applicationStream, entitlementIdOf } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { StoredEvent } from '@zhibu/event-store';
import { ProjectedEvent, createMemoryProjection, createProjections } from '@zhibu/projections';
import { followUpsOf } from '@zhibu/workflow';
import { Village } from '../histories/village';
import { must, value } from '../simulation/county';
import { takeOver } from '../support/take-over';
import { commandSamples } from './event-samples';
import { knownTexts } from './known-texts';

/** Texts of commands that no person types: rules, rates and the program itself write them. */
const madeByProgram = new Set(['RecordEligibility', 'GrantEntitlement', 'CarryOverEntitlement', 'ReverifyEntitlement', 'ExitEntitlement', 'ReleaseFunds', 'ClaimDues', 'SuppressDues', 'ReleaseDues', 'HoldDuesAgain', 'CancelLines']);
/** Clear by decision (docs/adr/0005): about lists, money for many, officers, and why somebody looked. The forms ask for no names. */
const clear = new Set([
  'SendBackBatch', 'CancelBatch', 'TakeFile', 'VoidFile', 'SendBatch', 'DeclineReissue', 'OpenRegister', 'DeclineRegister', 'RecordFundReceipt', 'AllowOverdraft', 'AddUser', 'ChangeUserRoles', 'DisableUser', 'RecordView', 'RecordListing',
]);
/** Typed about a line that the bank left open; their events are planted by type in `planted-texts.spec.ts`. */
const byTypeOnly = new Set(['ProposeReconciliation', 'DeclineReconciliation']);

/** Compared with what is known, and written nowhere. */
const comparedOnly = new Set(['MatchPerson']);

const typed = commandSamples(knownTexts('p'))
  .filter(({ type }) => !madeByProgram.has(type) && !clear.has(type) && !byTypeOnly.has(type) && !comparedOnly.has(type))
  .flatMap(({ type, planted }) => planted.filter(({ path }) => !path.startsWith('context.')).map(({ path }) => `${type}.${path}`));

describe('texts that officers type about people', () => {
  const village = new Village();
  const planted = new Map<string, string>();
  /** A text for these fields of commands, found nowhere else. */
  const plant = (...where: readonly string[]): string => {
    const text = `植入·${where[0] ?? ''}·${planted.size}`;
    for (const one of where) planted.set(one, text);
    return text;
  };
  const given = (text: string, ...where: readonly string[]): string => {
    for (const one of where) planted.set(one, text);
    return text;
  };
  const source = (command: string, at = 'source') =>
    ({ kind: 'certificate', reference: plant(`${command}.${at}.reference`), issuedBy: plant(`${command}.${at}.issuedBy`), issuedOn: '2016-01-02' }) as const;
  const { people, applications, entitlements } = village.runtime.services;
  let keys = 0;
  const ask = (name: string) => village.as(name, `key-${(keys += 1)}`);

  const personLives = async (): Promise<string> => {
    const form = village.applicants[0]?.form;
    if (form === undefined) throw new Error('expected an applicant');
    const name = given('欧阳·𠮷祥植入', 'RegisterPerson.name', 'RecordAccount.holderName');
    given(form.idNumber, 'RegisterPerson.idNumber');
    const { facts = [], areaCode } = form;
    const { personKey } = value(await people.register(ask('desk'), { idNumber: form.idNumber, name, areaCode, phone: plant('RegisterPerson.phone'), address: plant('RegisterPerson.address'), source: source('RegisterPerson'), facts }));
    const details = { name: given('欧阳·𠮷祥另植入', 'CorrectPersonDetails.name'), phone: plant('CorrectPersonDetails.phone'), address: plant('CorrectPersonDetails.address') };
    must(await people.correctDetails(ask('desk'), { personKey, ...details, reason: plant('CorrectPersonDetails.reason'), source: source('CorrectPersonDetails') }));
    must(await people.correctDetails(ask('desk'), { personKey, name, reason: '改回', source: source('CorrectPersonDetails') }));
    const fact = { fact: given('monthly-pension', 'RecordFacts.facts.*.fact.fact'), of: 'self', value: given('3141.59', 'RecordFacts.facts.*.fact.value'), validFrom: '2000-01-01', validTo: null, source: source('RecordFacts', 'facts.*.fact.source') } as const;
    const factId = given('植入编号/甲', 'RecordFacts.facts.*.factId', 'RetractFact.factId');
    must(await people.recordFacts(ask('desk'), { personKey, facts: [{ factId, fact }] }));
    must(await people.retractFact(ask('desk'), { personKey, factId, reason: plant('RetractFact.reason'), source: source('RetractFact') }));
    const account = { accountNumber: given('9999010000000000010', 'RecordAccount.accountNumber'), holderName: name, bank: plant('RecordAccount.bank'), validFrom: '2016-01-02', source: source('RecordAccount') };
    must(await people.recordAccount(ask('desk'), { personKey, ...account }));
    return personKey;
  };

  const caseLives = async (personKey: string): Promise<void> => {
    const evidence = (command: string) => [{ kind: plant(`${command}.evidence.*.kind`), sha256: 'a'.repeat(64), title: plant(`${command}.evidence.*.title`) }];
    const { applicationId } = value(await applications.submit(ask('desk'), { personKey, scheme: 'rural-reward', branch: null, channel: 'window', evidence: evidence('SubmitApplication') }));
    await village.runtime.settle();
    const stage = async (): Promise<string> => (await loadStream(village.runtime.deps, applicationDecider, applicationStream(applicationId))).state.stage ?? '';
    const decide = async (by: string, outcome: 'approved' | 'refused' | 'returned'): Promise<void> => {
      const [note, reviewers] = [plant('DecideStage.note'), ['植入甲审核', '植入乙审核', '植入丙审核', '植入丁审核', '植入戊审核']];
      for (const reviewer of reviewers) given(reviewer, 'DecideStage.reviewers.*');
      must(await applications.decide(ask(by), { applicationId, stage: await stage(), outcome, reasons: outcome === 'approved' ? [] : ['evidence-missing'], note, reviewers: by === 'village' ? reviewers : [] }));
      await village.runtime.settle();
    };
    await decide('village', 'returned');
    must(await applications.correct(ask('desk'), { applicationId, branch: null, evidence: evidence('CorrectApplication'), note: plant('CorrectApplication.note') }));
    await village.runtime.settle();
    await decide('village', 'approved');
    must(await applications.raiseObjection(ask('desk'), { applicationId, objectionId: 'o1', statement: plant('RaiseObjection.statement') }));
    must(await applications.resolveObjection(ask('village'), { applicationId, objectionId: 'o1', upheld: false, note: plant('ResolveObjection.note') }));
    const { state } = await loadStream(village.runtime.deps, applicationDecider, applicationStream(applicationId));
    village.clock.advanceTo(instantOf(addDays(state.notice?.lastDay ?? '', 1), 9));
    await village.runtime.settle();
    for (const visitor of ['visit-1', 'visit-2']) must(await applications.sign(ask(visitor), { applicationId, stage: await stage(), opinion: 'agree', note: plant('SignStage.note') }));
    await decide('township', 'refused');
    must(await applications.recordAuditSample(village.as('inspector', 'sample'), { applicationId, sampleId: 's1', finding: 'wrongly-out', note: plant('RecordAuditSample.note') }));
    must(await applications.reopen(ask('desk'), { applicationId, stage: 'township-review', reason: plant('ReopenApplication.reason'), basis: 'appeal' }));
    await village.runtime.settle();
    must(await applications.withdraw(ask('desk'), { applicationId, reason: plant('WithdrawApplication.reason') }));
  };

  const rightsLive = async (): Promise<void> => {
    const right = village.carriedOver[0];
    const entitlementId = entitlementIdOf('rural-reward', village.keyOf(right));
    must(await entitlements.suspend(ask('county'), { entitlementId, fromMonth: '2016-07', reason: plant('SuspendEntitlement.reason') }));
    must(await entitlements.resume(ask('county'), { entitlementId, fromMonth: '2016-08', reason: plant('ResumeEntitlement.reason') }));
    must(await entitlements.suspend(ask('county'), { entitlementId, fromMonth: '2016-10', reason: '再停' }));
    const { changeId } = value(await entitlements.propose(ask('county'), { entitlementId, change: { kind: 'resume', fromMonth: '2016-11', backPay: true }, reason: plant('ProposeChange.reason') }));
    must(await entitlements.decline(ask('county-2'), { entitlementId, changeId, reason: plant('DeclineChange.reason') }));
  };

  beforeAll(async () => {
    village.register('inspector', { userId: 'inspector', kind: 'officer', roles: [{ role: 'inspector', areaCode: demoCounty }] });
    village.register('county-2', { userId: 'county-2', kind: 'officer', roles: [{ role: 'county-reviewer', areaCode: demoCounty }] });
    const personKey = await personLives();
    for (const [index, person] of village.carriedOver.entries()) value(await people.register(village.as('desk', `register-${index}`), person.form));
    const rows = village.carriedOver.filter(({ scheme }) => scheme === 'rural-reward').map((person) => ({ personKey: village.keyOf(person), branch: person.branch, paidThrough: '2015-12' }));
    await takeOver({ services: village.runtime.services, automation: village.runtime.automation, as: (actor, key) => ({ ...village.automatic(key), actor }) }, { scheme: 'rural-reward', areaCode: demoCounty, title: '2015 年度名册' }, rows, 'rural-reward');
    given('账户已更正', 'ReissueLines.reason', 'ReissueLine.reason');
    await village.pay('rural-reward', '2016', (lineNo) => (lineNo === 2 ? 'returned' : 'credited'));
    await rightsLive();
    await caseLives(personKey);
    village.clock.advanceTo(instantOf('2016-03-01', 9));
    must(await people.move(ask('desk'), { personKey, toArea: '990101103002', movedOn: '2016-01-20', source: source('MovePerson') }));
    must(await people.recordDeath(ask('desk'), { personKey, diedOn: '2016-01-25', source: source('RecordDeath') }));
    must(await people.retractDeath(ask('desk'), { personKey, reason: plant('RetractDeath.reason'), source: source('RetractDeath') }));
    await village.runtime.settle();
  }, 60_000);

  it('are all planted: a new text field of a command is planted here, or named as clear or made by the program', () => {
    expect(typed.filter((where) => !planted.has(where))).toEqual([]);
    expect([...planted.keys()].filter((where) => !typed.includes(where))).toEqual([]);
  });

  it('are in no event as it is stored, in no follow-up, and in no column of a read model that is not personal', async () => {
    const stored: StoredEvent[] = [];
    for await (const event of village.runtime.eventStore.readAll()) stored.push(event);
    const opened = await village.runtime.codec.open(stored);
    const missing = [...planted].filter(([, text]) => !JSON.stringify(opened).includes(text)).map(([where]) => where);
    expect(missing).toEqual([]);
    const parts: Record<string, string> = { events: JSON.stringify(stored), jobs: JSON.stringify(opened.flatMap(followUpsOf)) };
    for (const projection of createProjections(() => null)) {
      const memory = createMemoryProjection(projection);
      await memory.apply((projection.reads === 'opened' ? opened : stored) as unknown as readonly ProjectedEvent[]);
      for (const table of projection.tables) parts[table.name] = JSON.stringify(memory.rows(table).map((row) => Object.entries(row as object).filter(([name]) => table.columns[name]?.personal !== true)));
    }
    for (const [part, content] of Object.entries(parts)) {
      expect({ part, found: [...planted].filter(([, text]) => content.includes(text)).map(([where]) => where) }).toEqual({ part, found: [] });
    }
  });
});

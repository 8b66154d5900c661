import { Actor, fold, scenario } from '@zhibu/kernel';
import { DatedFact, FactSource } from '@zhibu/policy';
import { desk, officer, otherVillage, village } from '../testing/case-fixture';
import { PersonCommand } from './commands';
import { PersonEvent } from './events';
import { factSheetOf, factsInForceOn } from './fact-sheet';
import { accountOn, personDecider } from './index';

const { given } = scenario(personDecider);
const source: FactSource = { kind: 'household-register', reference: '户口簿 1 号' };
const at = '2016-03-01T01:00:00.000Z';
const command = <T extends PersonCommand['type']>(type: T, data: Extract<PersonCommand, { type: T }>['data'], by: Actor = desk, when = at): PersonCommand => ({ type, data, by, at: when }) as PersonCommand;

const form = { personKey: 'p1', idNumber: '990000470615001', name: '欧阳·𠮷', phone: null, address: null, areaCode: village, source };
const registered: PersonEvent = { type: 'PersonRegistered', data: { ...form, idNumber: '990000194706150017', sex: 'M', birthDate: '1947-06-15', registeredOn: '2016-03-01' } };
const fact = (name: string, value: DatedFact['value'], more: Partial<DatedFact> = {}): DatedFact => ({ fact: name, of: 'self', value, validFrom: '2000-01-01', validTo: null, source, ...more });
const recorded = (factId: string, f: DatedFact): PersonEvent => ({ type: 'FactsRecorded', data: { personKey: 'p1', facts: [{ factId, fact: f }] } });
const facts = (...all: readonly DatedFact[]): PersonCommand => command('RecordFacts', { facts: all.map((each, index) => ({ factId: `f${index}`, fact: each })) });
const died: PersonEvent = { type: 'PersonDied', data: { personKey: 'p1', diedOn: '2016-02-01', source } };

describe('registration', () => {
  it('keeps the 18-digit form, the whole name, and what the number says', () => given().when(command('RegisterPerson', form)).then(registered));
  it('happens once', () => given(registered).when(command('RegisterPerson', form)).thenRefused('person.already-registered'));
  it.each([
    ['a wrong number', { idNumber: '990000194706150018' }, 'resident-id.check-digit'],
    ['a birthday to come', { idNumber: '990000201705150029' }, 'date.in-the-future'],
    ['no name', { name: '  ' }, 'text.length'],
    ['a name of 101 characters', { name: '𠮷'.repeat(101) }, 'text.length'],
    ['a name that lost a character', { name: '欧阳\uFFFD' }, 'person.name-damaged'],
    ['a name cut in the middle of a character', { name: '欧阳𠮷'.slice(0, 3) }, 'person.name-damaged'],
    ['a township', { areaCode: '990101100000' }, 'area.not-a-village'],
    ['no area', { areaCode: 'here' }, 'area.not-a-code'],
    ['no source', { source: { ...source, reference: ' ' } }, 'fact.source'],
  ])('refuses %s', (_what, change, code) => {
    const idNumber = 'idNumber' in change && change.idNumber === '990000201705150029' ? '99000020170515002' : null;
    given().when(command('RegisterPerson', { ...form, ...change, ...(idNumber === null ? {} : { idNumber: withCheck(idNumber) }) })).thenRefused(code);
  });
  it('counts characters, not halves of them: 100 rare ones are fine', () => expect(given().when(command('RegisterPerson', { ...form, name: '𠮷'.repeat(100) })).outcome.ok).toBe(true));
  it('is done in the area of the caseworker', () => given().when(command('RegisterPerson', form, officer('x', 'caseworker', '990101101000'))).thenRefused('authority.area'));
  it('is not done by finance', () => given().when(command('RegisterPerson', form, officer('x', 'finance-preparer'))).thenRefused('authority.role'));
  it('comes before everything else', () => given().when(command('RecordDeath', { diedOn: '2016-01-01', source })).thenRefused('person.not-registered'));
});

describe('a form about somebody who is registered', () => {
  const match = (more: object, by?: Actor): PersonCommand => command('MatchPerson', { name: form.name, areaCode: village, ...more }, by);
  it('writes nothing of its own', () => given(registered).when(match({})).then());
  it('is one person whatever dot the name is written with', () => given(registered).when(match({ name: ' 欧阳•𠮷' })).then());
  it('is refused under another name', () => given(registered).when(match({ name: '欧阳·吉' })).thenRefused('person.other-name'));
  it('is refused for another village', () => given(registered).when(match({ areaCode: otherVillage })).thenRefused('person.other-area'));
  it('tells whoever has no role there nothing of either', () => given(registered).when(match({ name: '某某' }, officer('x', 'finance-preparer'))).thenRefused('authority.role'));
});

const withCheck = (digits17: string): string => {
  for (const last of '0123456789X') {
    const outcome = personDecider.decide(personDecider.initialState, command('RegisterPerson', { ...form, idNumber: digits17 + last }, desk, '2030-01-01T01:00:00.000Z'));
    if (outcome.ok) return digits17 + last;
  }
  throw new Error('no check digit fits');
};

describe('facts', () => {
  const living = fact('children-ever', 1);
  it('are recorded with their days and sources', () => given(registered).when(facts(living)).then(recorded('f0', living)));
  it('word for word again change nothing', () => given(registered, recorded('f0', living)).when(facts(living)).then());
  it('with a known id replace, and the old one stays in the history', () => {
    const two = fact('children-ever', 2);
    given(registered, recorded('f0', living)).when(facts(two)).then(recorded('f0', two));
    const state = fold(personDecider, [registered, recorded('f0', living), recorded('f0', two)]);
    expect(state.facts.map((entry) => [entry.fact?.value, entry.ended?.how ?? null])).toEqual([[1, 'replaced'], [2, null]]);
  });
  it.each([
    ['before the birth', fact('residence-kind', 'rural', { validFrom: '1947-06-14' }), 'fact.before-birth'],
    ['a death before the birth', fact('death-date', '1940-01-01'), 'fact.before-birth'],
    ['an own death in passing', fact('death-date', '2016-03-07'), 'fact.own-death'],
    ['a birth date that contradicts the number', fact('birth-date', '1947-06-16'), 'fact.contradicts-id'],
    ['a sex that contradicts the number', fact('sex', 'F'), 'fact.contradicts-id'],
    ['a child older than the parent', fact('birth-date', '1940-01-01', { of: 'child:c1' }), 'fact.child-before-parent'],
    ["a child's fact from before the parent's birth", fact('alive', true, { of: 'child:c1', validFrom: '1940-01-01' }), 'fact.child-before-parent'],
    ['a fact that no rule can read', fact('height', 170), 'fact.unknown'],
    ['a text for yes or no', fact('alive', 'yes', { of: 'child:c1' }), 'fact.wrong-value'],
    ['a word that is none of the choices', fact('residence-kind', 'mars'), 'fact.wrong-value'],
    ['fewer children than none', fact('children-ever', -3), 'fact.wrong-value'],
    ['half a child', fact('children-ever', 2.5), 'fact.wrong-value'],
    ['a grade that no card has', fact('disability-grade', 9, { of: 'child:c1' }), 'fact.wrong-value'],
    ['a date that does not exist', fact('birth-date', '2001-13-45', { of: 'child:c1' }), 'fact.wrong-value'],
    ['a fact of a child about the applicant', fact('alive', true), 'fact.wrong-owner'],
    ['an impossible day', fact('residence-kind', 'rural', { validFrom: '2015-02-29' }), 'date.not-a-day'],
    ['an end before the beginning', fact('residence-kind', 'rural', { validTo: '1999-12-31' }), 'fact.period'],
    ['no source', fact('residence-kind', 'rural', { source: { kind: 'declaration', reference: '' } }), 'fact.source'],
  ])('refuses %s', (_what, one, code) => given(registered).when(facts(one)).thenRefused(code));
  it('refuses a wrong value without repeating a text that was typed', () => {
    const found = personDecider.decide(fold(personDecider, [registered]), facts(fact('residence-kind', '某某')));
    expect(JSON.stringify(found)).not.toContain('某某');
    expect(found).toMatchObject({ ok: false, rejection: { expected: { zh: 'rural、urban 之一' }, field: 'facts.0.value' } });
  });
  it("refuses a child's fact before the child's birth, known from the same form", () =>
    given(registered).when(facts(fact('birth-date', '2001-05-05', { of: 'child:c1', validFrom: '2001-05-05' }), fact('alive', true, { of: 'child:c1', validFrom: '2001-05-04' }))).thenRefused('fact.before-birth'));
  it('without a stated beginning are fine', () => given(registered).when(facts(fact('residence-kind', 'rural', { validFrom: '1900-01-01' }))).then(recorded('f0', fact('residence-kind', 'rural', { validFrom: '1900-01-01' }))));
  it('refuses the same id twice in a form', () => given(registered).when(command('RecordFacts', { facts: [{ factId: 'a', fact: living }, { factId: 'a', fact: living }] })).thenRefused('fact.duplicated'));
  it('refuses too many at once', () => given(registered).when(facts(...Array.from({ length: 201 }, () => living))).thenRefused('fact.count'));
  it('are retracted once', () => {
    const retracted: PersonEvent = { type: 'FactRetracted', data: { personKey: 'p1', factId: 'f0', reason: '录入错误', source } };
    given(registered, recorded('f0', living)).when(command('RetractFact', { factId: 'f0', reason: '录入错误', source })).then(retracted);
    given(registered, recorded('f0', living), retracted).when(command('RetractFact', { factId: 'f0', reason: '录入错误', source })).thenRefused('fact.not-found');
  });
});

describe('the fact sheet', () => {
  const stored = (event: PersonEvent, recordedAt: string): PersonEvent => ({ ...event, meta: { recordedAt } }) as unknown as PersonEvent;
  const history = [
    stored(registered, '2016-03-01T01:00:00.000Z'),
    stored(recorded('f0', fact('children-ever', 1)), '2016-03-02T01:00:00.000Z'),
    stored(recorded('f0', fact('children-ever', 2)), '2016-03-04T01:00:00.000Z'),
    stored({ type: 'PersonMoved', data: { personKey: 'p1', fromArea: village, toArea: otherVillage, movedOn: '2016-03-05', source } }, '2016-03-06T01:00:00.000Z'),
    stored({ type: 'PersonDied', data: { personKey: 'p1', diedOn: '2016-03-07', source } }, '2016-03-08T01:00:00.000Z'),
  ];
  const state = fold(personDecider, history);
  const shown = (sheet: readonly DatedFact[]) => sheet.map((each) => `${each.fact}=${String(each.value)} ${each.validFrom}..${each.validTo ?? ''}`);

  it('has birth, sex, death and residences beside what was recorded', () =>
    expect(shown(factSheetOf(state))).toEqual([
      'birth-date=1947-06-15 1947-06-15..', 'sex=M 1947-06-15..', 'death-date=2016-03-07 2016-03-07..',
      `residence-area=${village} 2016-03-01..2016-03-04`, `residence-area=${otherVillage} 2016-03-05..`, 'children-ever=2 2000-01-01..',
    ]));
  it('shows what was known at an earlier moment', () => {
    expect(shown(factSheetOf(state, '2016-03-03T00:00:00.000Z')).slice(2)).toEqual([`residence-area=${village} 2016-03-01..`, 'children-ever=1 2000-01-01..']);
    expect(shown(factSheetOf(state, '2016-03-05T00:00:00.000Z')).slice(2)).toEqual([`residence-area=${village} 2016-03-01..`, 'children-ever=2 2000-01-01..']);
  });
  it('shows what holds on a day', () => expect(shown(factsInForceOn(state, '2016-03-04')).filter((line) => line.startsWith('residence'))).toEqual([`residence-area=${village} 2016-03-01..2016-03-04`]));
  it('leaves out what was erased', () => {
    const erased = fold(personDecider, [{ ...registered, data: { ...registered.data, idNumber: null, name: null, sex: null, birthDate: null } }, { type: 'FactsRecorded', data: { personKey: 'p1', facts: null } }]);
    expect(shown(factSheetOf(erased))).toEqual([`residence-area=${village} 2016-03-01..`]);
    const next = personDecider.decide(erased, facts(fact('birth-date', '1947-06-15')));
    expect(next.ok).toBe(true);
  });
});

describe('moves, death, accounts and family', () => {
  it('moves to another village, by the origin or the destination', () => {
    const moved: PersonEvent = { type: 'PersonMoved', data: { personKey: 'p1', fromArea: village, toArea: otherVillage, movedOn: '2016-03-02', source } };
    const move = (by: Actor) => command('MovePerson', { toArea: otherVillage, movedOn: '2016-03-02', source }, by, '2016-03-03T01:00:00.000Z');
    given(registered).when(move(officer('o', 'caseworker', '990101100000'))).then(moved);
    given(registered).when(move(officer('d', 'caseworker', '990101101000'))).then(moved);
    given(registered).when(move(officer('x', 'caseworker', '990101102000'))).thenRefused('authority.area');
    given(registered, moved).when(move(desk)).thenRefused('person.same-area');
    given(registered).when(command('MovePerson', { toArea: otherVillage, movedOn: '2016-02-29', source })).thenRefused('person.move-order');
    given(registered, died).when(command('MovePerson', { toArea: otherVillage, movedOn: '2016-03-01', source })).thenRefused('person.after-death');
  });
  it('dies once, not before birth and not tomorrow', () => {
    given(registered).when(command('RecordDeath', { diedOn: '2016-02-01', source })).then(died);
    given(registered, died).when(command('RecordDeath', { diedOn: '2016-02-01', source })).thenRefused('person.already-died');
    given(registered).when(command('RecordDeath', { diedOn: '1947-06-14', source })).thenRefused('person.before-birth');
    given(registered).when(command('RecordDeath', { diedOn: '2016-03-02', source })).thenRefused('date.in-the-future');
  });
  it('takes back a death that was recorded wrongly, with reason and paper, and lets the right day be recorded', () => {
    const retracted: PersonEvent = { type: 'PersonDeathRetracted', data: { personKey: 'p1', diedOn: '2016-02-01', reason: '误登他人', source, retractedBy: ['desk'], retractedOn: '2016-03-01' } };
    const retract = (reason = ' 误登他人 ', by: Actor = desk) => command('RetractDeath', { reason, source }, by);
    given(registered, died).when(retract()).then(retracted);
    given(registered, died).when(retract('误登他人', { ...desk, onBehalfOf: 'chief' })).then({ ...retracted, data: { ...retracted.data, retractedBy: ['desk', 'chief'] } });
    given(registered, died).when(retract('  ')).thenRefused('text.length');
    given(registered, died).when(retract('误登', officer('x', 'finance-preparer'))).thenRefused('authority.role');
    given(registered, died).when(retract('误登', { ...desk, kind: 'automation' })).thenRefused('authority.automation');
    given(registered).when(retract()).thenRefused('person.not-died');
    given(registered, died, retracted).when(retract()).thenRefused('person.not-died');
    const right: PersonEvent = { type: 'PersonDied', data: { personKey: 'p1', diedOn: '2016-02-20', source } };
    given(registered, died, retracted).when(command('RecordDeath', { diedOn: '2016-02-20', source })).then(right);
    given(registered, died, retracted).when(command('RecordDeath', { diedOn: '2016-02-01', source })).then(died);
    expect(given(registered, died, retracted).when(command('MovePerson', { toArea: otherVillage, movedOn: '2016-03-02', source }, desk, '2016-03-03T01:00:00.000Z')).outcome.ok).toBe(true);
    expect(factSheetOf(fold(personDecider, [registered, died, retracted])).map((each) => each.fact)).not.toContain('death-date');
    expect(factSheetOf(fold(personDecider, [registered, died, retracted, right])).find((each) => each.fact === 'death-date')?.value).toBe('2016-02-20');
  });
  it('shows a death taken back to whoever asks what was known before that', () => {
    const stored = (event: PersonEvent, recordedAt: string): PersonEvent => ({ ...event, meta: { recordedAt } }) as unknown as PersonEvent;
    const retracted: PersonEvent = { type: 'PersonDeathRetracted', data: { personKey: 'p1', diedOn: '2016-02-01', reason: '误登', source, retractedBy: ['desk'], retractedOn: '2016-03-04' } };
    const state = fold(personDecider, [stored(registered, '2016-03-01T01:00:00.000Z'), stored(died, '2016-03-02T01:00:00.000Z'), stored(retracted, '2016-03-04T01:00:00.000Z')]);
    const knownBefore = (moment?: string) => factSheetOf(state, moment).some((each) => each.fact === 'death-date');
    expect([knownBefore('2016-03-02T00:00:00.000Z'), knownBefore('2016-03-03T00:00:00.000Z'), knownBefore('2016-03-05T00:00:00.000Z'), knownBefore()]).toEqual([false, true, false, false]);
  });
  const account = { accountKey: 'k1', accountNumber: '9999 0100 0000 0000 010', holderName: '欧阳•𠮷', bank: '农商行', validFrom: '2016-01-01', source };
  const accounted: PersonEvent = { type: 'AccountRecorded', data: { personKey: 'p1', ...account, accountNumber: '9999010000000000010' } };
  it("takes the person's own account, and the same again changes nothing", () => {
    given(registered).when(command('RecordAccount', account)).then(accounted);
    given(registered, accounted).when(command('RecordAccount', account)).then();
    given(registered).when(command('RecordAccount', { ...account, holderName: '村会计' })).thenRefused('account.not-own');
    given(registered).when(command('RecordAccount', { ...account, accountNumber: '9.99E+18' })).thenRefused('account.number');
  });
  it('knows the account of a day', () => {
    const later: PersonEvent = { type: 'AccountRecorded', data: { ...(accounted.data as { personKey: string } & typeof account), accountKey: 'k2', validFrom: '2016-05-01' } };
    const state = fold(personDecider, [registered, accounted, later]);
    expect(['2015-12-31', '2016-04-30', '2016-05-01'].map((day) => accountOn(state, day)?.accountKey ?? null)).toEqual([null, 'k1', 'k2']);
  });
  it('links a family, and no second husband or wife at a time', () => {
    const linked: PersonEvent = { type: 'FamilyLinked', data: { personKey: 'p1', relation: 'spouse', otherPersonKey: 'p2', validFrom: '1970-01-01', validTo: null } };
    given(registered).when(command('LinkFamily', { relation: 'spouse', otherPersonKey: 'p2', validFrom: '1970-01-01', validTo: null })).then(linked);
    given(registered, linked).when(command('LinkFamily', { relation: 'spouse', otherPersonKey: 'p3', validFrom: '1980-01-01', validTo: null })).thenRefused('family.second-spouse');
    given(registered).when(command('LinkFamily', { relation: 'child', otherPersonKey: 'p1', validFrom: '1970-01-01', validTo: null })).thenRefused('family.self');
  });
  it('corrects details and says nothing when nothing changed', () => {
    given(registered).when(command('CorrectPersonDetails', { name: '欧阳·𠮷', source, reason: '核对' })).then();
    given(registered).when(command('CorrectPersonDetails', { phone: '13800001234', source, reason: '补录' })).then({ type: 'PersonDetailsCorrected', data: { personKey: 'p1', phone: '13800001234', source, reason: '补录' } });
    given(registered).when(command('CorrectPersonDetails', { name: '', source, reason: '核对' })).thenRefused('text.length');
  });
  it('answers a command it does not know', () => given({ type: 'New', data: {} } as never, registered).when({ type: 'Dance', data: {}, by: desk, at } as never).thenRefused('command.unknown'));
});

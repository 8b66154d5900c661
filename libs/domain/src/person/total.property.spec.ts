import { Actor, fold } from '@zhibu/kernel';
import { DatedFact } from '@zhibu/policy';
import fc from 'fast-check';
import { chief, desk, officer, otherVillage, program, village } from '../testing/case-fixture';
import { PersonCommand } from './commands';
import { PersonEvent, personEventSpecs } from './events';
import { factSheetOf, factsInForceOn } from './fact-sheet';
import { accountOn, personDecider } from './index';

const source = { kind: 'certificate', reference: 'x' } as const;
const textArb = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('欧阳·𠮷', '', '9.9E+17'));
const dayArb = fc.oneof(fc.integer({ min: 1900, max: 2020 }).map((year) => `${year}-03-15`), fc.constantFrom('2015-02-29', 'soon', ''));
const areaArb = fc.constantFrom(village, otherVillage, '990101100000', 'x');
const idArb = fc.oneof(fc.constantFrom('990000194706150017', '990000470615001'), textArb);
const factArb: fc.Arbitrary<DatedFact> = fc.record({
  fact: fc.constantFrom('birth-date', 'death-date', 'sex', 'children-ever'),
  of: fc.constantFrom<DatedFact['of'][]>('self', 'spouse', 'child:c1'),
  value: fc.oneof(dayArb, fc.constantFrom<DatedFact['value'][]>('M', 'F', 1, true)),
  validFrom: dayArb,
  validTo: fc.option(dayArb),
  source: fc.constant(source),
});
const dataArb = fc.oneof(
  fc.record({ idNumber: idArb, name: fc.constantFrom('欧阳·𠮷', '张三', ''), areaCode: areaArb }).map((data) => ['RegisterPerson', { personKey: 'p1', phone: null, address: null, source: { ...source, issuedOn: '2016-03-01' }, ...data }] as const),
  fc.record({ name: textArb, phone: textArb }).map((data) => ['CorrectPersonDetails', { ...data, source, reason: '核对' }] as const),
  fc.record({ toArea: areaArb, movedOn: fc.oneof(dayArb, fc.constantFrom('2016-03-02', '2016-03-04', '2016-03-06')) }).map((data) => ['MovePerson', { ...data, source }] as const),
  fc.constantFrom('2016-03-09', '1900-01-01', 'soon').map((diedOn) => ['RecordDeath', { diedOn, source }] as const),
  fc.constantFrom('误登', '').map((reason) => ['RetractDeath', { reason, source }] as const),
  fc.array(fc.record({ factId: fc.constantFrom('a', 'b', 'c', ''), fact: factArb }), { maxLength: 4 }).map((facts) => ['RecordFacts', { facts }] as const),
  fc.constantFrom('a', 'b', 'z').map((factId) => ['RetractFact', { factId, reason: 'x', source }] as const),
  fc.record({ accountNumber: fc.oneof(textArb, fc.constant('9999010000000000010')), validFrom: dayArb }).map((data) => ['RecordAccount', { accountKey: 'k', holderName: '欧阳·𠮷', bank: 'b', source, ...data }] as const),
  fc.record({ relation: fc.constantFrom('spouse', 'child', 'parent'), otherPersonKey: fc.constantFrom('p1', 'p2', 'p3'), validFrom: dayArb, validTo: fc.option(dayArb) }).map((data) => ['LinkFamily', data] as const),
  fc.constant(['Unheard', {}] as const),
);
const commandArb: fc.Arbitrary<PersonCommand> = fc
  .tuple(dataArb, fc.constantFrom<Actor[]>(desk, desk, chief, program, officer('f', 'finance-preparer')))
  .map(([[type, data], by]) => ({ type, data, by, at: '2016-03-10T01:00:00.000Z' }) as unknown as PersonCommand);

const form = { personKey: 'p1', idNumber: '990000470615001', name: '欧阳·𠮷', phone: null, address: null, areaCode: village, source: { ...source, issuedOn: '2016-03-01' } };
const registered = personDecider.decide(personDecider.initialState, { type: 'RegisterPerson', data: form, by: desk, at: '2016-03-01T01:00:00.000Z' });

const nullAt = (data: Readonly<Record<string, unknown>>, [step = '', ...rest]: readonly string[]): Readonly<Record<string, unknown>> =>
  data[step] === undefined ? data : { ...data, [step]: rest.length === 0 ? null : nullAt(data[step] as Readonly<Record<string, unknown>>, rest) };
/** As an event reads once the key is erased: every field that the catalogue seals is null. */
const erase = (event: PersonEvent): PersonEvent =>
  ({ ...event, data: personEventSpecs[event.type].personal.flatMap(({ fields }) => fields).reduce((data, field) => nullAt(data, field.split('.')), event.data as unknown as Readonly<Record<string, unknown>>) }) as unknown as PersonEvent;

it('a person answers every command, erased or not, and residences never overlap', () => {
  fc.assert(
    fc.property(fc.array(commandArb, { maxLength: 40 }), fc.boolean(), (commands, startsEmpty) => {
      const start = startsEmpty || !registered.ok ? [] : registered.events;
      let state = fold(personDecider, start);
      let erased = fold(personDecider, start.map(erase));
      for (const command of commands) {
        personDecider.decide(erased, command);
        const outcome = personDecider.decide(state, command);
        if (!outcome.ok) continue;
        state = fold(personDecider, outcome.events, state);
        erased = fold(personDecider, outcome.events.map(erase), erased);
        for (const each of [state, erased]) {
          factSheetOf(each);
          factsInForceOn(each, '2016-03-01');
          accountOn(each, '2016-03-01');
          each.residences.forEach(({ validFrom, validTo }, index) => {
            const next = each.residences[index + 1];
            expect(next === undefined ? validTo === null : validTo !== null && validFrom <= validTo && validTo < next.validFrom).toBe(true);
          });
        }
        expect(factSheetOf(erased).every((fact) => fact.fact === 'residence-area' || fact.fact === 'death-date')).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

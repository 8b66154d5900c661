import { resolve } from 'node:path';
import { ApplicationForm, CommandContext, PersonForm } from '@zhibu/application';
import { Actor, Rejection, Role } from '@zhibu/kernel';
import { readPolicyFiles, simulatedClock } from '@zhibu/platform';
import { MemoryRuntime, createMemoryRuntime } from './memory-runtime';

const villageA = '990101100001';
const villageB = '990101101001';
const source = { kind: 'id-card', reference: '身份证' } as const;
const person: PersonForm = { idNumber: '990000194706150017', name: '示例', phone: null, address: null, areaCode: villageB, source };
const application: ApplicationForm = { scheme: 'special-hardship', branch: 'child-died', channel: 'window', evidence: [] };
const fact = { fact: { fact: 'marital-status', of: 'self', value: 'married', validFrom: '2015-01-01', validTo: null, source } } as const;

const officer = (userId: string, role: Role, areaCode: string): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode }] });
const asked: readonly (readonly [string, Actor])[] = [
  ['the caseworker of another township', officer('a', 'caseworker', '990101100000')],
  ['a finance approver of the county', officer('f', 'finance-approver', '990101000000')],
  ['an administrator', officer('admin', 'administrator', '000000000000')],
];

describe('who asks about a person of another area by sending in a form', () => {
  let runtime: MemoryRuntime;
  let keys = 0;
  const clock = simulatedClock('2016-03-01T01:00:00.000Z');
  const by = (actor: Actor): CommandContext => ({ clock, actor, commandKey: `${actor.userId}/${(keys += 1)}`, correlationId: 't', causationId: 't' });
  const refusalOf = (answer: { readonly ok: true } | { readonly ok: false; readonly rejection: Rejection }): Rejection => {
    if (answer.ok) throw new Error('expected a refusal');
    return answer.rejection;
  };

  beforeAll(async () => {
    runtime = createMemoryRuntime({ clock, rules: await readPolicyFiles(resolve(__dirname, '../../../../policies')) });
    const sent = await runtime.services.applications.submitForm(by(officer('b', 'caseworker', '990101101000')), { person, application });
    expect(sent.ok).toBe(true);
  });

  it.each(asked)('%s learns neither of an open case, nor where the person lives, nor the key', async (_, actor) => {
    const { applications, people } = runtime.services;
    const own = { ...person, areaCode: villageA };
    const open = refusalOf(await applications.submitForm(by(actor), { person: own, application }));
    const none = refusalOf(await applications.submitForm(by(actor), { person: own, application: { ...application, scheme: 'rural-reward', branch: null } }));
    expect(open).toEqual(none);
    expect(open.code).toMatch(/^authority\./);
    const withFacts = refusalOf(await applications.submitForm(by(actor), { person: { ...own, facts: [fact] }, application }));
    const key = people.keyOf(person.idNumber);
    for (const said of [open, withFacts]) expect(JSON.stringify(said)).not.toMatch(new RegExp(`${villageB}|${key.ok ? key.value : '-'}`));
  });

  it.each(asked.slice(1))('%s does not even learn that the person is registered', async (_, actor) => {
    expect(refusalOf(await runtime.services.people.register(by(actor), { ...person, areaCode: villageA })).code).toBe('authority.role');
  });
});

import { Actor, Role, roles, scenario } from '@zhibu/kernel';
import { applicationId, approved, ask, bob, checked, closed, decisionOf, elder, entered, five, officer, otherVillage, personKey, posted, program, refusedAt, returnedAt, signed, submission, submitted, upToCounty, upToTownship } from '../testing/case-fixture';
import { ApplicationCommand } from './commands';
import { objectionsMax } from './decide-notice';
import { ApplicationEvent } from './events';
import { applicationDecider } from './index';

const { given } = scenario(applicationDecider);
const own = { applicationId, personKey };
const onNotice: readonly ApplicationEvent[] = upToTownship.slice(0, 6);
const objected = (objectionId: string): ApplicationEvent => ({ type: 'ObjectionRaised', data: { ...own, stage: 'village-notice', objectionId, statement: '家里还有一个孩子', raisedOn: '2016-03-03' } });
const resolvedOf = (objectionId: string, upheld: boolean, onBehalfOf: string | null = null): ApplicationEvent => ({ type: 'ObjectionResolved', data: { ...own, stage: 'village-notice', objectionId, upheld, note: '', resolvedBy: 'elder', onBehalfOf } });
const review = (stage: string, reviewers: readonly string[] = []) => ({ stage, outcome: 'approved' as const, reasons: [], note: '', reviewers });
const refusedInTownship = [...upToTownship, refusedAt('township-review', ['not-resident'])];

interface Step {
  readonly past: readonly ApplicationEvent[];
  readonly make: (by: Actor) => ApplicationCommand;
  readonly roles: readonly Role[];
  /** A step that a program takes too. */
  readonly program?: true;
}
const window: readonly Role[] = ['caseworker'];
const steps: Record<string, Step> = {
  submits: { past: [], make: (by) => ask('SubmitApplication', submission, by), roles: window },
  checks: { past: [submitted], make: (by) => ask('RecordEligibility', { decision: decisionOf('yes') }, by), roles: ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer'], program: true },
  'decides the village review': { past: upToTownship.slice(0, 3), make: (by) => ask('DecideStage', review('village-review', five), by), roles: ['village-reviewer'] },
  objects: { past: onNotice, make: (by) => ask('RaiseObjection', { objectionId: 'o1', statement: '家里还有一个孩子' }, by), roles: ['caseworker', 'inspector', 'village-reviewer'] },
  'resolves an objection': { past: [...onNotice, objected('o1')], make: (by) => ask('ResolveObjection', { objectionId: 'o1', upheld: false, note: '' }, by), roles: ['village-reviewer'] },
  'closes a notice': { past: onNotice, make: (by) => ask('CloseNotice', { stage: 'village-notice' }, by, '2016-03-11'), roles: ['village-reviewer'], program: true },
  signs: { past: upToTownship, make: (by) => ask('SignStage', { stage: 'township-review', opinion: 'agree', note: '' }, by), roles: ['township-reviewer'] },
  'decides the township review': { past: [...upToTownship, signed('township-review', 'ann'), signed('township-review', 'bob')], make: (by) => ask('DecideStage', review('township-review'), by), roles: ['township-reviewer'] },
  confirms: { past: upToCounty, make: (by) => ask('DecideStage', review('county-confirmation'), by), roles: ['county-reviewer'] },
  corrects: { past: [submitted, returnedAt('village-review', ['evidence-missing'])], make: (by) => ask('CorrectApplication', { branch: null, evidence: [], note: '' }, by), roles: window },
  withdraws: { past: upToCounty, make: (by) => ask('WithdrawApplication', { reason: '本人放弃' }, by), roles: window },
  're-opens': { past: refusedInTownship, make: (by) => ask('ReopenApplication', { stage: 'township-review', reason: '申诉', basis: 'appeal' }, by), roles: ['caseworker', 'township-reviewer'] },
  inspects: { past: refusedInTownship, make: (by) => ask('RecordAuditSample', { sampleId: 's1', finding: 'correct', note: '' }, by), roles: ['inspector'] },
};
const codeOf = ({ past }: Step, command: ApplicationCommand): string | null => {
  const { outcome } = given(...past).when(command);
  return outcome.ok ? null : outcome.rejection.code;
};

describe.each(Object.entries(steps))('who %s', (_, step) => {
  it('holds the role for it, in the area of the case', () => {
    for (const role of roles) expect([role, codeOf(step, step.make(officer('z', role)))]).toEqual([role, step.roles.includes(role) ? null : 'authority.role']);
    for (const role of step.roles) expect(codeOf(step, step.make(officer('z', role, '990102000000')))).toBe('authority.area');
  });
  it(step.program === true ? 'may be the program' : 'is a person', () => expect(codeOf(step, step.make({ ...officer('z', step.roles[0]!), kind: 'automation' }))).toBe(step.program === true ? null : 'authority.automation'));
});

describe('the check of a case', () => {
  const check = (more: object, by: Actor = program) => ask('RecordEligibility', { decision: { ...decisionOf('yes'), ...more } }, by);
  it('is of its scheme and of an area that it lies in', () => {
    for (const more of [{ scheme: 'special-hardship' }, { branch: 'child-died' }, { areaCode: otherVillage }, { areaCode: '990102000000' }]) given(submitted).when(check(more)).thenRefused('eligibility.other-case');
    for (const areaCode of ['990101000000', '000000000000']) expect(given(submitted).when(check({ areaCode })).outcome.ok).toBe(true);
  });
  it('comes while the case is checked or reviewed', () => {
    for (const past of [[], [submitted, returnedAt('village-review', ['evidence-missing'])], refusedInTownship]) given(...past).when(check({})).thenRefused('application.wrong-status');
  });
});

describe('objections', () => {
  const raise = (objectionId: string, statement = '家里还有一个孩子') => ask('RaiseObjection', { objectionId, statement }, elder);
  const resolve = (objectionId: string, by: Actor = elder, note = '') => ask('ResolveObjection', { objectionId, upheld: false, note }, by, '2016-03-08');

  it('are kept word for word, each once, a hundred at most', () => {
    given(...onNotice).when(ask('RaiseObjection', { objectionId: 'o1', statement: '家里还有一个孩子' }, elder, '2016-03-03')).then(objected('o1'));
    given(...onNotice, objected('o1'), objected('o2')).when(raise('o1')).thenRefused('objection.known');
    given(...onNotice, objected('o1'), resolvedOf('o1', false)).when(raise('o1')).thenRefused('objection.known');
    const many = (count: number) => Array.from({ length: count }, (_, index) => objected(`x${index}`));
    expect(given(...onNotice, ...many(objectionsMax - 1)).when(raise('o1')).outcome.ok).toBe(true);
    given(...onNotice, ...many(objectionsMax)).when(raise('o1')).thenRefused('objection.known');
    expect(objectionsMax).toBe(100);
  });
  it('have a name of up to 100 characters and up to 2,000 to say', () => {
    expect(given(...onNotice).when(raise('o'.repeat(100), '字'.repeat(2_000))).outcome.ok).toBe(true);
    for (const command of [raise('o'.repeat(101)), raise('o1', '字'.repeat(2_001)), raise(''), raise('o1', ' ')]) given(...onNotice).when(command).thenRefused('text.length');
    given(...onNotice, objected('o1')).when(resolve('o1', elder, '字'.repeat(2_001))).thenRefused('text.length');
  });
  it('start the clock again with the last one that is resolved, also for another', () => {
    const two = [...onNotice, objected('o1'), objected('o2')];
    given(...two).when(resolve('o1')).then(resolvedOf('o1', false));
    given(...two, resolvedOf('o1', false)).when(resolve('o2')).then(resolvedOf('o2', false), posted('village-notice', '2016-03-08', '2016-03-17', true));
    given(...two, resolvedOf('o1', false)).when(resolve('o1')).thenRefused('objection.not-open');
    given(...two).when(resolve('o1', { ...elder, onBehalfOf: 'deputy' })).then(resolvedOf('o1', false, 'deputy'));
  });
  it('keep everybody who resolved one from the other levels, in whose name as well', () => {
    const past = [...onNotice, objected('o1'), resolvedOf('o1', false, 'deputy'), closed('village-notice', '2016-03-18'), entered('township-review', '2016-03-18')];
    for (const id of ['elder', 'deputy']) given(...past).when(ask('SignStage', { stage: 'township-review', opinion: 'agree', note: '' }, officer(id, 'township-reviewer'))).thenRefused('duty.two-levels');
  });
  it('are not resolved, nor a notice closed, by who decided another level', () => {
    const again = [...upToTownship, signed('township-review', 'bob'), approved('township-review', 'bob'), entered('village-notice', '2016-03-11'), posted('village-notice', '2016-03-11', '2016-03-22')];
    const turned = officer(bob.userId, 'village-reviewer');
    given(...again, objected('o1')).when(resolve('o1', turned)).thenRefused('duty.two-levels');
    given(...again).when(ask('CloseNotice', { stage: 'village-notice' }, turned, '2016-03-23')).thenRefused('duty.two-levels');
  });
});

describe('an inspection', () => {
  const inspect = (sampleId: string, finding: 'correct' | 'wrongly-in' | 'wrongly-out' = 'correct') => ask('RecordAuditSample', { sampleId, finding, note: '' }, officer('z', 'inspector'));
  it('fits how the case ended', () => {
    expect(given(...refusedInTownship).when(inspect('s1', 'wrongly-out')).outcome.ok).toBe(true);
    given(...refusedInTownship).when(inspect('s1', 'wrongly-in')).thenRefused('application.wrong-status');
    given(submitted, checked('yes')).when(inspect('s1')).thenRefused('application.wrong-status');
  });
});

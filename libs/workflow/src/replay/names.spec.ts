import { Checkpoint, RecordedEvent } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { DatedFact, FactOwner, FactValue } from '@zhibu/policy';
import { shippedFiles, shippedPolicies } from '../../../../test/support/shipped-policies';
import { loadProcedures } from '../procedure/register';
import { namesOf } from './names';
import { timelineOf } from './timeline';

const policies = shippedPolicies();
const loaded = loadProcedures(shippedFiles().filter(({ path }) => path.startsWith('procedures/')));
if (!loaded.ok) throw new Error(loaded.problems.map(({ file, line }) => `${file}:${line}`).join());
const names = namesOf({ policies, procedures: loaded.procedures });
const of = { applicationId: 'special-hardship.p.1', personKey: 'p' };

const recorded = (events: readonly ZhibuEvent[]): readonly RecordedEvent[] =>
  events.map((event, index) => ({
    ...event,
    checkpoint: `0/${index}` as Checkpoint,
    meta: {
      id: `e${index}`, stream: 'application-special-hardship.p.1', version: index + 1, schemaVersion: 1, recordedAt: '2016-03-01T01:00:00.000Z', simulated: false,
      actor: { userId: 'u', kind: 'officer', roles: [] }, causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: ['p'],
    },
  }));
const said = (...events: readonly ZhibuEvent[]) => timelineOf(recorded(events), 'p', names);

const fact = (name: string, value: FactValue, owner: FactOwner = 'self'): DatedFact => ({ fact: name, of: owner, value, validFrom: '1990-01-01', validTo: null, source: { kind: 'household-register', reference: '户口簿 8 页', issuedBy: '示例派出所' } });
const facts = [fact('birth-date', '1960-06-15'), fact('sex', 'F'), fact('residence-area', '990101100001'), fact('children-ever', 2), fact('death-date', '2014-05-05', 'child:c1')];
const decision = policies.evaluate({ scheme: 'special-hardship', branch: 'child-died', areaCode: '990101100001', on: '2016-03-01', facts });
if (!decision.ok) throw new Error(decision.rejection.code);

const submitted: ZhibuEvent = {
  type: 'ApplicationSubmitted',
  data: { ...of, scheme: 'special-hardship', branch: 'child-died', areaCode: '990101100001', procedure: { id: 'special-hardship', version: 1 }, appliedOn: '2016-03-01', channel: 'window', evidence: [] },
};
const checked: ZhibuEvent = { type: 'EligibilityChecked', data: { ...of, answer: 'no', on: '2016-03-01', ruleId: 'r', ruleVersion: '2008', decision: decision.value } };
const refused: ZhibuEvent = { type: 'ApplicationRefused', data: { ...of, stage: 'village-review', reasons: ['not-eligible', 'children-do-not-fit'], note: '', refusedOn: '2016-03-01' } };

describe('a history with names', () => {
  it('calls schemes, branches, stages, areas and reasons as people do, in both languages', () => {
    const entered: ZhibuEvent = { type: 'StageEntered', data: { ...of, stage: 'village-review', enteredOn: '2016-03-01', dueOn: null } };
    const moved: ZhibuEvent = { type: 'PersonMoved', data: { personKey: 'p', fromArea: '990101100001', toArea: '990101100002', movedOn: '2016-04-01', source: { kind: 'declaration', reference: 'r' } } };
    const [application, stage, refusal, move] = said(submitted, entered, refused, moved);
    expect(application?.what).toEqual({ zh: '申请 计划生育家庭特别扶助（独生子女死亡）', en: 'Applied for Special-hardship relief (Only child died)' });
    expect(stage?.what).toEqual({ zh: '进入环节 村级评议', en: 'Entered the stage Village review' });
    expect(refusal?.why).toEqual([{ zh: '理由：不符合资格条件、子女情况不符合规定', en: 'Reasons: The conditions are not met, The children do not fit the conditions' }]);
    expect(move?.what.zh).toBe('由 示例省示例市示例县示例一镇一村 迁往 示例省示例市示例县示例一镇二村');
    expect(timelineOf(recorded([submitted, refused]), 'p')[1]?.why[0]?.zh).toBe('理由：not-eligible、children-do-not-fit');
  });

  it('says of each test what was expected and found, on which facts, and where they come from', () => {
    const why = said(submitted, checked)[1]?.why ?? [];
    expect(why[0]?.zh).toBe('依据 人口发〔2007〕78号，规则 special-hardship.child-died.national 版本 2008，以 2016-03-01 为准');
    expect(why).toContainEqual({
      zh: '✗ 只生育或合法收养过一个子女：应为等于 1，实为2（本人“曾生育（含收养）子女数”为2，来源 示例派出所 户口簿 8 页）',
      en: '✗ Had or adopted exactly one child: expected is 1, found 2 ("Children ever had or adopted" of the applicant is 2, from 示例派出所 户口簿 8 页)',
    });
  });

  it('names what is missing as the form names it', () => {
    const why = (said(submitted, checked)[1]?.why ?? []).map(({ zh, en }) => `${zh} | ${en}`).join('\n');
    expect(why).toContain('未知，缺少：本人“持有独生子女父母光荣证” | ');
    expect(why).toContain('曾生育（含收养）2 人，列出 1 人');
    expect(why).toContain('2 children ever, 1 listed');
    expect(why).not.toMatch(/child:[c?]|self [a-z]+-/);
  });

  it('leaves codes that nobody names as they are', () => {
    const other: ZhibuEvent = { type: 'ApplicationRefused', data: { ...of, stage: 'x', reasons: ['unheard-of'], note: '', refusedOn: '2016-03-01' } };
    expect(said(other)[0]?.why).toEqual([{ zh: '理由：unheard-of', en: 'Reasons: unheard-of' }]);
  });
});

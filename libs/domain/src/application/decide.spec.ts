import { DomainCommand, contentHash, fold, scenario, text } from '@zhibu/kernel';
import { ann, applicationId, approved, ask, bob, checked, chief, closed, decisionOf, desk, elder, entered, five, inspector, officer, personKey, posted, procedure, program, refusedAt, returnedAt, signed, submission, submitted, upToCounty, upToLastNotice, upToTownship } from '../testing/case-fixture';
import { ApplicationCommand } from './commands';
import { ApplicationEvent, RightElsewhere } from './events';
import { applicationDecider } from './index';
import { procedureRefOf } from './procedure';

const { given } = scenario(applicationDecider);
const own = { applicationId, personKey };
const decision = (stage: string, outcome: 'approved' | 'refused' | 'returned', reasons: readonly string[] = [], reviewers: readonly string[] = []) => ({ stage, outcome, reasons, note: '', reviewers });
const objected: ApplicationEvent = { type: 'ObjectionRaised', data: { ...own, stage: 'village-notice', objectionId: 'o1', statement: '家里还有一个孩子', raisedOn: '2016-03-03' } };
const onVillageNotice: readonly ApplicationEvent[] = upToTownship.slice(0, 6);

/** As it is kept now: with what the definition said, word for word. */
const submittedUnder: ApplicationEvent = { type: 'ApplicationSubmitted', data: { ...submission, procedure: { id: 'rural-reward', version: 1, hash: contentHash(procedure) } } };
const withRight = (command: ApplicationCommand, right: RightElsewhere | null): ApplicationCommand =>
  ({ ...command, data: { ...(command as DomainCommand<string, object>).data, context: { ...command.data.context, right } } }) as unknown as ApplicationCommand;
const register: RightElsewhere = { entitlementId: 'rural-reward.p1', register: '2015 年度名册' };
const returnedAsEntitled = (stage: string, already: RightElsewhere): ApplicationEvent => ({ type: 'ApplicationReturned', data: { ...own, stage, reasons: ['already-entitled'], note: '', already } });

describe('submission', () => {
  it('is taken by a caseworker and keeps the definition it began with', () => given().when(ask('SubmitApplication', submission, desk)).then(submittedUnder));
  it('comes once to a stream', () => given(submitted).when(ask('SubmitApplication', submission, desk)).thenRefused('application.wrong-status'));
  it('needs the role', () => given().when(ask('SubmitApplication', submission, elder)).thenRefused('authority.role'));
  it('needs the area', () => given().when(ask('SubmitApplication', submission, officer('desk', 'caseworker', '990101101000'))).thenRefused('authority.area'));
  it('is not made by a program', () => given().when(ask('SubmitApplication', submission, { ...program, roles: desk.roles })).thenRefused('authority.automation'));
  it('names a village', () => given().when(ask('SubmitApplication', { ...submission, areaCode: '990101100000' }, desk)).thenRefused('area.not-a-village'));
  it('does not come from the future', () => given().when(ask('SubmitApplication', { ...submission, appliedOn: '2016-03-02' }, desk)).thenRefused('date.in-the-future'));
  it('has the id of person and scheme', () => given().when(ask('SubmitApplication', { ...submission, applicationId: 'rural-reward.p2.1' }, desk)).thenRefused('application.id'));
  it('follows a definition for its scheme', () => given().when(ask('SubmitApplication', { ...submission, scheme: 'only-child-bonus', applicationId: 'only-child-bonus.p1.1' }, desk)).thenRefused('procedure.other-scheme'));
});

describe('automatic check', () => {
  it('yes enters the village review with its deadline in working days', () =>
    given(submitted).when(ask('RecordEligibility', { decision: decisionOf('yes') }, program)).then(checked('yes'), entered('village-review', '2016-03-01', '2016-03-29')));
  it('no refuses where the definition says so', () => given(submitted).when(ask('RecordEligibility', { decision: decisionOf('no') }, program)).then(checked('no'), refusedAt('village-review', ['not-eligible'])));
  it('no returns where the definition says so', () =>
    given(submitted).when(ask('RecordEligibility', { decision: decisionOf('no') }, program, '2016-03-01', { ...procedure, onIneligible: 'return' })).then(checked('no'), returnedAt('village-review', ['not-eligible'])));
  it('unknown is not yes: it is returned', () => given(submitted).when(ask('RecordEligibility', { decision: decisionOf('unknown') }, program)).then(checked('unknown'), returnedAt('village-review', ['eligibility-unknown'])));
  it('unknown goes on, flagged, where the definition says so', () =>
    given(submitted).when(ask('RecordEligibility', { decision: decisionOf('unknown') }, program, '2016-03-01', { ...procedure, onUnknown: 'continue' })).then(checked('unknown'), entered('village-review', '2016-03-01', '2016-03-29')));
  it('a repeated yes changes nothing else', () => given(...upToCounty).when(ask('RecordEligibility', { decision: decisionOf('yes') }, program)).then(checked('yes')));
  it('a repeated no takes the case out of its stage', () => given(...upToCounty).when(ask('RecordEligibility', { decision: decisionOf('no') }, program)).then(checked('no'), refusedAt('county-confirmation', ['not-eligible'])));
  it('is for this case', () => given(submitted).when(ask('RecordEligibility', { decision: { ...decisionOf('yes'), branch: 'child-died' } }, program)).thenRefused('eligibility.other-case'));
  it('keeps the version the case began with', () => given(submitted).when(ask('RecordEligibility', { decision: decisionOf('yes') }, program, '2016-03-01', { ...procedure, version: 2 })).thenRefused('procedure.other-version'));
});

describe('the definition of a running case', () => {
  const check = (definition: typeof procedure) => ask('RecordEligibility', { decision: decisionOf('yes') }, program, '2016-03-01', definition);
  const edited = { ...procedure, stages: procedure.stages.map((stage) => (stage.kind === 'notice' ? { ...stage, days: 6 } : stage)) };
  it('goes on under the same content, also when it was read anew', () => given(submittedUnder).when(check(structuredClone(procedure))).then(checked('yes'), entered('village-review', '2016-03-01', '2016-03-29')));
  it('does not change under the same version', () => given(submittedUnder).when(check(edited)).thenRefused('procedure.changed'));
  it('has any change of words count, because decisions are told in them', () => given(submittedUnder).when(check({ ...procedure, reasons: { ...procedure.reasons, 'not-resident': { zh: '另一句话', en: 'other words' } } })).thenRefused('procedure.changed'));
  it('is known by id and version alone in cases from before it was kept', () => given(submitted).when(check(edited)).then(checked('yes'), entered('village-review', '2016-03-01', '2016-03-29')));
});

describe('somebody who has the right already', () => {
  const approve = ask('DecideStage', decision('county-confirmation', 'approved'), chief, '2016-03-23');
  const close = ask('CloseNotice', { stage: 'county-notice' }, program, '2016-04-02');
  it('is not approved in the last review, and told from where the right came', () => {
    const { outcome } = given(...upToCounty).when(withRight(approve, register));
    expect(outcome).toMatchObject({ ok: false, rejection: { code: 'application.already-entitled', actual: { zh: 'rural-reward.p1，由登记册“2015 年度名册”转入', en: 'rural-reward.p1, taken over from the register "2015 年度名册"' } } });
    given(...upToCounty).when(withRight(approve, null)).then(approved('county-confirmation', 'chief', [], null, '2016-03-23'), entered('county-notice', '2016-03-23'), posted('county-notice', '2016-03-23', '2016-04-01'));
  });
  it('can still be refused or returned there', () =>
    given(...upToCounty).when(withRight(ask('DecideStage', decision('county-confirmation', 'refused', ['not-resident']), chief), register)).then({ ...approved('county-confirmation', 'chief'), data: { ...approved('county-confirmation', 'chief').data, outcome: 'refused', reasons: ['not-resident'] } } as ApplicationEvent, refusedAt('county-confirmation', ['not-resident'])));
  it('is not confirmed by the last notice: the case goes back with the reason', () => given(...upToLastNotice).when(withRight(close, register)).then(closed('county-notice', '2016-04-02'), returnedAsEntitled('county-notice', register)));
  it('has the case returned by the check, the first or a later one', () => {
    const check = withRight(ask('RecordEligibility', { decision: decisionOf('yes') }, program), { ...register, register: null });
    given(submitted).when(check).then(checked('yes'), returnedAsEntitled('village-review', { ...register, register: null }));
    given(...upToCounty).when(check).then(checked('yes'), returnedAsEntitled('county-confirmation', { ...register, register: null }));
  });
  it('has it neither corrected nor re-opened, but withdrawn', () => {
    const returned = [...upToCounty, returnedAsEntitled('county-confirmation', register)];
    given(...returned).when(withRight(ask('CorrectApplication', { branch: null, evidence: [], note: '' }, desk), register)).thenRefused('application.already-entitled');
    given(...returned).when(ask('WithdrawApplication', { reason: '已由名册转入' }, desk)).then({ type: 'ApplicationWithdrawn', data: { ...own, reason: '已由名册转入', withdrawnOn: '2016-03-01' } });
    given(...upToTownship, refusedAt('township-review', ['not-resident'])).when(withRight(ask('ReopenApplication', { stage: 'township-review', reason: '申诉', basis: 'appeal' }, desk), register)).thenRefused('application.already-entitled');
  });
});

describe('reviews', () => {
  const atVillage = upToTownship.slice(0, 3);
  it('village: five named reviewers', () =>
    given(...atVillage).when(ask('DecideStage', decision('village-review', 'approved', [], five), elder)).then(approved('village-review', 'elder', five), entered('village-notice'), posted('village-notice', '2016-03-01', '2016-03-10')));
  it('village: four are too few', () => given(...atVillage).when(ask('DecideStage', decision('village-review', 'approved', [], five.slice(1)), elder)).thenRefused('stage.reviewers'));
  it('village: the same name twice is one', () => given(...atVillage).when(ask('DecideStage', decision('village-review', 'approved', [], ['甲', '甲 ', '乙', '丙', '丁']), elder)).thenRefused('stage.reviewers'));
  it('township: two signatures', () => given(...upToTownship, signed('township-review', 'ann')).when(ask('DecideStage', decision('township-review', 'approved'), ann)).thenRefused('stage.signatures'));
  it('township: not the same officer twice', () => given(...upToTownship, signed('township-review', 'ann')).when(ask('SignStage', { stage: 'township-review', opinion: 'agree', note: '' }, ann)).thenRefused('duty.same-signer'));
  it('township: nor behind a delegation', () =>
    given(...upToTownship, signed('township-review', 'ann')).when(ask('SignStage', { stage: 'township-review', opinion: 'agree', note: '' }, officer('bob', 'township-reviewer', undefined, 'ann'))).thenRefused('duty.same-signer'));
  it('township: a disagreement is no signature for approval', () =>
    given(...upToTownship, signed('township-review', 'ann'), signed('township-review', 'bob', 'disagree')).when(ask('DecideStage', decision('township-review', 'approved'), ann)).thenRefused('stage.signatures'));
  it('refusal carries a known reason', () => given(...atVillage).when(ask('DecideStage', decision('village-review', 'refused', [], five), elder)).thenRefused('reason.missing'));
  it('refusal carries no invented reason', () => given(...atVillage).when(ask('DecideStage', decision('village-review', 'refused', ['mood'], five), elder)).thenRefused('reason.unknown'));
  it('a stage gives only its own reasons', () =>
    given(...upToTownship, signed('township-review', 'ann'), signed('township-review', 'bob')).when(ask('DecideStage', decision('township-review', 'refused', ['objection-upheld']), ann)).thenRefused('reason.unknown'));
  it('return goes to the caseworker', () => given(...atVillage).when(ask('DecideStage', decision('village-review', 'returned', ['evidence-missing']), elder)).then(
    { type: 'StageDecided', data: { ...own, stage: 'village-review', outcome: 'returned', reasons: ['evidence-missing'], note: '', reviewers: [], decidedBy: 'elder', onBehalfOf: null, decidedOn: '2016-03-01' } },
    returnedAt('village-review', ['evidence-missing'])));
  it('return goes to an earlier stage where the definition says so', () => given(...upToCounty).when(ask('DecideStage', decision('county-confirmation', 'returned', ['evidence-missing']), chief)).then(
    { type: 'StageDecided', data: { ...own, stage: 'county-confirmation', outcome: 'returned', reasons: ['evidence-missing'], note: '', reviewers: [], decidedBy: 'chief', onBehalfOf: null, decidedOn: '2016-03-01' } },
    entered('township-review')));
  it('names the stage as people call it, with its code', () => {
    const named = { ...procedure, stages: procedure.stages.map((stage) => (stage.id === 'village-review' ? { ...stage, title: text('村级评议', 'Village review') } : stage)) };
    const state = fold(applicationDecider, atVillage.map((event) => (event.type === 'ApplicationSubmitted' ? { ...event, data: { ...event.data, procedure: procedureRefOf(named) } } : event)));
    const told = (command: ApplicationCommand) => applicationDecider.decide(state, { ...command, data: { ...command.data, context: { ...command.data.context, procedure: named } } } as ApplicationCommand);
    expect(told(ask('DecideStage', decision('elsewhere', 'approved'), ann))).toMatchObject({ ok: false, rejection: { code: 'application.other-stage', expected: text('村级评议（village-review）', 'Village review (village-review)'), actual: text('elsewhere', 'elsewhere') } });
    expect(told(ask('CorrectApplication', { branch: null, evidence: [], note: '' }, desk))).toMatchObject({ ok: false, rejection: { code: 'application.wrong-status', actual: text('审核中：村级评议（village-review）', 'in a stage: Village review (village-review)') } });
  });
  it('another stage is not decided', () => given(...atVillage).when(ask('DecideStage', decision('township-review', 'approved'), ann)).thenRefused('application.other-stage'));
  it('unknown conditions are not confirmed at the last review', () => given(...upToCounty, checked('unknown')).when(ask('DecideStage', decision('county-confirmation', 'approved'), chief)).thenRefused('eligibility.not-yes'));
});

describe('separation of duties', () => {
  it('not two levels by one officer', () => given(...upToTownship).when(ask('SignStage', { stage: 'township-review', opinion: 'agree', note: '' }, officer('elder', 'township-reviewer'))).thenRefused('duty.two-levels'));
  it('not for another who acted below', () => given(...upToCounty).when(ask('DecideStage', decision('county-confirmation', 'approved'), officer('x', 'county-reviewer', undefined, 'elder'))).thenRefused('duty.two-levels'));
  it('not as a delegate who acted below', () => given(...upToCounty).when(ask('DecideStage', decision('county-confirmation', 'approved'), officer('ann', 'county-reviewer', undefined, 'chief'))).thenRefused('duty.two-levels'));
  it('a signature is an act too', () => given(...upToCounty).when(ask('DecideStage', decision('county-confirmation', 'approved'), officer('bob', 'county-reviewer'))).thenRefused('duty.two-levels'));
  it('administrators decide nothing', () => given(...upToCounty).when(ask('DecideStage', decision('county-confirmation', 'approved'), officer('root', 'administrator', '000000000000'))).thenRefused('authority.role'));
  it('programs decide nothing, whatever roles they are given', () => given(...upToCounty).when(ask('DecideStage', decision('county-confirmation', 'approved'), { ...program, roles: chief.roles })).thenRefused('authority.automation'));
  it('holds after a return to another stage', () =>
    given(...upToCounty, approved('county-confirmation', 'chief'), entered('township-review')).when(ask('SignStage', { stage: 'township-review', opinion: 'agree', note: '' }, officer('chief', 'township-reviewer'))).thenRefused('duty.two-levels'));
  it('nobody inspects a case they decided', () =>
    given(...upToLastNotice, { type: 'ApplicationConfirmed', data: { ...own, scheme: 'rural-reward', branch: null, areaCode: submission.areaCode, confirmedOn: '2016-04-02', confirmedBy: ['elder'] } })
      .when(ask('RecordAuditSample', { sampleId: 's1', finding: 'correct', note: '' }, officer('elder', 'inspector')))
      .thenRefused('duty.own-decision'));
});

describe('notice', () => {
  const provisionally = (event: ApplicationEvent): ApplicationEvent => ({ ...event, data: { ...event.data, provisional: true } }) as ApplicationEvent;
  const close = ask('CloseNotice', { stage: 'village-notice' }, program, '2016-03-10');
  it('is not cut short by a day', () => given(...onVillageNotice).when(close).thenRefused('notice.too-short'));
  it('closes after its last full day', () => given(...onVillageNotice).when(ask('CloseNotice', { stage: 'village-notice' }, program, '2016-03-11')).then(closed('village-notice', '2016-03-11'), entered('township-review', '2016-03-11')));
  it('counts working days with holidays and make-up days', () =>
    given(...upToTownship, signed('township-review', 'ann'), signed('township-review', 'bob')).when(ask('DecideStage', decision('township-review', 'approved'), ann, '2016-06-03')).then(
      approved('township-review', 'ann', [], null, '2016-06-03'), entered('township-notice', '2016-06-03'), posted('township-notice', '2016-06-03', '2016-06-15')));
  it('hangs longer and says so where the holidays of a year are not known yet: never cut short', () =>
    given(...upToTownship, signed('township-review', 'ann'), signed('township-review', 'bob')).when(ask('DecideStage', decision('township-review', 'approved'), ann, '2016-12-28')).then(
      approved('township-review', 'ann', [], null, '2016-12-28'), entered('township-notice', '2016-12-28'), provisionally(posted('township-notice', '2016-12-28', '2017-01-18'))));
  it('sends back to a review whose last day is provisional where the holidays are not known yet', () =>
    given(...onVillageNotice, objected).when(ask('ResolveObjection', { objectionId: 'o1', upheld: true, note: '' }, elder, '2016-12-28')).then(
      { type: 'ObjectionResolved', data: { ...own, stage: 'village-notice', objectionId: 'o1', upheld: true, note: '', resolvedBy: 'elder', onBehalfOf: null } },
      provisionally(entered('village-review', '2016-12-28', '2017-01-25'))));
  it('is held by an open objection', () => given(...onVillageNotice, objected).when(ask('CloseNotice', { stage: 'village-notice' }, program, '2016-03-11')).thenRefused('notice.objection-open'));
  it('starts again when the objection is not upheld', () =>
    given(...onVillageNotice, objected).when(ask('ResolveObjection', { objectionId: 'o1', upheld: false, note: '' }, elder, '2016-03-08')).then(
      { type: 'ObjectionResolved', data: { ...own, stage: 'village-notice', objectionId: 'o1', upheld: false, note: '', resolvedBy: 'elder', onBehalfOf: null } },
      posted('village-notice', '2016-03-08', '2016-03-17', true)));
  it('goes back to review when the objection is upheld', () =>
    given(...onVillageNotice, objected).when(ask('ResolveObjection', { objectionId: 'o1', upheld: true, note: '' }, elder, '2016-03-08')).then(
      { type: 'ObjectionResolved', data: { ...own, stage: 'village-notice', objectionId: 'o1', upheld: true, note: '', resolvedBy: 'elder', onBehalfOf: null } },
      entered('village-review', '2016-03-08', '2016-04-06')));
  it('objections are resolved at their level', () => given(...onVillageNotice, objected).when(ask('ResolveObjection', { objectionId: 'o1', upheld: false, note: '' }, ann)).thenRefused('authority.role'));
  it('an unknown objection is not resolved', () => given(...onVillageNotice).when(ask('ResolveObjection', { objectionId: 'o1', upheld: false, note: '' }, elder)).thenRefused('objection.not-open'));
  it('the last one confirms and names everybody who decided', () =>
    given(...upToLastNotice).when(ask('CloseNotice', { stage: 'county-notice' }, program, '2016-04-02')).then(closed('county-notice', '2016-04-02'), {
      type: 'ApplicationConfirmed',
      data: { ...own, scheme: 'rural-reward', branch: null, areaCode: submission.areaCode, confirmedOn: '2016-04-02', confirmedBy: ['elder', 'ann', 'bob', 'chief'] },
    }));
  it('and whoever let it go on after a refusal', () => {
    const reopened: ApplicationEvent = { type: 'ApplicationReopened', data: { ...own, stage: 'village-review', reason: '申诉', basis: 'appeal', reopenedOn: '2016-03-20', reopenedBy: ['desk', 'stand-in'] } };
    const { outcome } = given(...upToLastNotice.slice(0, 1), reopened, ...upToLastNotice.slice(1)).when(ask('CloseNotice', { stage: 'county-notice' }, program, '2016-04-02'));
    expect(outcome).toMatchObject({ ok: true, events: [{}, { type: 'ApplicationConfirmed', data: { confirmedBy: expect.arrayContaining(['elder', 'chief', 'desk', 'stand-in']) as string[] } }] });
  });
  it('the last one returns a case that is no longer known to fit', () =>
    given(...upToLastNotice, checked('unknown')).when(ask('CloseNotice', { stage: 'county-notice' }, program, '2016-04-02')).then(closed('county-notice', '2016-04-02'), returnedAt('county-notice', ['eligibility-unknown'])));
});

describe('correction, withdrawal, appeal and audit', () => {
  const returned = [...upToCounty, returnedAt('county-confirmation', ['evidence-missing'])];
  const corrected: ApplicationEvent = { type: 'ApplicationCorrected', data: { ...own, branch: null, evidence: [], note: '补充户口簿' } };
  it('a returned case is corrected and then checked again', () => given(...returned).when(ask('CorrectApplication', { branch: null, evidence: [], note: '补充户口簿' }, desk)).then(corrected));
  it('and reviewed from the first stage on', () => given(...returned, corrected).when(ask('RecordEligibility', { decision: decisionOf('yes') }, program)).then(checked('yes'), entered('village-review', '2016-03-01', '2016-03-29')));
  it('an open case is not corrected', () => given(...upToCounty).when(ask('CorrectApplication', { branch: null, evidence: [], note: '' }, desk)).thenRefused('application.wrong-status'));
  it('is withdrawn while open', () => given(...upToCounty).when(ask('WithdrawApplication', { reason: '本人放弃' }, desk)).then({ type: 'ApplicationWithdrawn', data: { ...own, reason: '本人放弃', withdrawnOn: '2016-03-01' } }));
  it('is not withdrawn after a refusal', () => given(submitted, refusedAt('village-review', ['not-eligible'])).when(ask('WithdrawApplication', { reason: 'x' }, desk)).thenRefused('application.wrong-status'));
  const refusedInTownship = [...upToTownship, refusedAt('township-review', ['not-resident'])];
  const reopened: ApplicationEvent = { type: 'ApplicationReopened', data: { ...own, stage: 'township-review', reason: '申诉', basis: 'appeal', reopenedOn: '2016-03-01', reopenedBy: ['desk'] } };
  it('a refusal is appealed', () => given(...refusedInTownship).when(ask('ReopenApplication', { stage: 'township-review', reason: '申诉', basis: 'appeal' }, desk)).then(reopened));
  it('and goes on there after a new check', () => given(...refusedInTownship, reopened).when(ask('RecordEligibility', { decision: decisionOf('yes') }, program)).then(checked('yes'), entered('township-review')));
  it('but not at a level it never reached', () => given(...refusedInTownship).when(ask('ReopenApplication', { stage: 'county-confirmation', reason: '申诉', basis: 'appeal' }, desk)).thenRefused('reopen.stage'));
  it('and is not inspected by whoever re-opened it, in their own name or for another', () => {
    const again = [...refusedInTownship, reopened, checked('yes'), entered('township-review'), refusedAt('township-review', ['evidence-contradicts'])];
    for (const by of [officer('desk', 'inspector'), officer('stand-in', 'inspector', undefined, 'desk')]) {
      given(...again).when(ask('RecordAuditSample', { sampleId: 's1', finding: 'correct', note: '' }, by)).thenRefused('duty.own-decision');
    }
  });
  it('an audit sample is recorded once', () => {
    const sample: ApplicationEvent = { type: 'AuditSampleChecked', data: { ...own, sampleId: 's1', finding: 'wrongly-out', checkedOn: '2016-03-01', note: '' } };
    given(...refusedInTownship).when(ask('RecordAuditSample', { sampleId: 's1', finding: 'wrongly-out', note: '' }, inspector)).then(sample);
    given(...refusedInTownship, sample).when(ask('RecordAuditSample', { sampleId: 's1', finding: 'correct', note: '' }, inspector)).thenRefused('sample.known');
    given(...refusedInTownship).when(ask('RecordAuditSample', { sampleId: 's1', finding: 'wrongly-in', note: '' }, inspector)).thenRefused('application.wrong-status');
  });
});

it('answers a command it does not know, and ignores an event it does not know', () => {
  given({ type: 'SomethingNew', data: {} } as never).when({ type: 'Dance', data: ask('WithdrawApplication', { reason: '' }, desk).data, by: bob, at: '2016-03-01T00:00:00.000Z' } as never).thenRefused('command.unknown');
});

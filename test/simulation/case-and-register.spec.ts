import { Actor, addDays, instantOf } from '@zhibu/kernel';
import { loadStream } from '@zhibu/application';
import { ApplicationState, EntitlementState, applicationDecider, applicationStream, entitlementDecider, entitlementIdOf, entitlementStream, stageOf } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { takeOver } from '../support/take-over';
import { County, must, officers, scheme, value } from './county';
import { meanwhileStore } from './meanwhile-store';

const officer = (userId: string, role: Actor['roles'][number]['role']): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });
const acting: Readonly<Record<string, Actor>> = { village: officer('village', 'village-reviewer'), township: officer('township', 'township-reviewer'), county: officer('county-2', 'county-reviewer') };
const inspector = officer('inspector', 'inspector');

/** One person who applies at the window and stands in the register of the year before. */
class Desk {
  readonly meanwhile = { meanwhile: () => Promise.resolve(), armed: false, dies: false };
  readonly county = new County({ people: 1, chunkSize: 10, wrapStore: meanwhileStore('application-', this.meanwhile) });
  applicationId = '';

  as(actor: Actor, key: string) {
    return this.county.as(actor, key);
  }

  async apply(): Promise<void> {
    const person = this.county.people[0];
    if (person === undefined) throw new Error('expected a person');
    const { applications } = this.county.runtime.services;
    this.applicationId = value(await applications.submitForm(this.as(officers.caseworker, 'submit'), { person: person.form, application: { scheme, branch: null, channel: 'window', evidence: [] } })).applicationId;
  }

  async register(): Promise<void> {
    const person = this.county.people[0];
    if (person !== undefined) must(await this.county.runtime.services.people.register(this.as(officers.caseworker, 'register'), person.form));
  }

  async carryOver(): Promise<void> {
    const { services, automation } = this.county.runtime;
    const rows = [{ personKey: this.county.personKey(0), branch: null, paidThrough: '2015-12' }];
    await takeOver({ services, automation, as: (actor, key) => this.as(actor, key) }, { scheme, areaCode: demoCounty, title: '2015 年度名册' }, rows, 'register');
  }

  async case(): Promise<ApplicationState> {
    return (await loadStream(this.county.runtime.deps, applicationDecider, applicationStream(this.applicationId))).state;
  }

  async right(): Promise<EntitlementState> {
    return (await loadStream(this.county.runtime.deps, entitlementDecider, entitlementStream(entitlementIdOf(scheme, this.county.personKey(0))))).state;
  }

  /** Passes stages as far as the named one, which is left to be passed. */
  async upTo(last: string): Promise<void> {
    await this.county.runtime.settle();
    for (let steps = 0; steps < 12; steps += 1) {
      const { status, stage } = await this.case();
      if (stage === last) return;
      if (status !== 'in-stage') throw new Error(`expected ${last}, found ${status} in ${stage ?? '—'}`);
      await this.pass();
    }
    throw new Error(`expected ${last} within 12 stages`);
  }

  async pass() {
    const { runtime, clock } = this.county;
    const { stage: id, notice, procedure } = await this.case();
    const definition = procedure === null ? undefined : runtime.deps.procedures.find(procedure.id, procedure.version);
    const stage = definition === undefined ? undefined : stageOf(definition, id);
    if (stage === undefined) throw new Error(`expected a stage, found ${id ?? '—'}`);
    if (stage.kind === 'notice') {
      clock.advanceTo(instantOf(addDays(notice?.lastDay ?? '', 1), 9));
      await runtime.settle();
      return { ok: true } as const;
    }
    const { applications } = runtime.services;
    for (const visitor of ['visit-1', 'visit-2'].slice(0, stage.signaturesMin)) {
      must(await applications.sign(this.as(officer(visitor, 'township-reviewer'), `${stage.id}/${visitor}`), { applicationId: this.applicationId, stage: stage.id, opinion: 'agree', note: '' }));
    }
    const reviewers = stage.namedReviewersMin > 0 ? ['张建国', '李秀英', '王福生', '陈桂兰', '刘永强'] : [];
    const by = acting[stage.level] ?? officers.county;
    const decided = await applications.decide(this.as(by, `${stage.id}/decide`), { applicationId: this.applicationId, stage: stage.id, outcome: 'approved', reasons: [], note: '', reviewers });
    await runtime.settle();
    return decided;
  }

  async told(): Promise<readonly string[]> {
    const found = value(await this.county.runtime.services.replay.timeline(this.as(inspector, 'replay'), { subject: { personKey: this.county.personKey(0) }, reason: '核对' }));
    return found.flatMap(({ what, why }) => [what.zh, ...why.map((each) => each.zh)]);
  }

  /** Every month of the year from one right, paid once, and nothing that differs. */
  async paidOnce(): Promise<void> {
    const batchId = await this.county.payOut('2016');
    expect(await this.county.monthsClaimed(0)).toHaveLength(12);
    await this.county.checkMoney([batchId]);
    expect((await this.county.runtime.services.verify.verify()).differences).toBe(0);
  }
}

describe('a case and a register for the same right', () => {
  it('carried over first: nobody applies for it again, and is told what there is', async () => {
    const desk = new Desk();
    await desk.register();
    await desk.carryOver();
    const again = await desk.county.runtime.services.applications.submit(desk.as(officers.caseworker, 'again'), { personKey: desk.county.personKey(0), scheme, branch: null, channel: 'window', evidence: [] });
    expect(again).toMatchObject({ ok: false, rejection: { code: 'application.already-entitled' } });
    await desk.paidOnce();
  });

  it('case first, in any stage: it goes back to the caseworker with the reason, and cannot come to a confirmation', async () => {
    for (const stage of ['village-review', 'township-notice', 'county-notice']) {
      const desk = new Desk();
      await desk.apply();
      await desk.upTo(stage);
      await desk.carryOver();
      await desk.county.runtime.settle();
      expect(await desk.case()).toMatchObject({ status: 'returned', stage, reasons: ['already-entitled'] });
      const { applications } = desk.county.runtime.services;
      expect(await applications.correct(desk.as(officers.caseworker, 'correct'), { applicationId: desk.applicationId, branch: null, evidence: [], note: '' })).toMatchObject({ ok: false, rejection: { code: 'application.already-entitled' } });
      must(await applications.withdraw(desk.as(officers.caseworker, 'withdraw'), { applicationId: desk.applicationId, reason: '已由名册转入' }));
      const told = await desk.told();
      expect(told).toContain(`由旧登记册转入时申请 ${desk.applicationId} 尚在办理，退回受理人员`);
      expect(told).toContain(`已由登记册“2015 年度名册”转入，享受该项目（${entitlementIdOf(scheme, desk.county.personKey(0))}）`);
      expect(await desk.right()).toMatchObject({ status: 'active', startMonth: '2016-01', applicationId: null });
      await desk.paidOnce();
    }
  });

  it('the right that a case was returned for ends: the case is taken up again and granted', async () => {
    const desk = new Desk();
    await desk.apply();
    await desk.upTo('village-review');
    await desk.carryOver();
    await desk.county.runtime.settle();
    const { entitlements, applications } = desk.county.runtime.services;
    must(await entitlements.exit(desk.as(officers.county, 'exit'), { entitlementId: entitlementIdOf(scheme, desk.county.personKey(0)), reason: 'wrongly-confirmed', happenedOn: '2016-01-04' }));
    must(await applications.correct(desk.as(officers.caseworker, 'correct'), { applicationId: desk.applicationId, branch: null, evidence: [], note: '名册转入有误，已退出' }));
    await desk.county.runtime.settle();
    expect(await desk.case()).toMatchObject({ status: 'in-stage', stage: 'village-review' });
  });

  it('before the case is looked at again, the officer of the last review is told instead of approving', async () => {
    const desk = new Desk();
    await desk.apply();
    await desk.upTo('county-confirmation');
    await desk.carryOver();
    expect(await desk.pass()).toMatchObject({ ok: false, rejection: { code: 'application.already-entitled', expected: { en: expect.stringContaining('withdraw') as string }, actual: { en: expect.stringContaining('2015 年度名册') as string } } });
  });

  it('nor does the end of the last notice confirm it then', async () => {
    const desk = new Desk();
    await desk.apply();
    await desk.upTo('county-notice');
    const { notice } = await desk.case();
    desk.county.clock.advanceTo(instantOf(addDays(notice?.lastDay ?? '', 1), 9));
    await desk.carryOver();
    must(await desk.county.runtime.services.applications.closeNotice(desk.as(acting['county'] ?? officers.county, 'close'), { applicationId: desk.applicationId, stage: 'county-notice' }));
    expect(await desk.case()).toMatchObject({ status: 'returned', reasons: ['already-entitled'] });
    expect((await desk.right()).confirmedAgain).toEqual([]);
  });

  it('submitted while the register is carried over: the first check finds the right', async () => {
    const desk = new Desk();
    desk.meanwhile.meanwhile = async () => {
      await desk.carryOver();
    };
    desk.meanwhile.armed = true;
    await desk.apply();
    await desk.county.runtime.settle();
    expect(await desk.case()).toMatchObject({ status: 'returned', reasons: ['already-entitled'] });
    await desk.paidOnce();
  });

  it('carried over in the moment of the confirmation: the right goes on as it is, told as such, and no job is left over', async () => {
    const desk = new Desk();
    await desk.apply();
    await desk.upTo('county-notice');
    desk.meanwhile.meanwhile = () => desk.carryOver();
    desk.meanwhile.armed = true;
    // A job that cannot be done throws here; in the queue it would become a dead letter.
    await desk.pass();
    expect(await desk.case()).toMatchObject({ status: 'confirmed' });
    const right = await desk.right();
    expect(right).toMatchObject({ status: 'active', startMonth: '2016-01', applicationId: null, confirmedAgain: [desk.applicationId] });
    expect(right.confirmedBy).toEqual(expect.arrayContaining(['register-clerk', 'county', 'village', 'township', 'county-2', 'visit-1', 'visit-2']));
    expect(await desk.told()).toContain('申请确认时已享受该项目，资格照旧');
    expect(await desk.county.runtime.settle()).toBe(0);
    await desk.paidOnce();
  });

  it('confirmed, and carried over before the grant was worked off: the same', async () => {
    const desk = new Desk();
    await desk.apply();
    await desk.upTo('county-notice');
    const { notice } = await desk.case();
    desk.county.clock.advanceTo(instantOf(addDays(notice?.lastDay ?? '', 1), 9));
    must(await desk.county.runtime.services.applications.closeNotice(desk.as(acting['county'] ?? officers.county, 'close'), { applicationId: desk.applicationId, stage: 'county-notice' }));
    await desk.carryOver();
    await desk.county.runtime.settle();
    expect(await desk.right()).toMatchObject({ status: 'active', applicationId: null, confirmedAgain: [desk.applicationId] });
    await desk.paidOnce();
  });
});

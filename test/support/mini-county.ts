import { join } from 'node:path';
import { Actor, Role, addDays, instantOf } from '@zhibu/kernel';
import { CommandContext, loadStream } from '@zhibu/application';
import { createFolderFileWriter } from '@zhibu/banking';
import { ApplicationState, applicationDecider, applicationStream, batchStream, paymentBatchDecider, stageOf } from '@zhibu/domain';
import { DemoPerson, createDemoBank, demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { createOutstandingWork } from '@zhibu/projections';
import { Runtime } from '@zhibu/runtime';
import { must, value } from '../simulation/county';
import { takeOver } from './take-over';
import { TestClock } from './test-clock';

const officer = (userId: string, role: Role): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });
const desk = officer('desk', 'caseworker');
const preparer = officer('preparer', 'finance-preparer');
const approver = officer('approver', 'finance-approver');
const deciders: Readonly<Record<string, Actor>> = { village: officer('village', 'village-reviewer'), township: officer('township', 'township-reviewer'), county: officer('county', 'county-reviewer') };
const investigators = [officer('visit-1', 'township-reviewer'), officer('visit-2', 'township-reviewer')];
const reviewers = ['张建国', '李秀英', '王福生', '陈桂兰', '刘永强'];

const quietWithinMs = 45_000;

/**
 * A county of some sixty people under two schemes on the real runtime: officers do by hand what is theirs, and
 * whatever follows is left to the workers. Every command has a key of its own, so any part may be repeated.
 */
export class MiniCounty {
  readonly carriedOver: readonly DemoPerson[];
  readonly applicants: readonly DemoPerson[];
  private readonly outstanding;
  private readonly done = new Map<string, unknown>();

  constructor(
    private readonly runtime: Runtime,
    private readonly clock: TestClock,
    private readonly dataFolder: string,
    people: readonly DemoPerson[] = demoPlan(scaledNumbers(75), 7),
  ) {
    const of = (scheme: string, carried: boolean, most: number): readonly DemoPerson[] =>
      people.filter((person) => person.scheme === scheme && (person.story === 'carried-over') === carried && person.story !== 'refused-by-rule').slice(0, most);
    this.carriedOver = [...of('rural-reward', true, 44), ...of('special-hardship', true, 8)];
    this.applicants = [...of('rural-reward', false, 3), ...of('special-hardship', false, 3)];
    this.outstanding = createOutstandingWork({ db: runtime.pool });
  }

  as(actor: Actor, commandKey: string): CommandContext {
    return { clock: this.clock, actor, commandKey, correlationId: commandKey, causationId: commandKey };
  }

  keyOf(person: DemoPerson | undefined): string {
    return value(this.runtime.services.people.keyOf(person?.form.idNumber ?? ''));
  }

  /** Ids of the work that is due and not done. */
  async owed(): Promise<readonly string[]> {
    return (await this.outstanding.page({ now: this.clock.now(), after: '', limit: 500 })).map(({ id }) => id);
  }

  /** Waits until the workers have nothing left to do, but for what waits for money when that is named. */
  async quiet(waiting = 'nothing'): Promise<void> {
    let owed: readonly string[] = [];
    for (const endMs = Date.now() + quietWithinMs; Date.now() < endMs; await new Promise((done) => setTimeout(done, 30))) {
      if (!(await this.everythingVisible()) || !(await this.runtime.caughtUp(quietWithinMs))) continue;
      owed = (await this.owed()).filter((id) => !id.startsWith(waiting));
      if (owed.length === 0) return;
    }
    throw new Error(`expected no work owed, found ${owed.join(', ')}`);
  }

  /** A transaction of somebody else that is still running hides what was committed since it began. */
  private async everythingVisible(): Promise<boolean> {
    const { rows: [kept] } = await this.runtime.pool.query<{ here: boolean }>(`select to_regclass('events.events') is not null as here`);
    if (kept?.here === false) return true;
    const { rows } = await this.runtime.pool.query<{ last: string }>(`select transaction_id || '/' || position as last from events.events order by transaction_id desc, position desc limit 1`);
    return (rows[0]?.last ?? null) === (await this.runtime.eventStore.head());
  }

  /** May be begun again after a failure: what was done to its end is left alone, so that nothing waits for money that only a later step brings. */
  async liveThroughYear(): Promise<readonly string[]> {
    await this.once('settle in', () => this.settleIn());
    await this.once('apply', () => this.apply());
    await this.once('decide', () => this.decideAll());
    await this.once('lives change', () => this.livesChange());
    const rural = await this.once('pay rural', () => this.pay('rural-reward', '2016'));
    const special = await this.once('pay special', () => this.pay('special-hardship', '2016-03'));
    const extra = value(await this.runtime.services.payments.open(this.as(preparer, 'extra/open'), { scheme: 'special-hardship', areaCode: demoCounty, period: '2016-04' }));
    await this.quiet();
    must(await this.runtime.services.payments.cancel(this.as(preparer, 'extra/cancel'), { batchId: extra.batchId, reason: '名单有误' }));
    await this.quiet();
    return [rural, special, extra.batchId];
  }

  private async once<T>(step: string, work: () => Promise<T>): Promise<T> {
    if (!this.done.has(step)) this.done.set(step, await work());
    return this.done.get(step) as T;
  }

  async settleIn(): Promise<void> {
    const { services, automation } = this.runtime;
    for (const [index, person] of this.carriedOver.entries()) value(await services.people.register(this.as(desk, `register-${index}`), person.form));
    for (const scheme of new Set(this.carriedOver.map((person) => person.scheme))) {
      const rows = this.carriedOver.filter((person) => person.scheme === scheme).map((person) => ({ personKey: this.keyOf(person), branch: person.branch, paidThrough: '2015-12' }));
      await takeOver({ services, automation, as: (actor, key) => this.as(actor, key) }, { scheme, areaCode: demoCounty, title: '2015 年度名册' }, rows, `carry-${scheme}`);
    }
    await this.quiet();
  }

  private async apply(): Promise<void> {
    for (const [index, person] of this.applicants.entries()) {
      value(await this.runtime.services.applications.submitForm(this.as(desk, `submit-${index}`), {
        person: person.form,
        application: { scheme: person.scheme, branch: person.branch, channel: 'window', evidence: [] },
      }));
    }
    await this.quiet();
  }

  private async caseOf(index: number): Promise<ApplicationState> {
    const person = this.applicants[index];
    const stream = applicationStream(`${person?.scheme}.${this.keyOf(person)}.1`);
    return (await loadStream({ store: this.runtime.eventStore, codec: this.runtime.codec }, applicationDecider, stream)).state;
  }

  /** Review by review and notice by notice; workers close the notices once the days are over. */
  private async decideAll(): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      const cases = await Promise.all(this.applicants.map((_, index) => this.caseOf(index)));
      const open = cases.filter(({ status }) => status === 'in-stage' || status === 'checking');
      if (open.length === 0) return;
      for (const state of open) await this.review(state, round);
      // New facts of somebody whose case is under way: it is checked once more by itself.
      if (round === 1) await this.newFacts();
      await this.quiet();
      const lastDays = (await Promise.all(this.applicants.map((_, index) => this.caseOf(index)))).flatMap(({ notice }) => notice?.lastDay ?? []);
      const last = lastDays.sort().at(-1);
      if (last !== undefined) this.clock.advanceTo(instantOf(addDays(last, 1), 9));
      await this.quiet();
    }
    throw new Error('expected every case to end within 20 rounds');
  }

  private async review({ applicationId, stage, procedure }: ApplicationState, round: number): Promise<void> {
    const definition = procedure === null ? undefined : this.runtime.procedures.find(procedure.id, procedure.version);
    const found = definition === undefined ? undefined : stageOf(definition, stage);
    if (found?.kind !== 'review' || stage === null) return;
    const { applications } = this.runtime.services;
    const key = (step: string): string => `${applicationId}/${stage}/${round}/${step}`;
    for (const visitor of investigators.slice(0, found.signaturesMin)) must(await applications.sign(this.as(visitor, key(visitor.userId)), { applicationId, stage, opinion: 'agree', note: '已入户' }));
    // The first case is refused once in its township and taken up again after an appeal.
    const refuse = stage === 'township-review' && round < 4 && applicationId === (await this.caseOf(0)).applicationId;
    const by = this.as(deciders[found.level] as Actor, key('decide'));
    must(await applications.decide(by, { applicationId, stage, outcome: refuse ? 'refused' : 'approved', reasons: refuse ? ['evidence-missing'] : [], note: '', reviewers: found.namedReviewersMin > 0 ? reviewers : [] }));
    if (!refuse) return;
    must(await applications.reopen(this.as(desk, key('reopen')), { applicationId, stage, reason: '申诉成立', basis: 'appeal' }));
  }

  private async newFacts(): Promise<void> {
    const person = this.applicants[1];
    const source = { kind: 'declaration', reference: '补充声明', issuedBy: '示例县', issuedOn: '2016-01-20' } as const;
    const facts = [{ fact: { fact: 'marital-status', of: 'self', value: 'married', validFrom: '1980-01-01', validTo: null, source } }] as const;
    must(await this.runtime.services.people.recordFacts(this.as(desk, 'new-facts'), { personKey: this.keyOf(person), facts }));
  }

  private async livesChange(): Promise<void> {
    const { people } = this.runtime.services;
    const source = { kind: 'certificate', reference: '证明', issuedBy: '示例县', issuedOn: '2016-03-01' } as const;
    must(await people.recordDeath(this.as(desk, 'death'), { personKey: this.keyOf(this.carriedOver[0]), diedOn: '2016-02-20', source }));
    must(await people.move(this.as(desk, 'move'), { personKey: this.keyOf(this.carriedOver[1]), toArea: '990102100001', movedOn: '2016-02-25', source }));
    await this.quiet();
  }

  /** One batch to its closing. Half of the money comes after the approval; two lines come back and go out again. */
  async pay(scheme: string, period: string, closedFrom = 2): Promise<string> {
    const { payments, funds, people } = this.runtime.services;
    const by = (actor: Actor, step: string): CommandContext => this.as(actor, `${scheme}/${period}/${step}`);
    const { batchId } = value(await payments.open(by(preparer, 'open'), { scheme, areaCode: demoCounty, period }));
    // Begun again between approval and receipts, the batch waits for money here.
    await this.quiet('reserve-');
    must(await payments.freeze(by(preparer, 'freeze'), { batchId }));
    const deps = { store: this.runtime.eventStore, codec: this.runtime.codec };
    const batch = async () => (await loadStream(deps, paymentBatchDecider, batchStream(batchId))).state;
    const { byLevel, listHash } = await batch();
    must(await payments.submit(by(preparer, 'submit'), { batchId }));
    must(await payments.approve(by(approver, 'approve'), { batchId, listHash: listHash ?? '' }));
    await this.quiet('reserve-');
    for (const { level, amountFen } of byLevel) {
      const receipt = { scheme, areaCode: demoCounty, year: 2016, receiptNo: `${scheme}-${period}-${level}`, level, amountFen, receivedOn: '2016-01-04', document: '示例财社〔2016〕1号' };
      must(await funds.recordReceipt(by(preparer, `receipt-${level}`), receipt));
    }
    await this.quiet();
    const firstClosed = this.carriedOver.filter((person) => person.scheme === scheme).slice(closedFrom, closedFrom + 2);
    const returned = await this.sendAndAnswer(batchId, 1, new Set(firstClosed.map((person) => person.form.account?.accountNumber ?? '')), by);
    for (const person of firstClosed) must(await people.recordAccount(by(desk, `account-${this.keyOf(person)}`), { personKey: this.keyOf(person), ...person.newAccount, validFrom: '2016-01-05' }));
    if (returned.length > 0) {
      const { waiting } = value(await payments.reissue(by(preparer, 'reissue'), { batchId, lines: returned, reason: '账户已更正' }));
      value(await payments.approveReissue(by(approver, 'approve-reissue'), { batchId, instructions: waiting, reason: '已核对新账户' }));
      await this.quiet();
      await this.sendAndAnswer(batchId, 2, new Set(), by);
    }
    must(await payments.close(by(preparer, 'close'), { batchId }));
    await this.quiet();
    return batchId;
  }

  private async sendAndAnswer(batchId: string, fileNo: number, closed: ReadonlySet<string>, by: (actor: Actor, step: string) => CommandContext): Promise<readonly number[]> {
    const { payments } = this.runtime.services;
    must(await payments.send(by(preparer, `send-${fileNo}`), { batchId, fileNo, bankReference: `示例行-${fileNo}` }));
    const { state } = await loadStream({ store: this.runtime.eventStore, codec: this.runtime.codec }, paymentBatchDecider, batchStream(batchId));
    const file = state.files.find((each) => each.fileNo === fileNo);
    if (file === undefined) throw new Error(`expected file ${fileNo} of ${batchId}`);
    const location = createFolderFileWriter(this.runtime.bankLayout, join(this.dataFolder, 'files')).locate(batchId, fileNo);
    const answer = await createDemoBank(this.runtime.bankLayout).answer({ ...file, batchId, layout: this.runtime.bankLayout.id, location }, closed);
    value(await payments.receiveReturns(by(preparer, `returns-${fileNo}`), answer.returns));
    return answer.returnedLines.map(({ lineNo }) => lineNo);
  }
}

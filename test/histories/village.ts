import { Actor, Role, contentHash, instantOf, sumFen } from '@zhibu/kernel';
import { CommandContext, loadStream } from '@zhibu/application';
import { ReturnFileRow, batchStream, paymentBatchDecider } from '@zhibu/domain';
import { DemoPerson, demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { simulatedClock } from '@zhibu/platform';
import { createMemoryRuntime } from '@zhibu/runtime';
import { must, shippedRules, value } from '../simulation/county';

export const officer = (userId: string, role: Role): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });

const people = demoPlan(scaledNumbers(60), 11);
const some = (scheme: string, carried: boolean, branch?: string): readonly DemoPerson[] =>
  people.filter((person) => person.scheme === scheme && (person.story === 'carried-over') === carried && person.story !== 'refused-by-rule' && (branch === undefined || person.branch === branch));

type Verdict = (lineNo: number) => ReturnFileRow['status'] | 'silent';

/** A handful of people in memory, enough for one story. */
export class Village {
  readonly clock = simulatedClock(instantOf('2016-01-04', 9));
  readonly runtime = createMemoryRuntime({ clock: this.clock, rules: shippedRules(), chunkSize: 3 });
  readonly carriedOver = [...some('rural-reward', true).slice(0, 4), ...some('special-hardship', true, 'child-disabled').slice(0, 1)];
  readonly applicants = some('rural-reward', false).slice(0, 1);
  private readonly officers = new Map<string, Actor>([
    ['desk', officer('desk', 'caseworker')], ['village', officer('village', 'village-reviewer')], ['township', officer('township', 'township-reviewer')], ['county', officer('county', 'county-reviewer')],
    ['visit-1', officer('visit-1', 'township-reviewer')], ['visit-2', officer('visit-2', 'township-reviewer')], ['preparer', officer('preparer', 'finance-preparer')], ['approver', officer('approver', 'finance-approver')],
  ]);

  register(name: string, actor: Actor): void {
    this.officers.set(name, actor);
  }

  as(name: string, commandKey: string): CommandContext {
    const actor = this.officers.get(name);
    if (actor === undefined) throw new Error(`expected an officer, found ${name}`);
    return { clock: this.clock, actor, commandKey, correlationId: commandKey, causationId: commandKey };
  }

  automatic(commandKey: string): CommandContext {
    return { clock: this.clock, actor: this.runtime.automation, commandKey, correlationId: commandKey, causationId: commandKey };
  }

  keyOf(person: DemoPerson | undefined): string {
    return value(this.runtime.services.people.keyOf(person?.form.idNumber ?? ''));
  }

  /** One batch to its closing; what comes back goes out once more, to the account that was recorded since. */
  async pay(scheme: string, period: string, verdict: (lineNo: number) => 'credited' | 'returned'): Promise<void> {
    const { payments, people: registry } = this.runtime.services;
    const key = (step: string): string => `${scheme}/${period}/${step}`;
    const batchId = await this.approved(scheme, period);
    const returned = await this.sendAndAnswer(batchId, 1, verdict);
    if (returned.length > 0) {
      for (const person of this.carriedOver) must(await registry.recordAccount(this.as('desk', key(`account-${this.keyOf(person)}`)), { personKey: this.keyOf(person), ...person.newAccount, validFrom: '2016-01-04' }));
      const { waiting } = value(await payments.reissue(this.as('preparer', key('reissue')), { batchId, lines: returned, reason: '账户已更正' }));
      value(await payments.approveReissue(this.as('approver', key('approve-reissue')), { batchId, instructions: waiting, reason: '已核对新账户' }));
      await this.runtime.settle();
      await this.sendAndAnswer(batchId, 2, () => 'credited');
    }
    must(await payments.close(this.as('preparer', key('close')), { batchId }));
    await this.runtime.settle();
  }

  /** From the list to the file that waits to be sent. */
  async approved(scheme: string, period: string): Promise<string> {
    const { payments, funds } = this.runtime.services;
    const key = (step: string): string => `${scheme}/${period}/${step}`;
    const { batchId } = value(await payments.open(this.as('preparer', key('open')), { scheme, areaCode: demoCounty, period }));
    await this.runtime.settle();
    must(await payments.freeze(this.as('preparer', key('freeze')), { batchId }));
    const { state } = await loadStream(this.runtime.deps, paymentBatchDecider, batchStream(batchId));
    for (const { level, amountFen } of state.byLevel)
      must(await funds.recordReceipt(this.as('preparer', key(`receipt-${level}`)), { scheme, areaCode: demoCounty, year: 2016, receiptNo: `${period}-${level}`, level, amountFen, receivedOn: '2016-01-04', document: '示例财社〔2016〕1号' }));
    must(await payments.submit(this.as('preparer', key('submit')), { batchId }));
    must(await payments.approve(this.as('approver', key('approve')), { batchId, listHash: state.listHash ?? '' }));
    await this.runtime.settle();
    return batchId;
  }

  async sendAndAnswer(batchId: string, fileNo: number, verdict: Verdict, creditedOn?: string): Promise<readonly number[]> {
    must(await this.runtime.services.payments.send(this.as('preparer', `${batchId}/send-${fileNo}`), { batchId, fileNo, bankReference: `示例行-${fileNo}` }));
    return this.answer(batchId, fileNo, verdict, creditedOn);
  }

  /** The bank speaks of some lines of a file, the first time or again; lines without a verdict are left out. */
  async answer(batchId: string, fileNo: number, verdict: Verdict, creditedOn?: string): Promise<readonly number[]> {
    const { payments } = this.runtime.services;
    const file = this.runtime.files.get(`memory:${batchId}/${fileNo}`);
    const rows = (file?.rows ?? []).flatMap(({ lineNo, attempt, amountFen }): ReturnFileRow[] => {
      const status = verdict(lineNo);
      const day = status === 'credited' && creditedOn !== undefined ? { creditedOn } : {};
      return status === 'silent' ? [] : [{ lineNo, attempt, status, reason: status === 'returned' ? 'account-closed' : null, amountFen, ...day }];
    });
    const content = { batchId, fileNo, layout: 'memory', statedRows: rows.length, statedTotalFen: sumFen(rows.map((row) => row.amountFen)), rows };
    value(await payments.receiveReturns(this.as('preparer', `${batchId}/returns-${fileNo}-${contentHash(content).slice(0, 8)}`), { ...content, sha256: contentHash(content) }));
    return rows.filter(({ status }) => status === 'returned').map(({ lineNo }) => lineNo);
  }
}

import { Actor, Fen, Rejection, Role, addMonths, contentHash, instantOf, sumFen } from '@zhibu/kernel';
import { CommandContext, ReturnFileInput, loadStream } from '@zhibu/application';
import { ReturnFileRow, batchStream, ledgerStream, linesStream, payeeLedgerDecider, paymentBatchDecider, paymentLinesDecider, paymentLinesTotals } from '@zhibu/domain';
import { EventStore, StoredEvent } from '@zhibu/event-store';
import { DemoPerson, demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { simulatedClock } from '@zhibu/platform';
import { MemoryRuntime, Rules, createMemoryRuntime, loadRules } from '@zhibu/runtime';
import { takeOver } from '../support/take-over';
import { shippedFiles } from '../support/shipped-policies';

let loaded: Rules | null = null;
export const shippedRules = (): Rules => (loaded ??= loadRules(shippedFiles()));

const officer = (userId: string, role: Role): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });
export const officers = {
  caseworker: officer('caseworker', 'caseworker'),
  county: officer('county', 'county-reviewer'),
  preparer: officer('preparer', 'finance-preparer'),
  approver: officer('approver', 'finance-approver'),
};

export const scheme = 'rural-reward';

export interface CountyOptions {
  readonly people: number;
  readonly chunkSize: number;
  readonly wrapStore?: (store: EventStore) => EventStore;
}

/** A county in memory whose officers work by hand: every step has a key of its own, so any of them can be repeated. */
export class County {
  readonly runtime: MemoryRuntime;
  readonly clock = simulatedClock(instantOf('2016-01-04', 9));
  readonly people: readonly DemoPerson[];

  constructor(options: CountyOptions) {
    this.runtime = createMemoryRuntime({ clock: this.clock, rules: shippedRules(), chunkSize: options.chunkSize, ...(options.wrapStore === undefined ? {} : { wrapStore: options.wrapStore }) });
    this.people = demoPlan(scaledNumbers(20), 7)
      .filter((person) => person.scheme === scheme && person.story === 'carried-over')
      .slice(0, options.people);
  }

  as(actor: Actor, key: string): CommandContext {
    return { clock: this.clock, actor, commandKey: key, correlationId: key, causationId: key };
  }

  personKey(index: number): string {
    const key = this.runtime.services.people.keyOf(this.people[index]?.form.idNumber ?? '');
    if (!key.ok) throw new Error(key.rejection.code);
    return key.value;
  }

  /** Registers everybody and takes them over from the register of the year before. */
  async settleIn(startMonth = '2016-01', who: (index: number) => boolean = () => true): Promise<void> {
    const { services, automation } = this.runtime;
    const indices = [...this.people.keys()].filter(who);
    for (const index of indices) must(await services.people.register(this.as(officers.caseworker, `register-${index}`), this.people[index]?.form as DemoPerson['form']));
    const rows = indices.map((index) => ({ personKey: this.personKey(index), branch: null, paidThrough: addMonths(startMonth, -1) }));
    const title = `2015 年度名册 ${indices.join(' ')}`;
    await takeOver({ services, automation, as: (actor, key) => this.as(actor, key) }, { scheme, areaCode: demoCounty, title }, rows, title);
  }

  /** From the list to the file that was sent. Every step may be repeated as a whole after a crash. */
  async payOut(period: string): Promise<string> {
    const batchId = await this.list(period);
    if (batchId === null) throw new Error(`expected somebody due in ${period}`);
    await this.approve(period, batchId);
    const { payments } = this.runtime.services;
    value(await payments.writeFile(this.as(officers.preparer, `${period}/file`), { batchId }));
    must(await payments.send(this.as(officers.preparer, `${period}/send`), { batchId, fileNo: 1, bankReference: period }));
    return batchId;
  }

  /** Opened, built and frozen; `null` when no line came out, and then it is cancelled. */
  async list(period: string): Promise<string | null> {
    const { payments } = this.runtime.services;
    const by = (step: string): CommandContext => this.as(officers.preparer, `${period}/${step}`);
    const { batchId } = value(await payments.open(by('open'), { scheme, areaCode: demoCounty, period }));
    must(await payments.buildAll(by('build'), { batchId }));
    const frozen = await payments.freeze(by('freeze'), { batchId });
    if (frozen.ok) return batchId;
    if (frozen.rejection.code !== 'batch.nothing-to-pay') must(frozen);
    must(await payments.cancel(by('cancel'), { batchId, reason: 'nothing to pay' }));
    return null;
  }

  async approve(period: string, batchId: string): Promise<void> {
    const { payments, funds } = this.runtime.services;
    const by = (actor: Actor, step: string): CommandContext => this.as(actor, `${period}/${step}`);
    const { state } = await loadStream(this.runtime.deps, paymentBatchDecider, batchStream(batchId));
    for (const { level, amountFen } of state.byLevel) {
      const receipt = { scheme, areaCode: demoCounty, year: Number(period.slice(0, 4)), receiptNo: `${period}-${level}`, level, amountFen, receivedOn: '2016-01-04', document: '示例财社〔2016〕1号' };
      must(await funds.recordReceipt(by(officers.preparer, `receipt-${level}`), receipt));
    }
    must(await payments.submit(by(officers.preparer, 'submit'), { batchId }));
    must(await payments.approve(by(officers.approver, 'approve'), { batchId, listHash: state.listHash ?? '' }));
    must(await payments.reserveFunds(by(officers.preparer, 'reserve'), { batchId }));
  }

  /** The bank's answer to a file: what `verdict` says of each line; lines without a verdict are left out. */
  answer(batchId: string, fileNo: number, verdict: (lineNo: number) => ReturnFileRow['status'] | 'silent'): ReturnFileInput {
    const file = this.runtime.files.get(`memory:${batchId}/${fileNo}`);
    if (file === undefined) throw new Error(`expected file ${fileNo} of ${batchId}`);
    const rows = file.rows.flatMap(({ lineNo, attempt, amountFen }): ReturnFileRow[] => {
      const status = verdict(lineNo);
      return status === 'silent' ? [] : [{ lineNo, attempt, status, reason: status === 'returned' ? 'account-frozen' : null, amountFen }];
    });
    const statedTotalFen = sumFen(rows.map((row) => row.amountFen));
    return { batchId, fileNo, layout: 'memory', sha256: contentHash({ batchId, fileNo, rows }), statedRows: rows.length, statedTotalFen, rows };
  }

  /**
   * Approved = credited + returned + pending + unknown for each batch, and no month of anybody was credited by
   * two lines or is claimed by two. Throws what is wrong; gives the fen credited.
   */
  async checkMoney(batchIds: readonly string[]): Promise<Fen> {
    const credited = new Map<string, string>();
    let creditedFen = 0;
    for (const batchId of batchIds) {
      const batch = await loadStream(this.runtime.deps, paymentBatchDecider, batchStream(batchId));
      const sums = { approvedFen: 0, parts: 0 };
      for (const chunk of batch.state.chunksPlanned) {
        const { state } = await loadStream(this.runtime.deps, paymentLinesDecider, linesStream(batchId, chunk));
        const totals = paymentLinesTotals(state);
        sums.approvedFen += totals.approvedFen;
        sums.parts += totals.creditedFen + totals.returnedFen + totals.pendingFen + totals.unknownFen;
        creditedFen += totals.creditedFen;
        for (const line of Object.values(state.lines).filter((each) => each.status === 'credited')) {
          for (const month of await this.monthsOf(line.personKey, batchId)) noteOnce(credited, `${line.personKey} ${month}`, batchId);
        }
      }
      const approved = batch.state.status === 'cancelled' ? 0 : batch.state.totalFen;
      if (approved !== sums.approvedFen || approved !== sums.parts) throw new Error(`${batchId}: approved ${approved}, on lines ${sums.approvedFen}, in parts ${sums.parts}`);
    }
    for (const [index] of this.people.entries()) await this.monthsClaimed(index);
    return creditedFen;
  }

  private async monthsOf(personKey: string, batchId: string): Promise<readonly string[]> {
    const ledger = await loadStream(this.runtime.deps, payeeLedgerDecider, ledgerStream(personKey));
    return ledger.state.claims.filter((claim) => claim.batchId === batchId).flatMap((claim) => claim.months);
  }

  /** Months that are claimed now, each by one batch. */
  async monthsClaimed(index: number): Promise<readonly string[]> {
    const ledger = await loadStream(this.runtime.deps, payeeLedgerDecider, ledgerStream(this.personKey(index)));
    const claimed = new Map<string, string>();
    for (const claim of ledger.state.claims.filter((each) => !each.released)) for (const month of claim.months) noteOnce(claimed, month, claim.batchId);
    return [...claimed.keys()].sort();
  }

  /** What the log says, whatever the order in which streams were written: equal logs give equal texts. */
  async content(): Promise<readonly string[]> {
    const stored: StoredEvent[] = [];
    for await (const event of this.runtime.eventStore.readAll()) stored.push(event);
    return (await this.runtime.codec.open(stored)).map(({ type, data, meta }) => `${meta.stream} ${type} ${contentHash(data)}`).sort();
  }
}

const noteOnce = (seen: Map<string, string>, what: string, by: string): void => {
  const before = seen.get(what);
  if (before !== undefined) throw new Error(`${what} is held by ${before} and by ${by}`);
  seen.set(what, by);
};

export const must = <T extends { readonly ok: true }>(outcome: T | { readonly ok: false; readonly rejection: Rejection }): T => {
  if (!outcome.ok) throw new Error(`${outcome.rejection.code}: expected ${outcome.rejection.expected.en}, found ${outcome.rejection.actual.en}`);
  return outcome;
};
export const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly rejection: Rejection }): T => must(result).value;

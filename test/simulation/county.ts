import { Actor, Fen, Rejection, Role, contentHash, instantOf, sumFen } from '@zhibu/kernel';
import { CommandContext, Outcome, ReturnFileInput } from '@zhibu/application';
import { ReturnFileRow, duesClaimOf, linesStream, payeeLedgerDecider, paymentLinesDecider } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { DemoPerson, demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { simulatedClock } from '@zhibu/platform';
import { MemoryRuntime, Rules, createMemoryRuntime, loadRules } from '@zhibu/runtime';
import { loadStream } from '@zhibu/application';
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

  constructor(private readonly options: CountyOptions) {
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
  async settleIn(startMonth = '2016-01'): Promise<void> {
    const { people, entitlements } = this.runtime.services;
    for (const [index, person] of this.people.entries()) {
      must(await people.register(this.as(officers.caseworker, `register-${index}`), person.form));
      must(await entitlements.carryOver(this.as(officers.county, `carry-${index}`), {
        personKey: this.personKey(index), scheme, branch: null, startMonth, register: '2015 年度名册', confirmedBy: ['county'],
      }));
    }
  }

  /** From the list to the file that was sent. Every step may be repeated as a whole after a crash. */
  async payOut(period: string): Promise<string> {
    const { payments, funds } = this.runtime.services;
    const by = (actor: Actor, step: string): CommandContext => this.as(actor, `${period}/${step}`);
    const { batchId } = value(await payments.open(by(officers.preparer, 'open'), { scheme, areaCode: demoCounty, period }));
    must(await payments.buildAll(by(officers.preparer, 'build'), { batchId }));
    const frozen = must(await payments.freeze(by(officers.preparer, 'freeze'), { batchId })).events[0];
    if (frozen?.type !== 'BatchFrozen') throw new Error('expected a frozen batch');
    for (const { level, amountFen } of frozen.data.byLevel) {
      const receipt = { scheme, areaCode: demoCounty, year: Number(period.slice(0, 4)), receiptNo: `${period}-${level}`, level, amountFen, receivedOn: '2016-01-04', document: '示例财社〔2016〕1号' };
      must(await funds.recordReceipt(by(officers.preparer, `receipt-${level}`), receipt));
    }
    must(await payments.submit(by(officers.preparer, 'submit'), { batchId }));
    must(await payments.approve(by(officers.approver, 'approve'), { batchId, listHash: frozen.data.listHash }));
    must(await payments.reserveFunds(by(officers.preparer, 'reserve'), { batchId }));
    must(await payments.writeFile(by(officers.preparer, 'file'), { batchId }));
    must(await payments.send(by(officers.preparer, 'send'), { batchId, fileNo: 1, bankReference: period }));
    return batchId;
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

  /** Approved = credited + returned + pending + unknown, and nobody holds a month twice. Throws what is wrong. */
  async checkMoney(batchId: string, approvedFen: Fen): Promise<void> {
    let total = 0;
    for (let chunk = 1; chunk <= Math.ceil(this.people.length / this.options.chunkSize); chunk += 1) {
      const lines = await loadStream(this.runtime.deps, paymentLinesDecider, linesStream(batchId, chunk));
      total += sumFen(Object.values(lines.state.lines).map((line) => line.amountFen));
    }
    if (total !== approvedFen) throw new Error(`expected lines of ${approvedFen} fen, found ${total}`);
  }

  async monthsClaimed(index: number): Promise<readonly string[]> {
    const ledger = await loadStream(this.runtime.deps, payeeLedgerDecider, `ledger-${this.personKey(index)}`);
    const months = ledger.state.claims.filter((claim) => !claim.released).flatMap((claim) => claim.months);
    for (const month of months) if (duesClaimOf(ledger.state, scheme, month) === null) throw new Error(`expected a claim on ${month}`);
    return [...months].sort();
  }
}

export const must = <T extends { readonly ok: true }>(outcome: T | { readonly ok: false; readonly rejection: Rejection }): T => {
  if (!outcome.ok) throw new Error(`${outcome.rejection.code}: expected ${outcome.rejection.expected.en}, found ${outcome.rejection.actual.en}`);
  return outcome;
};
export const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly rejection: Rejection }): T => must(result).value;
export type AnyOutcome = Outcome;

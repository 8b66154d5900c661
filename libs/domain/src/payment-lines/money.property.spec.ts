import { Actor, DomainCommand, sumFen } from '@zhibu/kernel';
import * as fc from 'fast-check';
import { PaymentBatchCommand, PaymentBatchEvent, creditedFenOf, fileContent, listHashOf, nextFileNo, noBatch, paymentBatchDecider, returnedFenOf } from '../payment-batch';
import { PaymentLinesCommand, ReturnRow } from './commands';
import { linesHashOf, paymentLinesDecider } from './decide';
import { LineReconciled, PaymentLine, PaymentLinesEvent } from './events';
import { PaymentLinesState, instructionsOfFile, linesOf, noLines, paymentLinesTotals, returnFileTotalsOf } from './state';

const county = '990101000000';
const batchId = `rural-reward.${county}.2016.1`;
const today = '2016-06-01';
const officer = (userId: string, role: 'finance-preparer' | 'finance-approver'): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: county }] });
const [preparer, approver, machine] = [officer('prep', 'finance-preparer'), officer('appr', 'finance-approver'), { userId: 'auto', kind: 'automation', roles: [] } as Actor];
const chunksCount = 3;
const linesEach = 3;

const check = (holds: boolean, law: string): void => {
  if (!holds) throw new Error(law);
};

const coverage = { creditedAfterReissue: 0, closed: 0, unknown: 0, held: 0, decidedCredited: 0, decidedReturned: 0, closedAfterDecision: 0, paidAfterDecision: 0 };

/** One batch with its chunks, driven by commands; a refused command changes nothing. */
class County {
  batch = noBatch;
  chunks: PaymentLinesState[] = Array.from({ length: chunksCount }, () => noLines);
  readonly credits = new Map<number, number>();
  fileNo = 0;

  reconciled = 0;
  private readonly files = new Map<number, SettleStep>();

  received(step: SettleStep): SettleStep {
    const first = this.files.get(step.file) ?? step;
    this.files.set(step.file, first);
    return first;
  }

  askBatch(type: PaymentBatchCommand['type'], by: Actor, data: object): boolean {
    const outcome = paymentBatchDecider.decide(this.batch, { type, by, at: `${today}T00:00:00.000Z`, data } as DomainCommand as PaymentBatchCommand);
    if (outcome.ok) this.batch = outcome.events.reduce((state, event: PaymentBatchEvent) => paymentBatchDecider.evolve(state, event), this.batch);
    return outcome.ok;
  }

  askLines(index: number, type: PaymentLinesCommand['type'], data: object, by: Actor = machine): boolean {
    const command = { type, by, at: `${today}T00:00:00.000Z`, data } as DomainCommand as PaymentLinesCommand;
    const outcome = paymentLinesDecider.decide(this.chunks[index]!, command);
    if (!outcome.ok) return false;
    this.chunks[index] = outcome.events.reduce((state, event: PaymentLinesEvent) => paymentLinesDecider.evolve(state, event), this.chunks[index]!);
    for (const event of outcome.events) {
      if (event.type === 'LineReconciled') this.follow(event.data);
      if (event.type !== 'LinesSettled') continue;
      for (const { lineNo, status } of event.data.outcomes) if (status === 'credited') this.credits.set(lineNo, (this.credits.get(lineNo) ?? 0) + 1);
    }
    return true;
  }

  /** What two officers decided is noted on the batch, as the process does after any crash: also twice. */
  private follow({ lineNo, attempt, reconciliation, outcome, creditedFen, returnedFen }: LineReconciled['data']): void {
    this.credits.set(lineNo, (this.credits.get(lineNo) ?? 0) + Math.sign(creditedFen));
    const data = { lineNo, attempt, reconciliation, outcome, creditedFen, returnedFen, today };
    check(this.askBatch('RecordReconciliation', machine, data), 'a reconciliation was not taken by its batch');
    const noted = this.batch;
    check(this.askBatch('RecordReconciliation', machine, data) && this.batch === noted, 'a reconciliation was noted twice');
  }

  /** Two officers say what became of a line. */
  decide(lineNo: number, outcome: 'credited' | 'returned'): boolean {
    const index = this.chunks.findIndex((chunk) => chunk.lines[lineNo] !== undefined);
    const context = { confirmers: [], preparers: this.batch.preparers, approvers: this.batch.approvals.flat() };
    if (index < 0 || !this.askLines(index, 'ProposeReconciliation', { lineNo, outcome, creditedOn: outcome === 'credited' ? today : null, evidence: 'statement', today, context }, preparer)) return false;
    const reconciliation = this.chunks[index]?.lines[lineNo]?.reconciliations ?? 0;
    check(!this.askLines(index, 'ApproveReconciliation', { lineNo, reconciliation, today, context }, officer('prep', 'finance-approver')), 'one person settled a line alone');
    return this.askLines(index, 'ApproveReconciliation', { lineNo, reconciliation, today, context }, approver);
  }

  approved(amounts: readonly number[]): this {
    const lists = this.chunks.map((_, index) =>
      Array.from({ length: linesEach }, (__, n): PaymentLine => {
        const lineNo = index * linesEach + n + 1;
        return { lineNo, personKey: `p${lineNo}`, entitlementId: `e${lineNo}`, accountKey: `a${lineNo}`, amountFen: amounts[lineNo - 1]! };
      }),
    );
    this.askBatch('OpenBatch', preparer, { batchId, scheme: 'rural-reward', areaCode: county, period: '2016', throughMonth: '2016-12', deadline: today, today });
    this.askBatch('PlanBatch', machine, { chunks: lists.map((_, index) => ({ chunk: index + 1, after: index === 0 ? '' : `e${index}`, through: `e${index + 1}`, entitlements: linesEach })) });
    const hashes = lists.map((lines, index) => {
      this.askLines(index, 'PlanLines', { batchId, chunk: index + 1, entitlementIds: lines.map((line) => line.entitlementId) });
      this.askLines(index, 'BuildLines', { batchId, chunk: index + 1, lines, exceptions: [] });
      const [totalFen, hash] = [sumFen(lines.map((line) => line.amountFen)), linesHashOf(lines)];
      this.askBatch('RecordChunk', machine, { chunk: index + 1, lines: linesEach, totalFen, byLevel: [{ level: 'central', amountFen: totalFen }], hash, exceptions: 0, confirmers: [] });
      return { hash };
    });
    this.askBatch('FreezeBatch', preparer, { today });
    this.askBatch('SubmitBatch', preparer, { comparison: { previousBatchId: null, newLines: chunksCount * linesEach, endedLines: 0, changedLines: 0, unchangedLines: 0, differenceFen: 0 }, today });
    this.askBatch('ApproveBatch', approver, { listHash: listHashOf({ batchId, covers: 'batch', chunks: hashes }), secondApprovalAboveFen: 1e12, today });
    this.askBatch('RecordFundsReserved', machine, { fundId: 'f', byLevel: this.batch.byLevel });
    return this;
  }

  /** Settles every chunk from one file, then notes it on the batch, as the process does after any crash. */
  answer(returnFileId: string, fileNo: number, rowsOf: (chunk: PaymentLinesState, index: number) => ReturnRow[]): void {
    this.chunks.forEach((chunk, index) => {
      const data = { returnFileId, fileNo, settledOn: today, rows: rowsOf(chunk, index) };
      if (!this.askLines(index, 'SettleLines', data)) {
        this.askLines(index, 'MarkSent', { fileNo, sentOn: today });
        this.askLines(index, 'SettleLines', data);
      }
      const settled = this.chunks[index]!;
      this.askLines(index, 'SettleLines', data);
      if (settled.returnFiles[returnFileId] !== undefined) check(this.chunks[index] === settled, 'the same return file changed something twice');
    });
    const each = this.chunks.map((chunk) => returnFileTotalsOf(chunk, returnFileId));
    const sum = (key: keyof (typeof each)[number]): number => sumFen(each.map((totals) => totals[key]));
    this.askBatch('RecordReturns', machine, { returnFileId, creditedFen: sum('creditedFen'), returnedFen: sum('returnedFen'), unknownFen: sum('unknownFen'), credited: sum('credited'), returned: sum('returned'), unknown: sum('unknown'), exceptions: sum('exceptions'), today });
  }

  totals() {
    const each = this.chunks.map(paymentLinesTotals);
    const sum = (key: keyof (typeof each)[number]): number => sumFen(each.map((totals) => totals[key]));
    return { approvedFen: sum('approvedFen'), creditedFen: sum('creditedFen'), returnedFen: sum('returnedFen'), pendingFen: sum('pendingFen'), unknownFen: sum('unknownFen') };
  }
}

const lineNo = fc.integer({ min: 1, max: chunksCount * linesEach + 1 });
const rowArb = fc.record({ lineNo, attempt: fc.constantFrom(1, 1, 1, 2, 2, 3), status: fc.constantFrom('credited', 'returned', 'unknown'), off: fc.constantFrom(0, 0, 0, 0, 1, -1) });
type SettleStep = Extract<Step, { do: 'settle' }>;
type Step =
  | { readonly do: 'send' }
  | { readonly do: 'mark'; readonly chunk: number; readonly fileNo: number }
  | { readonly do: 'settle'; readonly file: number; readonly fileNo: number; readonly rows: readonly { lineNo: number; attempt: number; status: string; off: number }[] }
  | { readonly do: 'reconcile' }
  | { readonly do: 'decide'; readonly lineNo: number; readonly outcome: 'credited' | 'returned' }
  | { readonly do: 'reissue'; readonly lineNo: number; readonly account: string };
const stepArb: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('send' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mark' as const), chunk: fc.integer({ min: 0, max: chunksCount - 1 }), fileNo: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const), file: fc.integer({ min: 1, max: 60 }), fileNo: fc.integer({ min: 1, max: 4 }), rows: fc.array(rowArb, { maxLength: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reconcile' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('decide' as const), lineNo, outcome: fc.constantFrom('credited' as const, 'returned' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reissue' as const), lineNo, account: fc.constantFrom('x', 'y') }) },
);

/** What random steps seldom come to by themselves: an instruction that follows a decision, and one that a late credit holds. */
const aboutOne = (file: number, no: number, status: string): Step => ({ do: 'settle', file, fileNo: 1, rows: [{ lineNo: no, attempt: 1, status, off: 0 }] });
const storyArb: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<readonly Step[]>([]) },
  { weight: 1, arbitrary: lineNo.map((no): readonly Step[] => [{ do: 'decide', lineNo: no, outcome: 'returned' }, { do: 'reissue', lineNo: no, account: 'x' }, { do: 'send' }, { do: 'reconcile' }]) },
  { weight: 1, arbitrary: lineNo.map((no): readonly Step[] => [aboutOne(100 + no, no, 'returned'), { do: 'reissue', lineNo: no, account: 'x' }, aboutOne(200 + no, no, 'credited')]) },
);
/** The story stands somewhere among the random steps. */
const stepsArb = fc
  .tuple(fc.array(stepArb, { minLength: 5, maxLength: 20 }), storyArb, fc.array(stepArb, { minLength: 5, maxLength: 20 }))
  .map(([before, story, after]) => [...before, ...story, ...after]);

const rowsFor = (chunk: PaymentLinesState, index: number, rows: Extract<Step, { do: 'settle' }>['rows']): ReturnRow[] =>
  rows
    .filter((row) => Math.ceil(row.lineNo / linesEach) === index + 1 || (index === 0 && row.lineNo > chunksCount * linesEach))
    .map((row) => ({
      lineNo: row.lineNo,
      attempt: row.attempt,
      status: row.status as ReturnRow['status'],
      reason: row.status === 'returned' ? 'name-mismatch' : null,
      amountFen: (chunk.lines[row.lineNo]?.amountFen ?? 100) + row.off,
    }));

const run = (county_: County, step: Step): void => {
  switch (step.do) {
    case 'send': {
      // Write, send and mark in one go; `mark` alone below stands for the crash between them.
      const fileNo = nextFileNo(county_.batch);
      const content = fileContent(county_.batch, fileNo);
      const lines = county_.chunks.flatMap((chunk) => instructionsOfFile(chunk, fileNo));
      const totalFen = sumFen(lines.map((line) => line.amountFen));
      check(lines.length <= content.lines && totalFen <= content.totalFen, 'a file would carry more than was allowed');
      if (!county_.askBatch('RecordFile', machine, { fileNo, layout: 'demo', sha256: `${fileNo}`, lines: lines.length, totalFen, instructionsHash: 'i' })) return;
      county_.askBatch('SendBatch', preparer, { fileNo, sha256: `${fileNo}`, bankReference: 'R', today });
      county_.chunks.forEach((_, index) => county_.askLines(index, 'MarkSent', { fileNo, sentOn: today }));
      return;
    }
    case 'mark':
      if (county_.batch.files.some((file) => file.fileNo === step.fileNo && file.sent)) county_.askLines(step.chunk, 'MarkSent', { fileNo: step.fileNo, sentOn: today });
      return;
    case 'settle': {
      // The id of a file is the hash of its content: the same id comes with the same rows.
      const { fileNo, rows } = county_.received(step);
      if (county_.batch.files.some((file) => file.fileNo === fileNo && file.sent)) county_.answer(`r${step.file}`, fileNo, (chunk, index) => rowsFor(chunk, index, rows));
      return;
    }
    case 'reconcile':
      // The bank answers everything that is open, well.
      county_.answer(`good-${(county_.reconciled += 1)}`, county_.batch.files.length, (chunk) =>
        linesOf(chunk)
          .filter((line) => line.status === 'sent' || line.status === 'unknown')
          .map(({ lineNo: no, attempt, amountFen }) => ({ lineNo: no, attempt, amountFen, status: 'credited', reason: null })),
      );
      return;
    case 'decide':
      if (county_.decide(step.lineNo, step.outcome)) coverage[step.outcome === 'credited' ? 'decidedCredited' : 'decidedReturned'] += 1;
      return;
    case 'reissue': {
      const index = county_.chunks.findIndex((chunk) => chunk.lines[step.lineNo] !== undefined);
      const line = county_.chunks[index]?.lines[step.lineNo];
      if (line === undefined || line.status !== 'returned') {
        if (line !== undefined) check(!county_.askLines(index, 'ReissueLine', { lineNo: step.lineNo, accountKey: step.account, reason: 'x', fileNo: nextFileNo(county_.batch) }), `a ${line.status} line was issued again`);
        return;
      }
      const fileNo = nextFileNo(county_.batch);
      if (county_.askBatch('ReissueLines', preparer, { lines: [{ lineNo: step.lineNo, attempt: line.attempt + 1, amountFen: line.amountFen, accountKey: step.account, changed: null }], reason: 'x', today }))
        county_.askLines(index, 'ReissueLine', { lineNo: step.lineNo, accountKey: step.account, reason: 'x', fileNo });
    }
  }
};


describe('money of a batch', () => {
  it('approved = credited + returned + pending + unknown at every moment, and nobody is credited twice', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 999_999 }), { minLength: 9, maxLength: 9 }), stepsArb, (amounts, steps) => {
        const county_ = new County().approved(amounts);
        expect(county_.batch.status).toBe('funded');
        for (const step of [{ do: 'send' as const }, ...steps]) {
          run(county_, step);
          const { approvedFen, creditedFen, returnedFen, pendingFen, unknownFen } = county_.totals();
          check(approvedFen === county_.batch.totalFen, 'the lines are not what was approved');
          check(creditedFen + returnedFen + pendingFen + unknownFen === approvedFen, 'approved = credited + returned + pending + unknown');
          check([...county_.credits.values()].every((times) => times === 0 || times === 1), 'a line was credited twice');
          check(creditedFenOf(county_.batch) === creditedFen, 'answers and decisions do not explain the credits');
          // What the files carried never exceeds the list plus what banks had returned.
          const out = sumFen(county_.batch.files.map((file) => file.totalFen));
          check(out <= approvedFen + returnedFenOf(county_.batch), 'more went out than the list and its returns');
          const settled = pendingFen === 0 && unknownFen === 0;
          const probe = paymentBatchDecider.decide(county_.batch, { type: 'CloseBatch', by: preparer, at: today, data: { creditedFen, returnedFen, pendingFen, unknownFen, today } });
          const sent = county_.batch.status === 'sent' && county_.batch.files.length > 0;
          check(probe.ok === (settled && sent), 'a batch closes exactly when it is settled');
          if (probe.ok) coverage.closed += 1;
          if (probe.ok && county_.batch.reconciliations.length > 0) coverage.closedAfterDecision += 1;
        }
        const lines = county_.chunks.flatMap(linesOf);
        if (lines.some((line) => line.status === 'credited' && line.attempt > 1)) coverage.creditedAfterReissue += 1;
        if (lines.some((line) => line.status === 'credited' && line.reconciliations > 0 && line.attempt > 1)) coverage.paidAfterDecision += 1;
        if (lines.some((line) => line.status === 'unknown')) coverage.unknown += 1;
        if (lines.some((line) => line.status === 'unknown' && line.attempt > 1)) coverage.held += 1;
      }),
      { numRuns: 300 },
    );
    // A property that never reaches the states it speaks of proves nothing.
    for (const [name, seen] of Object.entries(coverage)) if (seen === 0) throw new Error(`no history reached: ${name}`);
  });
});

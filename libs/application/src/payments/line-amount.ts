import { Rejection, Result, accept, refuse, text } from '@zhibu/kernel';
import { DuesClaimed, PayeeLedgerState, PaymentLine, ledgerStream, linesStream, payeeLedgerDecider, paymentLinesDecider } from '@zhibu/domain';
import { loadStream } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { chunkOfLine, loadBatch } from './batch-view';
import { LineAmount } from './amount-of-line';
import { LineRef } from './payments-service';

/** Reads one line and the claim behind it: three streams, whatever the size of the batch. */
export const lineAmount =
  (deps: ServiceDeps) =>
  async ({ batchId, lineNo }: LineRef): Promise<Result<LineAmount>> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const chunk = chunkOfLine(view.value.plan, lineNo);
    if (chunk === null) return refuse(noLine(lineNo));
    const lines = await loadStream(deps, paymentLinesDecider, linesStream(batchId, chunk));
    const line = lines.state.built?.lines.find((each) => each.lineNo === lineNo);
    if (line === undefined) return refuse(noLine(lineNo));
    const ledger = await loadStream(deps, payeeLedgerDecider, ledgerStream(line.personKey));
    const claim = ledger.events.find((event): event is DuesClaimed & typeof event => event.type === 'DuesClaimed' && (event.data as DuesClaimed['data']).batchId === batchId);
    if (claim === undefined) return refuse(noClaim(lineNo));
    return accept(amountOf(line, claim.data, ledger.state));
  };

const amountOf = (line: PaymentLine, claim: DuesClaimed['data'], { claims }: PayeeLedgerState): LineAmount => ({
  ...line,
  claimedFen: claim.amountFen,
  months: claim.months,
  components: claim.components,
  basis: (claim.basis ?? []).map(({ fromMonth, toMonth, branch, areaCode, ratesHash }) => ({ fromMonth, toMonth, branch, areaCode, ratesHash })),
  claimedOn: claim.claimedOn ?? null,
  released: claims.some(({ batchId, released }) => batchId === claim.batchId && released),
});

const noLine = (lineNo: number): Rejection => ({
  code: 'line.not-found',
  message: text('批次中没有这一行', 'The batch has no such line'),
  expected: text('名单中的行号', 'the number of a line on the list'),
  actual: text(`第 ${lineNo} 行`, `line ${lineNo}`),
  field: 'lineNo',
});

const noClaim = (lineNo: number): Rejection => ({
  code: 'line.without-claim',
  message: text('台账中没有这一行的列支记录', 'No claim on the ledger belongs to this line'),
  expected: text('列支记录先于名单写入', 'a claim, which is written before the list'),
  actual: text(`第 ${lineNo} 行没有`, `none for line ${lineNo}`),
});

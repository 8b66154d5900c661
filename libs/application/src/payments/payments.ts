import { linesOf, linesStream, paymentLinesDecider } from '@zhibu/domain';
import { loadStream } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { applyReconciliation } from './apply-reconciliation';
import { applyReturns, postedReturns } from './apply-returns';
import { approveReissue, declineReissue, reissueProposals } from './approve-reissue';
import { reserveFunds } from './batch-funds';
import { buildAll, buildChunk } from './build-chunk';
import { cancelBatch, closeBatch, releaseBatch } from './close-batch';
import { compareBatch } from './compare-batch';
import { differenceReasons } from './difference-reasons';
import { lineAmount } from './line-amount';
import { openBatch, planBatch } from './open-batch';
import { PaymentsService } from './payments-service';
import { receiveReturns } from './receive-returns';
import { approveReconciliation, declineReconciliation, proposeReconciliation, readReconciliation } from './reconcile';
import { reissueLines } from './reissue-lines';
import { approveBatch, freezeBatch, sendBackBatch, submitBatch } from './review-batch';
import { sendBatch } from './send-batch';
import { takeFile } from './take-file';
import { voidFile } from './void-file';
import { writeFile } from './write-file';

export const createPayments = (deps: ServiceDeps): PaymentsService => ({
  open: openBatch(deps),
  plan: planBatch(deps),
  buildChunk: buildChunk(deps),
  buildAll: buildAll(deps),
  freeze: freezeBatch(deps),
  compare: compareBatch(deps),
  previousOf: ({ batchId }) => deps.batchHistory.previousOf(batchId),
  differenceReasons: differenceReasons(deps),
  lineAmount: lineAmount(deps),
  submit: submitBatch(deps),
  sendBack: sendBackBatch(deps),
  approve: approveBatch(deps),
  reserveFunds: reserveFunds(deps),
  writeFile: writeFile(deps),
  takeFile: takeFile(deps),
  send: sendBatch(deps),
  receiveReturns: receiveReturns(deps),
  applyReturns: applyReturns(deps),
  postedReturns: postedReturns(deps),
  proposeReconciliation: proposeReconciliation(deps),
  readReconciliation: readReconciliation(deps),
  approveReconciliation: approveReconciliation(deps),
  declineReconciliation: declineReconciliation(deps),
  applyReconciliation: applyReconciliation(deps),
  voidFile: voidFile(deps),
  reissue: reissueLines(deps),
  approveReissue: approveReissue(deps),
  declineReissue: declineReissue(deps),
  reissueProposals: reissueProposals(deps),
  close: closeBatch(deps),
  cancel: cancelBatch(deps),
  release: releaseBatch(deps),
  lines: async ({ batchId, chunk }) => linesOf((await loadStream(deps, paymentLinesDecider, linesStream(batchId, chunk))).state),
});

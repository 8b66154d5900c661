import { linesOf, linesStream, paymentLinesDecider } from '@zhibu/domain';
import { loadStream } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { applyReturns } from './apply-returns';
import { reserveFunds } from './batch-funds';
import { buildAll, buildChunk } from './build-chunk';
import { cancelBatch, closeBatch, releaseBatch } from './close-batch';
import { compareBatch } from './compare-batch';
import { openBatch, planBatch } from './open-batch';
import { PaymentsService } from './payments-service';
import { receiveReturns } from './receive-returns';
import { reissueLines } from './reissue-lines';
import { approveBatch, freezeBatch, sendBackBatch, submitBatch } from './review-batch';
import { sendBatch } from './send-batch';
import { takeFile } from './take-file';
import { writeFile } from './write-file';

export const createPayments = (deps: ServiceDeps): PaymentsService => ({
  open: openBatch(deps),
  plan: planBatch(deps),
  buildChunk: buildChunk(deps),
  buildAll: buildAll(deps),
  freeze: freezeBatch(deps),
  compare: compareBatch(deps),
  submit: submitBatch(deps),
  sendBack: sendBackBatch(deps),
  approve: approveBatch(deps),
  reserveFunds: reserveFunds(deps),
  writeFile: writeFile(deps),
  takeFile: takeFile(deps),
  send: sendBatch(deps),
  receiveReturns: receiveReturns(deps),
  applyReturns: applyReturns(deps),
  reissue: reissueLines(deps),
  close: closeBatch(deps),
  cancel: cancelBatch(deps),
  release: releaseBatch(deps),
  lines: async ({ batchId, chunk }) => linesOf((await loadStream(deps, paymentLinesDecider, linesStream(batchId, chunk))).state),
});

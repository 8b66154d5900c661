import { Rejection, RejectionError } from '@zhibu/kernel';
import { Work } from '@zhibu/workflow';
import { exitAllOnDeath } from '../entitlements/exit-entitlement';
import { grantFor } from '../entitlements/grant-entitlement';
import { proposeReversals } from '../entitlements/propose-reversals';
import { CommandContext } from '../execute/context';
import { applyReconciliation } from '../payments/apply-reconciliation';
import { applyReturns } from '../payments/apply-returns';
import { reserveUnlessCancelled, reserveWaiting } from '../payments/batch-funds';
import { loadBatch } from '../payments/batch-view';
import { buildChunk } from '../payments/build-chunk';
import { releaseBatch } from '../payments/close-batch';
import { writeFile } from '../payments/write-file';
import { carryOverPart } from '../registers/carry-over';
import { ServiceDeps } from '../service-deps';
import { Worked, checkIfWaiting, closeNoticeIfOver, recheckOpenCases } from './case-work';
import { exitAfterCheck, exitOnMove, followMove } from './right-work';

/** Refusals that a later event resolves: the work stays outstanding and visible, and no job is spent on it. */
const waitsForPeople = new Set(['fund.short', 'duty.allowed-overdraft-and-approves', 'file.nothing-to-write', 'batch.file-voided', 'return-file.incomplete', 'batch.not-building']);

/** Does one piece of work. May run twice, late or at the same time as somebody else's. Throws what has to be tried again. */
export const handleWork =
  (deps: ServiceDeps) =>
  async (context: CommandContext, work: Work): Promise<void> => {
    const worked = await perform(deps, context, work);
    if (worked !== null && !worked.ok && !isExpected(worked.rejection)) throw new RejectionError(worked.rejection);
  };

const isExpected = ({ code }: Rejection): boolean => waitsForPeople.has(code);

const perform = (deps: ServiceDeps, context: CommandContext, work: Work): Promise<Worked> => {
  switch (work.work) {
    case 'check-eligibility':
      return checkIfWaiting(deps, context, work.applicationId);
    case 'recheck-applications':
      return recheckOpenCases(deps, context, work.personKey);
    case 'close-notice':
      return closeNoticeIfOver(deps, context, work.applicationId, work.stage);
    case 'grant-entitlement':
      return grantFor(deps)(context, work);
    case 'exit-on-death':
      return exitAllOnDeath(deps)(context, work);
    case 'exit-on-move':
      return exitOnMove(deps, context, work);
    case 'follow-move':
      return followMove(deps, context, work);
    case 'propose-reversal':
      return proposeReversals(deps, context, work.personKey);
    case 'carry-over-part':
      return carryOverPart(deps)(context, work);
    case 'exit-after-check':
      return exitAfterCheck(deps, context, work.entitlementId);
    case 'build-chunks':
      return buildChunks(deps, context, work.batchId, work.fromChunk, work.throughChunk);
    case 'reserve-funds':
      return reserveUnlessCancelled(deps)(context, work);
    case 'reserve-waiting':
      return reserveWaiting(deps)(context, work);
    case 'write-file':
      return writeIfNeeded(deps, context, work.batchId);
    case 'release-batch':
      return releaseBatch(deps)(context, work);
    case 'apply-returns':
      return applyReturns(deps)(context, work);
    case 'apply-reconciliation':
      return applyReconciliation(deps)(context, work);
  }
};

const buildChunks = async (deps: ServiceDeps, context: CommandContext, batchId: string, fromChunk: number, throughChunk: number): Promise<Worked> => {
  for (let chunk = fromChunk; chunk <= throughChunk; chunk += 1) {
    const built = await buildChunk(deps)(context, { batchId, chunk });
    if (!built.ok) return built;
  }
  return { ok: true };
};

/** A file that waits to be sent is not written a second time by a wake-up. */
const writeIfNeeded = async (deps: ServiceDeps, context: CommandContext, batchId: string): Promise<Worked> => {
  const view = await loadBatch(deps, batchId);
  if (!view.ok) return view;
  const { status, files } = view.value.state;
  if ((status !== 'funded' && status !== 'sent') || files.some((file) => !file.sent)) return null;
  return writeFile(deps)(context, { batchId });
};

import { useSession } from '../../app/session';
import { yuanOf } from '../../shared/money';
import { useLanguage, useTexts } from '../../texts/language';
import { Duty, whyNot } from './duties';
import { Reason, Step, useReason } from './step';
import { texts } from './step-texts';
import { groupKey, groupsToTick, useTicks } from './ticks';
import { Batch, linesNotInFiles } from './use-batch';
import { useComparison } from './use-comparison';
import { useStep } from './use-step';

interface OfBatch {
  readonly batch: Batch;
}

/** Everything that a step on the list says: whose it is, how many people and how much. */
const useWords = (batch: Batch, duty: Duty) => {
  const { me } = useSession();
  const { language } = useLanguage();
  return { said: useTexts(texts), why: whyNot(duty, batch, me), yuan: yuanOf(batch.totalFen, language), language };
};

export const Plan = ({ batch }: OfBatch) => {
  const { said, why } = useWords(batch, 'prepare');
  const step = useStep(batch, (api, params) => api.POST('/api/v1/batches/{batchId}/plan', { params }));
  return <Step verb={said.plan} what={said.planWhat} why={why} running={step} run={(onDone) => step.mutate(undefined, { onSuccess: onDone })} />;
};

export const Freeze = ({ batch }: OfBatch) => {
  const { said, why, yuan } = useWords(batch, 'prepare');
  const step = useStep(batch, (api, params) => api.POST('/api/v1/batches/{batchId}/freezing', { params }), true);
  const what = <>{said.freezeWhat(batch.lines, yuan)}{batch.buildExceptions > 0 ? <> {said.notListed(batch.buildExceptions)}</> : null}</>;
  return <Step verb={said.freeze} isMain what={what} why={why} running={step} run={(onDone) => step.mutate(undefined, { onSuccess: onDone })} />;
};

/** Offered once new, ended and changed were ticked off. */
export const Submit = ({ batch }: OfBatch) => {
  const { said, why, yuan } = useWords(batch, 'prepare');
  const ticks = useTicks();
  const { data } = useComparison(batch, true);
  const step = useStep(batch, (api, params) => api.POST('/api/v1/batches/{batchId}/submission', { params }), true);
  const isTicked = data !== null && groupsToTick(data).every((group) => ticks.has(groupKey(group)));
  return <Step verb={said.submit} isMain what={said.submitWhat(batch.lines, yuan)} why={why} first={isTicked ? null : said.tickFirst} running={step} run={(onDone) => step.mutate(undefined, { onSuccess: onDone })} />;
};

export const SendBack = ({ batch }: OfBatch) => {
  const { said, why, yuan } = useWords(batch, 'send-back');
  const { field, take } = useReason();
  const step = useStep(batch, (api, params, reason: string) => api.POST('/api/v1/batches/{batchId}/sending-back', { params, body: { reason } }), true);
  return (
    <Step verb={said.sendBack} what={said.sendBackWhat(batch.lines, yuan)} why={why} running={step} run={(onDone) => take((reason) => step.mutate(reason, { onSuccess: onDone }))}>
      <Reason {...field} />
    </Step>
  );
};

export const Reserve = ({ batch }: OfBatch) => {
  const { said, why, yuan } = useWords(batch, 'either');
  const step = useStep(batch, (api, params) => api.POST('/api/v1/batches/{batchId}/reservation', { params }));
  return <Step verb={said.reserve} isMain what={said.reserveWhat(batch.lines, yuan)} why={why} running={step} run={(onDone) => step.mutate(undefined, { onSuccess: onDone })} />;
};

export const WriteFile = ({ batch, isMain = true }: OfBatch & { readonly isMain?: boolean }) => {
  const { said, why, yuan, language } = useWords(batch, 'pay');
  const step = useStep(batch, (api, params) => api.POST('/api/v1/batches/{batchId}/files', { params }));
  const what = batch.status === 'sent' ? said.writeNextWhat(linesNotInFiles(batch), yuanOf(batch.pendingFen, language)) : said.writeWhat(batch.lines, yuan);
  return <Step verb={said.writeFile} isMain={isMain} what={what} why={why} running={step} run={(onDone) => step.mutate(undefined, { onSuccess: onDone })} />;
};

export const Cancel = ({ batch }: OfBatch) => {
  const { said, why, yuan } = useWords(batch, 'cancel');
  const { field, take } = useReason();
  const step = useStep(batch, (api, params, reason: string) => api.POST('/api/v1/batches/{batchId}/cancellation', { params, body: { reason } }), true);
  return (
    <Step verb={said.cancel} isDanger what={said.cancelWhat(batch.lines, yuan)} why={why} running={step} run={(onDone) => take((reason) => step.mutate(reason, { onSuccess: onDone }))}>
      <Reason {...field} />
    </Step>
  );
};

export const Close = ({ batch }: OfBatch) => {
  const { said, why, language } = useWords(batch, 'either');
  const step = useStep(batch, (api, params) => api.POST('/api/v1/batches/{batchId}/closing', { params }), true);
  const { pending, unknown, credited, creditedFen, returned, returnedFen } = batch;
  const first = pending + unknown > 0 ? said.closeLater(pending, unknown) : null;
  return <Step verb={said.close} what={said.closeWhat(credited, yuanOf(creditedFen, language), returned, yuanOf(returnedFen, language))} why={why} first={first} running={step} run={(onDone) => step.mutate(undefined, { onSuccess: onDone })} />;
};

export const Release = ({ batch }: OfBatch) => {
  const { said, why, yuan } = useWords(batch, 'either');
  const step = useStep(batch, (api, params) => api.POST('/api/v1/batches/{batchId}/release', { params }));
  return <Step verb={said.release} what={said.releaseWhat(batch.lines, yuan)} why={why} running={step} run={(onDone) => step.mutate(undefined, { onSuccess: onDone })} />;
};

import { memo, useMemo } from 'react';
import type { RecordedEvent } from '@zhibu/kernel';
import type { StateLine, TimelineEntry } from '@zhibu/workflow';
import { momentInWords } from '../../shared/day';
import { useLanguage, useTexts } from '../../texts/language';
import { Life } from './read-history';
import { texts } from './texts';
import { keyOf } from './timeline';

/** One payment: the batch it goes out with, and all that happened to it. */
interface Payment {
  readonly batchId: string;
  readonly scheme: string;
  readonly steps: readonly TimelineEntry[];
}

const paymentsOf = (events: readonly RecordedEvent[], timeline: readonly TimelineEntry[]): readonly Payment[] => {
  const entries = new Map(timeline.map((entry) => [keyOf(entry), entry]));
  const stepsOf = new Map<string, TimelineEntry[]>();
  for (const { data, meta } of events) {
    const [batchId, entry] = [(data as { readonly batchId?: string }).batchId, entries.get(keyOf(meta))];
    if (batchId === undefined || entry === undefined) continue;
    const steps = stepsOf.get(batchId);
    if (steps === undefined) stepsOf.set(batchId, [entry]);
    else steps.push(entry);
  }
  return [...stepsOf].map(([batchId, steps]) => ({ batchId, scheme: batchId.split('.')[0] ?? '', steps: steps.sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0)) }));
};

interface PaymentsProps {
  readonly life: Life;
  readonly lines: readonly StateLine[];
  readonly knownAt: string;
}

/** Each payment from the day it was due to the day it was credited, and where it stood at the point chosen. */
export const Payments = ({ life: { replay, codes, entries }, lines, knownAt }: PaymentsProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const payments = useMemo(() => paymentsOf(replay.events, entries), [replay, entries]);
  return (
    <section aria-label={said.payments}>
      <h2>{said.payments}</h2>
      {payments.length === 0 ? <p>{said.noPayments}</p> : payments.map(({ batchId, scheme, steps }) => (
        <PaymentWay key={batchId} batchId={batchId} scheme={codes.scheme(scheme)[language]} steps={steps} knownCount={steps.filter(({ recordedAt }) => recordedAt <= knownAt).length}
          standing={lines.find(({ key }) => key.startsWith(`payment/${batchId}/`))?.value[language] ?? said.notBuilt} />
      ))}
    </section>
  );
};

interface WayProps extends Payment {
  readonly knownCount: number;
  readonly standing: string;
}

/** Drawn again only when something of this payment comes to be known. */
const PaymentWay = memo(({ batchId, scheme, steps, knownCount, standing }: WayProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  return (
    <article className="replay-payment">
      <h3>{scheme} <small>{said.lineOf(batchId)}</small></h3>
      <p>{said.standing}: <strong>{standing}</strong></p>
      <ol>
        {steps.map((step, index) => (
          <li key={keyOf(step)} className={index < knownCount ? undefined : 'replay-later'}>
            <time dateTime={step.recordedAt}>{momentInWords(step.recordedAt, language)}</time> {step.what[language]}
            {index < knownCount ? null : <span className="replay-mark">{said.notYet}</span>}
          </li>
        ))}
      </ol>
    </article>
  );
});
PaymentWay.displayName = 'PaymentWay';

import { useQueryClient } from '@tanstack/react-query';
import { Typography, Upload } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { yuanOf } from '../../shared/money';
import { Step as HowFar, endOfRun, nothingYet } from '../../shared/runs/end-of-run';
import { useNarrow } from '../../shared/use-narrow';
import { useLanguage, useTexts } from '../../texts/language';
import { whyNot } from './duties';
import { texts } from './file-texts';
import { Posted, Posting, Refused, Totals } from './returns-told';
import { returnRunsKey } from './returns-under-way';
import { Step } from './step';
import type { Batch } from './use-batch';
import { useStep } from './use-step';

/** Name, size and day tell one file from another where the command compares what is sent. */
interface Chosen {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
  readonly content: File;
}

/** The bank's answer: chosen, checked as a whole by the server, posted line by line. The posting goes on when the page goes away. */
export const Returns = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const queries = useQueryClient();
  const { language } = useLanguage();
  const narrow = useNarrow();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [posted, setPosted] = useState<Totals | null>(null);
  const [howFar, setHowFar] = useState<HowFar>(nothingYet);
  const step = useStep(batch, async (api, { path, header }, { content }: Chosen) => {
    setHowFar(nothingYet);
    const { data } = await api.POST('/api/v1/returns', { params: { query: path, header }, headers: { 'Content-Type': 'application/octet-stream', Accept: 'text/event-stream' }, body: content as unknown as string, bodySerializer: (body) => body, parseAs: 'stream' });
    return { data: await endOfRun<Totals>(data, { onStep: setHowFar }) };
  });
  const isSent = batch.files.some(({ sentOn }) => sentOn !== null);
  if (!isSent) return <Typography.Text type="secondary">{said.nothingSent}</Typography.Text>;
  const choose = (content: File): false => {
    setChosen({ name: content.name, size: content.size, lastModified: content.lastModified, content });
    setPosted(null);
    step.reset();
    return false;
  };
  // Whoever leaves the window, or was cut off, finds it among those under way.
  const lookAgain = (): void => void queries.invalidateQueries({ queryKey: returnRunsKey(batch.batchId) });
  const why = whyNot('prepare', batch, me);
  return (
    <section aria-label={said.returns} className="returns">
      <Typography.Title level={3} className="section-title">{said.returns}</Typography.Title>
      <Upload.Dragger disabled={why !== null} showUploadList={false} multiple={false} beforeUpload={choose} aria-label={said.choose}>
        <p>{chosen === null ? (narrow ? said.choose : said.drop) : said.chosen(chosen.name, chosen.size)}</p>
      </Upload.Dragger>
      <Step verb={said.takeIn} isMain what={said.takeInWhat(chosen?.name ?? '', batch.pending + batch.unknown, yuanOf(batch.pendingFen + batch.unknownFen, language))} why={why} first={chosen === null ? said.choose : null} running={{ ...step, isError: false, reset: lookAgain }} run={(onDone) => {
        if (chosen !== null) step.mutate(chosen, { onSuccess: (totals) => { setPosted(totals as Totals | null); setChosen(null); }, onSettled: onDone });
      }}>
        {step.isPending ? <Posting step={howFar} /> : null}
      </Step>
      {step.isError ? <Refused error={step.error} /> : null}
      {posted === null ? null : <Posted totals={posted} />}
    </section>
  );
};

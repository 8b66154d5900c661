import { Alert, Typography, Upload } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { useSession } from '../../app/session';
import type { components } from '../../generated/openapi';
import { ListTable } from '../../shared/list-table';
import { yuanOf } from '../../shared/money';
import { Trouble } from '../../shared/trouble';
import { useNarrow } from '../../shared/use-narrow';
import { wholeList } from '../../shared/whole-list';
import { useLanguage, useTexts } from '../../texts/language';
import { whyNot } from './duties';
import { placeInWords, texts } from './file-texts';
import { Step } from './step';
import type { Batch } from './use-batch';
import { useStep } from './use-step';

type Schemas = components['schemas'];
type Totals = Schemas['ReturnTotalsView'];

/** Name, size and day tell one file from another where the command compares what is sent. */
interface Chosen {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
  readonly content: File;
}

/** The bank's answer: chosen, checked as a whole by the server, posted line by line. */
export const Returns = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const { language } = useLanguage();
  const narrow = useNarrow();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [posted, setPosted] = useState<Totals | null>(null);
  const step = useStep(batch, (api, { path, header }, { content }: Chosen) =>
    api.POST('/api/v1/returns', { params: { query: path, header }, headers: { 'Content-Type': 'application/octet-stream' }, body: content as unknown as string, bodySerializer: (body) => body }));
  const isSent = batch.files.some(({ sentOn }) => sentOn !== null);
  if (!isSent) return <Typography.Text type="secondary">{said.nothingSent}</Typography.Text>;
  const choose = (content: File): false => {
    setChosen({ name: content.name, size: content.size, lastModified: content.lastModified, content });
    setPosted(null);
    step.reset();
    return false;
  };
  const why = whyNot('prepare', batch, me);
  return (
    <section aria-label={said.returns} className="returns">
      <Typography.Title level={3} className="section-title">{said.returns}</Typography.Title>
      <Upload.Dragger disabled={why !== null} showUploadList={false} multiple={false} beforeUpload={choose} aria-label={said.choose}>
        <p>{chosen === null ? (narrow ? said.choose : said.drop) : said.chosen(chosen.name, chosen.size)}</p>
      </Upload.Dragger>
      <Step verb={said.takeIn} isMain what={said.takeInWhat(chosen?.name ?? '', batch.pending + batch.unknown, yuanOf(batch.pendingFen + batch.unknownFen, language))} why={why} first={chosen === null ? said.choose : null} running={{ ...step, isError: false, reset: () => undefined }} run={(onDone) => {
        if (chosen !== null) step.mutate(chosen, { onSuccess: (totals) => { setPosted(totals as Totals | null); setChosen(null); }, onSettled: onDone });
      }} />
      {step.isError ? <Refused error={step.error} /> : null}
      {posted === null ? null : <Posted totals={posted} />}
    </section>
  );
};

const Posted = ({ totals }: { readonly totals: Totals }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const yuan = (fen: number): string => yuanOf(fen, language);
  return (
    <Alert type="success" showIcon title={said.posted} description={
      <ul>
        <li>{said.credited(totals.credited, yuan(totals.creditedFen))}</li>
        <li>{said.returned(totals.returned, yuan(totals.returnedFen))}</li>
        <li>{said.unknown(totals.unknown, yuan(totals.unknownFen))}</li>
        <li>{said.exceptions(totals.exceptions)}</li>
      </ul>
    } />
  );
};

/** Every row that is wrong, in one list; a refusal that names no row as any other. */
const Refused = ({ error }: { readonly error: unknown }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const wrong = error instanceof ApiProblem ? (error.problem.errors ?? []) : [];
  if (wrong.length === 0) return <Trouble error={error} />;
  return (
    <>
      <Alert type="error" showIcon title={said.refused} description={error instanceof ApiProblem ? error.problem.title : undefined} />
      <ListTable<Schemas['FieldProblemView']> list={wholeList(wrong)} label={said.refused} nothing={said.refused} rowKey={({ field, code }) => `${field} ${code}`} columns={[
        { title: said.row, dataIndex: 'field', render: (place: string) => placeInWords(place, language) },
        { title: said.expected, dataIndex: 'expected' },
        { title: said.found, dataIndex: 'actual' },
      ]} />
    </>
  );
};

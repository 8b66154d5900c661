import { Alert } from 'antd';
import { ApiProblem } from '../../api/problem';
import type { components } from '../../generated/openapi';
import { ListTable } from '../../shared/list-table';
import { yuanOf } from '../../shared/money';
import type { Step } from '../../shared/runs/end-of-run';
import { HowFar } from '../../shared/runs/how-far';
import { Trouble } from '../../shared/trouble';
import { wholeList } from '../../shared/whole-list';
import { useLanguage, useTexts } from '../../texts/language';
import { placeInWords, texts } from './file-texts';

type Schemas = components['schemas'];

/** What came of the file; its id is not asked for here. */
export type Totals = Omit<Schemas['ReturnTotalsView'], 'returnFileId'>;

export const Posting = ({ step }: { readonly step: Step }) => {
  const said = useTexts(texts);
  return <HowFar step={step} label={said.posting}>{step.done === 0 ? said.checking(step.total) : said.postedSoFar(step.done, step.total)}</HowFar>;
};

export const Posted = ({ totals }: { readonly totals: Totals }) => {
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

export const Stopped = ({ step: { done, total } }: { readonly step: Step }) => <Alert type="warning" showIcon title={useTexts(texts).stopped(done, total)} />;

/** Every row that is wrong, in one list; a refusal that names no row as any other. */
export const Refused = ({ error }: { readonly error: unknown }) => {
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

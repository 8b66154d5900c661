import { WarningOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Moment, momentInWords } from '../../shared/day';
import { Irreversible } from '../../shared/irreversible';
import { ListTable } from '../../shared/list-table';
import { Step, endOfRun, nextStep, nothingYet } from '../../shared/runs/end-of-run';
import { HowFar } from '../../shared/runs/how-far';
import { useRun } from '../../shared/runs/use-run';
import '../../shared/step.css';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useList } from '../../shared/use-list';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

type Import = components['schemas']['ImportView'];
type Undone = components['schemas']['UndoneView'];

/** Every import of the area with what became of it. One that goes on is followed here, also after a reload; one that is over can be undone. */
export const History = () => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const [chosen, setChosen] = useState<Import | null>(null);
  const list = useList<Import>(['imports'], async (cursor) => (await api.GET('/api/v1/imports/applications', { params: { query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  return (
    <>
      <Typography.Title level={2} className="section-title">{said.history}</Typography.Title>
      <ListTable list={list} label={said.history} nothing={said.noHistory} rowKey={({ importId }) => importId} columns={[
        { title: said.startedAt, key: 'when', render: (_, { startedAt }) => <Moment instant={startedAt} /> },
        { title: said.by, dataIndex: 'importedBy' },
        { title: said.where, key: 'area', render: (_, { areaCode }) => <AreaName code={areaCode} /> },
        { title: said.applications, dataIndex: 'applications', align: 'right' },
        { title: said.untouched, dataIndex: 'untouched', align: 'right' },
        { title: said.handled, dataIndex: 'handled', align: 'right' },
        { title: said.withdrawn, dataIndex: 'withdrawn', align: 'right' },
        {
          title: said.undo, key: 'undo', render: (_, row) =>
            row.state === 'running' ? <UnderWay importId={row.importId} phase={row.phase} />
            : (
              <>
                {row.state === 'stopped' ? <p className="sheet-wrong"><WarningOutlined /> {(row.phase === 'undo' ? said.undoStopped : said.stopped)(row.rowsDone ?? 0, row.rows ?? 0)}</p> : null}
                {row.untouched === 0 ? <small>{said.notAnyMore}</small> : <Button size="small" aria-label={said.undoOf(momentInWords(row.startedAt, language))} onClick={() => setChosen(row)}>{said.undo}</Button>}
              </>
            ),
        },
      ]} />
      {chosen === null ? null : <Undo of={chosen} onLeave={() => setChosen(null)} />}
    </>
  );
};

const UnderWay = ({ importId, phase }: Pick<Import, 'importId' | 'phase'>) => {
  const queries = useQueryClient();
  const { step } = useRun(`/api/v1/imports/applications/${encodeURIComponent(importId)}/progress`, { onEnd: () => void queries.invalidateQueries({ queryKey: ['imports'] }) });
  return <Going phase={phase} step={step} />;
};

const Going = ({ phase, step }: { readonly phase: Import['phase']; readonly step: Step }) => {
  const said = useTexts(texts);
  return <HowFar step={step} label={phase === 'undo' ? said.undoing : said.underWay}>{(phase === 'undo' ? said.takingBack : said.loading)(step.done, step.total)}</HowFar>;
};

const Undo = ({ of, onLeave }: { readonly of: Import; readonly onLeave: () => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const [form] = Form.useForm<{ readonly reason: string }>();
  const { importId, untouched, handled } = of;
  const [step, setStep] = useState(nothingYet);
  const undo = useCommand(async ({ reason }: { readonly reason: string }, header) => {
    const { data } = await api.POST('/api/v1/imports/applications/{importId}/undo', { params: { path: { importId }, header }, body: { reason }, headers: { Accept: 'text/event-stream' }, parseAs: 'stream' });
    return endOfRun<Undone>(data, { onStep: setStep });
  });
  if (undo.data !== undefined) return <Alert type="success" showIcon closable={{ onClose: onLeave }} title={said.undone(undo.data.withdrawn, undo.data.handled)} />;
  return (
    <Irreversible open title={said.sure} verb={said.withdraw(untouched)} isUnderWay={undo.isPending} onYes={() => form.submit()} onNo={onLeave}>
      <p>{said.sureWhat(untouched, handled)}</p>
      <Form name="undo" form={form} layout="vertical" requiredMark={false} onFinish={(values) => undo.mutate(values)}>
        <Form.Item name="reason" label={said.why} rules={[{ required: true, whitespace: true, message: said.whyMissing }]}><Input.TextArea maxLength={500} rows={3} /></Form.Item>
      </Form>
      {undo.isPending ? <Going phase="undo" step={nextStep(step, { total: untouched })} /> : null}
      {undo.isError ? <Trouble error={undo.error} /> : null}
    </Irreversible>
  );
};

import { useQueryClient } from '@tanstack/react-query';
import { Button, Card, Form, Input, Radio, Select } from 'antd';
import { useRef, useState } from 'react';
import { useApi } from '../../api/api';
import { CaseItem } from '../../shared/case-table';
import { outcomes } from '../../shared/case-words';
import { Irreversible } from '../../shared/irreversible';
import { namesIn } from '../../shared/names-in';
import { refreshAll } from '../../shared/refresh-all';
import { useLeaveWarning } from '../../shared/use-leave-warning';
import { stageIn, useProcedures } from '../../shared/use-procedures';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { Progressing } from './progressing';
import { Run, begin, goOn, leftOf } from './run';
import { texts } from './texts';

interface Given {
  readonly what: 'agree' | 'disagree' | 'approved' | 'refused' | 'returned';
  readonly reasons?: readonly string[];
  readonly reviewers?: string;
  readonly note?: string;
}

const isSigning = (what: Given['what'] | undefined): what is 'agree' | 'disagree' => what === 'agree' || what === 'disagree';
const noteMax = 1_000;

interface SeveralProps {
  readonly chosen: readonly CaseItem[];
  readonly onHandled: (item: CaseItem) => void;
  /** With those that were not done. */
  readonly onOver: (left: readonly CaseItem[]) => void;
}

/** The same for several cases of one stage. The service decides each by itself; a refusal stops none of the others. */
export const Several = ({ chosen, onHandled, onOver }: SeveralProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<Given>();
  const what = Form.useWatch('what', form);
  const [asked, setAsked] = useState<Given | null>(null);
  const [run, setRun] = useState<Run | null>(null);
  const sent = useRef<Given | null>(null);
  const stopped = useRef(false);
  useLeaveWarning(run?.state === 'running');
  const { min, signs, reasons } = useStageOf(chosen);
  const send = ({ applicationId, stage, version }: CaseItem, key: string) => {
    const given = sent.current;
    const params = { path: { applicationId }, header: { 'Idempotency-Key': key, 'If-Match': `"${version}"` } };
    const [at, note] = [stage ?? '', given?.note ?? ''];
    if (isSigning(given?.what)) return api.POST('/api/v1/applications/{applicationId}/signatures', { params, body: { stage: at, opinion: given.what, note } });
    return api.POST('/api/v1/applications/{applicationId}/decisions', { params, body: { stage: at, outcome: given?.what ?? 'returned', reasons: [...(given?.reasons ?? [])], note, reviewers: namesIn(given?.reviewers) } });
  };
  const go = async (from: Run): Promise<void> => {
    stopped.current = false;
    await goOn(from, { send, onDone: onHandled, onProgress: setRun, isStopped: () => stopped.current });
    await refreshAll(queries);
  };
  if (run !== null) return <Progressing run={run} onGoOn={() => void go(run)} onStop={() => { stopped.current = true; }} onClose={() => { setRun(null); onOver(leftOf(run)); }} />;
  if (chosen.length === 0 || new Set(chosen.map(({ stage }) => stage)).size > 1) return null;
  const wordOf = (one: Given['what']): string => (one === 'agree' ? said.sign : one === 'disagree' ? said.disagree : words(outcomes, one));
  const choices: readonly Given['what'][] = [...(signs ? ['agree', 'disagree'] as const : []), 'approved', 'returned', 'refused'];
  return (
    <Card key={chosen[0]?.stage ?? ''} size="small" title={said.chosen(chosen.length)}>
      <Form<Given> form={form} layout="vertical" onFinish={setAsked}>
        <Form.Item name="what" label={said.what} rules={[{ required: true, message: said.required }]}><Radio.Group options={choices.map((value) => ({ value, label: wordOf(value) }))} /></Form.Item>
        {what === 'refused' || what === 'returned' ? <Form.Item name="reasons" label={said.reasons} rules={[{ required: true, message: said.required }]}><Select mode="multiple" options={[...reasons]} /></Form.Item> : null}
        {min > 0 && (what === 'approved' || what === 'refused') ? <Reviewers min={min} /> : null}
        <Form.Item name="note" label={said.note}><Input.TextArea rows={1} maxLength={noteMax} /></Form.Item>
        <Button type="primary" htmlType="submit">{said.run(chosen.length)}</Button>
      </Form>
      <Irreversible open={asked !== null} title={said.sure} verb={said.run(chosen.length)} isUnderWay={false} onNo={() => setAsked(null)} onYes={() => { sent.current = asked; setAsked(null); void go(begin(chosen)); }}>
        {asked === null ? null : said.sureWhat(wordOf(asked.what), chosen.length)}
      </Irreversible>
    </Card>
  );
};

/** The strictest of what the definitions of the chosen cases ask for, and the reasons that all of them know. */
const useStageOf = (chosen: readonly CaseItem[]) => {
  const { language } = useLanguage();
  const procedures = useProcedures();
  const found = [...new Set(chosen.map(({ scheme }) => scheme))].flatMap((scheme) => {
    const procedure = procedures.find((each) => each.schemes.includes(scheme) && stageIn(each, chosen[0]?.stage ?? null) !== undefined);
    const stage = stageIn(procedure, chosen[0]?.stage ?? null);
    return procedure === undefined || stage?.kind !== 'review' ? [] : [{ procedure, stage, codes: stage.reasons ?? Object.keys(procedure.reasons) }];
  });
  const codes = (found[0]?.codes ?? []).filter((code) => found.every((each) => each.codes.includes(code)));
  return {
    min: Math.max(0, ...found.map(({ stage }) => stage.namedReviewersMin)),
    signs: found.some(({ stage }) => stage.signaturesMin > 0),
    reasons: codes.map((value) => ({ value, label: found[0]?.procedure.reasons[value]?.[language] ?? value })),
  };
};

const Reviewers = ({ min }: { readonly min: number }) => {
  const said = useTexts(texts);
  return (
    <Form.Item name="reviewers" label={said.reviewers(min)} rules={[{ validator: async (_, lines: string | undefined) => {
      const has = namesIn(lines).length;
      if (has < min) throw new Error(said.fewReviewers(min, has));
    } }]}><Input.TextArea rows={5} /></Form.Item>
  );
};

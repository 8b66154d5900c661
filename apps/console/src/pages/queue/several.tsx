import { Button, Card, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import type { components } from '../../generated/openapi';
import { CaseItem } from '../../shared/case-table';
import { outcomes } from '../../shared/case-words';
import { Irreversible } from '../../shared/irreversible';
import { namesIn } from '../../shared/names-in';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { stageIn, useProcedures } from '../../shared/use-procedures';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import type { SeveralRun } from './progressing';
import { texts } from './texts';

type Body = components['schemas']['SeveralCasesDto'];

interface Given {
  readonly what: 'agree' | 'disagree' | 'approved' | 'refused' | 'returned';
  readonly reasons?: readonly string[];
  readonly reviewers?: string;
  readonly note?: string;
}

const noteMax = 1_000;

interface SeveralProps {
  readonly chosen: readonly CaseItem[];
  readonly onBegun: (run: SeveralRun) => void;
}

/** The same for several cases of one stage. The service decides each by itself; a refusal stops none of the others. */
export const Several = ({ chosen, onBegun }: SeveralProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const [form] = Form.useForm<Given>();
  const what = Form.useWatch('what', form);
  const [asked, setAsked] = useState<Given | null>(null);
  const { min, signs, reasons } = useStageOf(chosen);
  const begin = useCommand(async (body: Body, header) => (await api.POST('/api/v1/tasks/several', { params: { header }, body })).data, said.begun);
  const stage = chosen[0]?.stage ?? null;
  if (stage === null || chosen.some((one) => one.stage !== stage)) return null;
  const go = ({ what: which, reasons: why = [], note = '', reviewers }: Given): void =>
    begin.mutate({ stage, what: which, reasons: [...why], note, reviewers: namesIn(reviewers), cases: chosen.map(({ applicationId, version }) => ({ applicationId, version })) }, {
      onSuccess: (run) => { if (run !== undefined) onBegun(run); },
      onSettled: () => setAsked(null),
    });
  const wordOf = (one: Given['what']): string => (one === 'agree' ? said.sign : one === 'disagree' ? said.disagree : words(outcomes, one));
  const choices: readonly Given['what'][] = [...(signs ? ['agree', 'disagree'] as const : []), 'approved', 'returned', 'refused'];
  return (
    <Card key={stage} size="small" title={said.chosen(chosen.length)}>
      <Form<Given> name="several" form={form} layout="vertical" onFinish={setAsked}>
        <Form.Item name="what" label={said.what} rules={[{ required: true, message: said.required }]}><Radio.Group options={choices.map((value) => ({ value, label: wordOf(value) }))} /></Form.Item>
        {what === 'refused' || what === 'returned' ? <Form.Item name="reasons" label={said.reasons} rules={[{ required: true, message: said.required }]}><Select mode="multiple" options={[...reasons]} /></Form.Item> : null}
        {min > 0 && (what === 'approved' || what === 'refused') ? <Reviewers min={min} /> : null}
        <Form.Item name="note" label={said.note}><Input.TextArea rows={1} maxLength={noteMax} /></Form.Item>
        <Button type="primary" htmlType="submit">{said.run(chosen.length)}</Button>
      </Form>
      {begin.isError ? <Trouble error={begin.error} /> : null}
      <Irreversible open={asked !== null} title={said.sure} verb={said.run(chosen.length)} isUnderWay={begin.isPending} onNo={() => setAsked(null)} onYes={() => { if (asked !== null) go(asked); }}>
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

import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { DayInput } from '../../shared/day-input';
import { todayInCounty } from '../../shared/today';
import { useTexts } from '../../texts/language';
import { texts } from './after-texts';
import { whyNot } from './duties';
import { Step } from './step';
import type { Batch } from './use-batch';
import { useStep } from './use-step';

interface Opinion {
  readonly outcome: 'credited' | 'returned';
  readonly creditedOn?: string;
  readonly evidence: string;
}

export interface OfLine {
  readonly batch: Batch;
  readonly lineNo: number;
}

/** The first of two officers: what became of the money of a line, with the statement that says so. */
export const Propose = ({ batch, lineNo }: OfLine) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const [form] = Form.useForm<Opinion>();
  const [today] = useState(todayInCounty);
  const step = useStep(batch, async (api, { path, header }, { outcome, creditedOn, evidence }: Opinion) => {
    await api.POST('/api/v1/batches/{batchId}/lines/{lineNo}/reconciliations', { params: { path: { ...path, lineNo }, header }, body: { outcome, creditedOn: outcome === 'credited' ? (creditedOn ?? null) : null, evidence } });
    return {};
  });
  const run = (onDone: () => void): void => void form.validateFields().then((opinion) => step.mutate(opinion, { onSuccess: onDone }), () => undefined);
  return (
    <Step verb={said.propose} what={said.proposeWhat(lineNo)} why={whyNot('pay', batch, me)} running={step} run={run}>
      <Form name="proposal" form={form} layout="vertical" requiredMark={false} initialValues={{ outcome: 'returned' }}>
        <Form.Item name="outcome" label={said.outcome}><Radio.Group options={[{ value: 'credited', label: said.isCredited }, { value: 'returned', label: said.isReturned }]} /></Form.Item>
        <Form.Item noStyle shouldUpdate>{({ getFieldValue }) => (getFieldValue('outcome') === 'credited' ? <Form.Item name="creditedOn" label={said.creditedOn} rules={[{ required: true, message: said.dayMissing }]}><DayInput max={today} /></Form.Item> : null)}</Form.Item>
        <Form.Item name="evidence" label={said.evidence} rules={[{ required: true, whitespace: true, message: said.evidenceMissing }]}><Input.TextArea maxLength={500} showCount rows={3} /></Form.Item>
      </Form>
    </Step>
  );
};

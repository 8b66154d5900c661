import { useQuery } from '@tanstack/react-query';
import { Alert, Form, InputNumber, Modal, Select, Typography } from 'antd';
import { useNavigate } from 'react-router';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { Busy } from '../busy';
import { dayInWords } from '../day';
import { periodInWords } from '../period-words';
import { todayInCounty } from '../today';
import { Trouble } from '../trouble';
import { useAreaName } from '../use-areas';
import { useCommand } from '../use-command';
import { useSchemes } from '../use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { justOpened } from './just-opened';
import { texts } from './texts';

interface Wanted {
  readonly scheme: string;
  readonly areaCode: string;
  readonly year: number;
  readonly period: string;
}

interface OpenBatchProps {
  readonly open: boolean;
  /** What is filled in at first. */
  readonly wanted?: Partial<Wanted>;
  readonly onLeave: () => void;
}

/** Which list is to be built: the periods and deadlines come from the payment plan. */
export const OpenBatch = ({ open, wanted = {}, onLeave }: OpenBatchProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const navigate = useNavigate();
  const { me } = useSession();
  const [form] = Form.useForm<Wanted>();
  const areas = me.roles.filter(({ role }) => role === 'finance-preparer').map(({ areaCode }) => areaCode);
  const command = useCommand(async ({ scheme, areaCode, period }: Wanted, header) => (await api.POST('/api/v1/batches', { params: { header }, body: { scheme, areaCode, period } })).data);
  const submit = (wanted: Wanted) => command.mutate(wanted, { onSuccess: (opened) => { if (opened !== undefined) void navigate(`/batches/${encodeURIComponent(opened.batchId)}`, { state: justOpened }); } });
  return (
    <Modal open={open} title={said.open} okText={said.open} confirmLoading={command.isPending} onOk={() => form.submit()} onCancel={onLeave} destroyOnHidden>
      <Form form={form} name="open-batch" layout="vertical" requiredMark={false} initialValues={{ areaCode: areas[0], year: Number(todayInCounty().slice(0, 4)), ...wanted }} onFinish={submit} onValuesChange={(changed: Partial<Wanted>) => { if (changed.period === undefined) form.resetFields(['period']); }}>
        <Form.Item name="scheme" label={said.scheme} rules={[{ required: true, message: said.chooseScheme }]}><SchemeSelect /></Form.Item>
        <Form.Item name="areaCode" label={said.area}><Select options={areas.map((value) => ({ value, label: <AreaLabel code={value} /> }))} /></Form.Item>
        <Form.Item name="year" label={said.year}><InputNumber min={1980} max={2200} /></Form.Item>
        <Form.Item noStyle shouldUpdate>{({ getFieldsValue }) => <Periods {...(getFieldsValue() as Partial<Wanted>)} />}</Form.Item>
      </Form>
      <Typography.Paragraph type="secondary">{said.whatHappens}</Typography.Paragraph>
      {command.isError ? <Trouble error={command.error} /> : null}
    </Modal>
  );
};

const AreaLabel = ({ code }: { readonly code: string }) => <>{useAreaName(code)}</>;

/** Antd hands value, change and id to it. */
const SchemeSelect = (given: { readonly id?: string; readonly value?: string; readonly onChange?: (scheme: string) => void }) => {
  const { language } = useLanguage();
  const { data: schemes } = useSchemes();
  return <Select {...given} options={(schemes ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))} />;
};

const Periods = ({ scheme, areaCode, year, period }: Partial<Wanted>) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const isAsked = scheme !== undefined && areaCode !== undefined && year !== undefined && year !== null;
  const query = { scheme: scheme ?? '', areaCode: areaCode ?? '', year: year ?? 0 };
  const plan = useQuery({ queryKey: ['payment-plan', query], enabled: isAsked, queryFn: async () => (await api.GET('/api/v1/policies/payment-plan', { params: { query } })).data ?? null });
  const before = useQuery({ queryKey: ['batches', 'of-period', query], enabled: isAsked, queryFn: async () => (await api.GET('/api/v1/batches', { params: { query: { scheme: query.scheme, year: query.year, limit: 200 } } })).data?.items ?? [] });
  const known = plan.data ?? null;
  const same = (before.data ?? []).filter((batch) => batch.period === period && batch.areaCode === areaCode && batch.status !== 'cancelled').length;
  return (
    <>
      {isAsked && plan.isPending ? <Busy waitsFor={said.readingPlan} /> : null}
      {plan.isError ? <Trouble error={plan.error} again={() => void plan.refetch()} /> : null}
      <Form.Item name="period" label={said.period} rules={[{ required: true, message: said.periodMissing }]} extra={known === null ? undefined : said.plan(known.source)}>
        <Select disabled={known === null} placeholder={said.periods} options={(known?.periods ?? []).map(({ id, deadline }) => ({ value: id, label: said.planPeriod(periodInWords(id, language), dayInWords(deadline, language)) }))} />
      </Form.Item>
      {same > 0 ? <Alert type="info" showIcon title={said.already(same)} /> : null}
    </>
  );
};

import { Form, Input, InputNumber, Modal, Radio, Select, Typography } from 'antd';
import { useApi } from '../../api/api';
import { ApiClient } from '../../api/client';
import { DayInput, MonthInput } from '../../shared/day-input';
import { exitReasonWords } from '../../shared/finance-words';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useSchemes } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { Command } from './may';
import { commandTexts } from './texts';
import { Right, RightHeaders, useRightCommand } from './use-right';
import { components } from '../../generated/openapi';

type ExitReason = components['schemas']['ExitDto']['reason'];

/** A command that a form is opened for. */
export type Asked = { readonly kind: Command } | { readonly kind: 'decline'; readonly changeId: string };

interface Given {
  readonly fromMonth?: string;
  readonly reason?: string;
  readonly backPay?: boolean;
  readonly toBranch?: string;
  readonly exitReason?: ExitReason;
  readonly happenedOn?: string;
  readonly year?: number;
}

const send = async (api: ApiClient, asked: Asked, { entitlementId }: Right, given: Given, header: RightHeaders) => {
  const params = { path: { entitlementId }, header };
  const { fromMonth = '', reason = '' } = given;
  switch (asked.kind) {
    case 'suspend':
      return api.POST('/api/v1/entitlements/{entitlementId}/suspension', { params, body: { fromMonth, reason } });
    case 'resume':
      return api.POST('/api/v1/entitlements/{entitlementId}/resumption', { params, body: { fromMonth, reason } });
    case 'proposeResume':
      return api.POST('/api/v1/entitlements/{entitlementId}/changes/resumption', { params, body: { fromMonth, reason, backPay: given.backPay === true } });
    case 'branch':
      return api.POST('/api/v1/entitlements/{entitlementId}/changes/branch', { params, body: { fromMonth, reason, toBranch: given.toBranch ?? '' } });
    case 'reverse':
      return api.POST('/api/v1/entitlements/{entitlementId}/changes/exit-reversal', { params, body: { reason } });
    case 'exit':
      return api.POST('/api/v1/entitlements/{entitlementId}/exit', { params, body: { reason: given.exitReason ?? 'withdrawn', happenedOn: given.happenedOn ?? '' } });
    case 'verify':
      return api.POST('/api/v1/entitlements/{entitlementId}/verifications', { params, body: { year: given.year ?? 0 } });
    case 'decline':
      return api.POST('/api/v1/entitlements/{entitlementId}/changes/{changeId}/refusal', { params: { path: { entitlementId, changeId: asked.changeId }, header }, body: { reason } });
  }
};

interface CommandFormProps {
  readonly command: Asked | null;
  readonly right: Right;
  readonly want: (version: number) => void;
  readonly onClose: () => void;
}

/** Says what will happen and to how many people before anything is sent. */
export const CommandForm = ({ command, ...rest }: CommandFormProps) => (command === null ? null : <Opened key={command.kind} asked={command} {...rest} />);

const whatOf = { suspend: 'suspendWhat', resume: 'resumeWhat', proposeResume: 'proposeWhat', branch: 'proposeWhat', reverse: 'proposeWhat', exit: 'exitWhat', verify: 'verifyWhat', decline: 'declineWhat' } as const;

const Opened = ({ asked, right, want, onClose }: Omit<CommandFormProps, 'command'> & { readonly asked: Asked }) => {
  const api = useApi();
  const said = useTexts(commandTexts);
  const [form] = Form.useForm<Given>();
  const command = useRightCommand<Given>({ version: right.version, want, onDone: onClose, send: (given, header) => send(api, asked, right, given, header) });
  const today = todayInCounty();
  return (
    <Modal open title={said[asked.kind]} okText={said[asked.kind]} cancelText={said.cancel} confirmLoading={command.isPending} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden>
      <Typography.Paragraph>{said[whatOf[asked.kind]]}</Typography.Paragraph>
      <Form<Given> name="right" form={form} layout="vertical" onFinish={(given) => command.mutate(given)} initialValues={{ fromMonth: today.slice(0, 7), happenedOn: today, year: Number(today.slice(0, 4)), backPay: true }}>
        <Fields kind={asked.kind} right={right} />
      </Form>
      {command.isError ? <Trouble error={command.error} /> : null}
    </Modal>
  );
};

const reasonMax = 500;
const [yearMin, yearMax] = [1980, 2200];

const Fields = ({ kind, right }: { readonly kind: Asked['kind']; readonly right: Right }) => {
  const said = useTexts(commandTexts);
  const { language } = useLanguage();
  const { data: schemes } = useSchemes();
  const rules = [{ required: true, message: said.required }];
  const month = <Form.Item key="month" name="fromMonth" label={said.fromMonth} rules={rules} extra={kind === 'resume' ? said.fromThisMonth : undefined}><MonthInput /></Form.Item>;
  const reason = <Form.Item key="reason" name="reason" label={said.reason} rules={[{ required: true, whitespace: true, message: said.required }]}><Input.TextArea rows={2} maxLength={reasonMax} /></Form.Item>;
  switch (kind) {
    case 'suspend':
    case 'resume':
      return [month, reason];
    case 'proposeResume':
      return [month, <Form.Item key="backPay" name="backPay" label={said.backPay}><Radio.Group options={[{ value: true, label: said.backPayYes }, { value: false, label: said.backPayNo }]} /></Form.Item>, reason];
    case 'branch': {
      const branches = (schemes?.find(({ id }) => id === right.scheme)?.branches ?? []).filter(({ id }) => id !== null && id !== right.branch);
      return [<Form.Item key="toBranch" name="toBranch" label={said.toBranch} rules={rules}><Select options={branches.map(({ id, title }) => ({ value: id ?? '', label: title[language] }))} /></Form.Item>, month, reason];
    }
    case 'reverse':
    case 'decline':
      return reason;
    case 'exit':
      return [
        <Form.Item key="exit" name="exitReason" label={said.exitReason} rules={rules}><Select options={Object.entries(exitReasonWords).map(([value, label]) => ({ value, label: label[language] }))} /></Form.Item>,
        <Form.Item key="day" name="happenedOn" label={said.happenedOn} rules={rules}><DayInput max={todayInCounty()} /></Form.Item>,
      ];
    case 'verify':
      return <Form.Item name="year" label={said.year} rules={rules}><InputNumber min={yearMin} max={yearMax} precision={0} /></Form.Item>;
  }
};

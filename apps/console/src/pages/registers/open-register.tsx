import { Form, Input, InputNumber, Modal, Select } from 'antd';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { AreaPick } from '../../shared/area-pick';
import { DayInput } from '../../shared/day-input';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useSchemes } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

interface Wanted {
  readonly scheme: string;
  readonly areaCode: string;
  readonly title: string;
  readonly statedRows: number;
  readonly confirmedBy?: readonly string[];
  readonly conditionsOn?: string;
}

interface OpenRegisterProps {
  readonly open: boolean;
  readonly onLeave: () => void;
  readonly onOpened: (opened: { readonly registerId: string; readonly title: string }) => void;
}

const rowsMax = 100_000;

/** The head of a register: how many people are on it is said before the list is read, and must agree with it. */
export const OpenRegister = ({ open, onLeave, onOpened }: OpenRegisterProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { data: schemes } = useSchemes();
  const [form] = Form.useForm<Wanted>();
  const command = useCommand(async ({ conditionsOn, confirmedBy = [], ...wanted }: Wanted, header) =>
    (await api.POST('/api/v1/registers', { params: { header }, body: { ...wanted, confirmedBy: [...confirmedBy], ...(conditionsOn ? { conditionsOn } : {}) } })).data);
  const submit = (wanted: Wanted): void => command.mutate(wanted, { onSuccess: (opened) => { if (opened !== undefined) onOpened({ registerId: opened.registerId, title: wanted.title.trim() }); } });
  const needed = [{ required: true, message: said.needed }];
  return (
    <Modal open={open} title={said.open} okText={said.begin} confirmLoading={command.isPending} onOk={() => form.submit()} onCancel={onLeave} destroyOnHidden>
      <Form name="register" form={form} layout="vertical" requiredMark={false} initialValues={{ areaCode: me.roles[0]?.areaCode }} onFinish={submit}>
        <Form.Item name="scheme" label={said.scheme} rules={needed}><Select options={(schemes ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))} /></Form.Item>
        <Form.Item name="areaCode" label={said.area} rules={needed}><AreaPick /></Form.Item>
        <Form.Item name="title" label={said.name} extra={said.nameHint} rules={[{ required: true, whitespace: true, message: said.needed }]}><Input maxLength={200} /></Form.Item>
        <Form.Item name="statedRows" label={said.stated} rules={needed}><InputNumber min={1} max={rowsMax} precision={0} /></Form.Item>
        <Form.Item name="confirmedBy" label={said.confirmedBy}><Select mode="tags" open={false} tokenSeparators={[',', ' ', '\n']} suffixIcon={null} /></Form.Item>
        <Form.Item name="conditionsOn" label={said.conditionsOn}><DayInput /></Form.Item>
      </Form>
      {command.isError ? <Trouble error={command.error} /> : null}
    </Modal>
  );
};

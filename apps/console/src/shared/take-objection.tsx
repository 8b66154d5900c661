import { useQuery } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { text } from '@zhibu/kernel';
import { useApi } from '../api/api';
import { useTexts } from '../texts/language';
import { Busy } from './busy';
import { Trouble } from './trouble';
import { useCommand } from './use-command';

const texts = {
  title: text('登记异议', 'Take in an objection'),
  statement: text('异议内容', 'What is objected'),
  required: text('请写明异议内容', 'Say what is objected'),
  what: text('只暂停此人的公示，其他人不受影响；处理后重新计算公示期。', 'It holds this one entry and lets the others go on; once it is resolved the notice starts again.'),
  take: text('登记异议', 'Take in the objection'),
  cancel: text('取消', 'Cancel'),
  reading: text('正在读取案件', 'Reading the case'),
} as const;

const statementMax = 2_000;

/** Named in the order in which they come in. */
export const objectionIdOf = (no: number): string => `objection-${no}`;

interface TakeObjectionProps {
  readonly applicationId: string | null;
  readonly onClose: () => void;
}

/** Takes in an objection to one entry of a public list. */
export const TakeObjection = ({ applicationId, onClose }: TakeObjectionProps) => (applicationId === null ? null : <Opened key={applicationId} applicationId={applicationId} onClose={onClose} />);

const Opened = ({ applicationId, onClose }: { readonly applicationId: string; readonly onClose: () => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const [form] = Form.useForm<{ readonly statement: string }>();
  const path = { applicationId };
  const { data: view, error, refetch } = useQuery({ queryKey: ['case', applicationId], queryFn: async () => (await api.GET('/api/v1/applications/{applicationId}', { params: { path } })).data ?? null });
  const command = useCommand(async ({ statement }: { readonly statement: string }, headers) => {
    if (view === undefined || view === null) return;
    await api.POST('/api/v1/applications/{applicationId}/objections', { params: { path, header: { ...headers, 'If-Match': `"${view.version}"` } }, body: { objectionId: objectionIdOf(view.objections + 1), statement } });
    onClose();
  });
  const isKnown = view !== undefined && view !== null;
  return (
    <Modal open title={said.title} okText={said.take} cancelText={said.cancel} confirmLoading={command.isPending} okButtonProps={{ disabled: !isKnown }} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden>
      {isKnown ? null : error === null ? <Busy waitsFor={said.reading} /> : <Trouble error={error} again={() => void refetch()} />}
      <p>{said.what}</p>
      <Form name="objection" form={form} layout="vertical" onFinish={(given) => command.mutate(given)}>
        <Form.Item name="statement" label={said.statement} rules={[{ required: true, whitespace: true, message: said.required }]}><Input.TextArea rows={3} maxLength={statementMax} autoFocus /></Form.Item>
      </Form>
      {command.isError ? <Trouble error={command.error} /> : null}
    </Modal>
  );
};

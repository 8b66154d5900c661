import { Form, Input, Modal } from 'antd';
import type { RoleGrant } from '@zhibu/kernel';
import { useNavigate } from 'react-router';
import { useApi } from '../../api/api';
import { sayDone } from '../../shared/done';
import { GrantsField } from '../../shared/grants-field';
import { OneTimePassword } from '../../shared/one-time-password';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useTexts } from '../../texts/language';
import { texts } from './texts';

interface Wanted {
  readonly userId: string;
  readonly displayName: string;
  readonly password: string;
  readonly roles?: readonly RoleGrant[];
}

export const AddUser = ({ onLeave }: { readonly onLeave: () => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const navigate = useNavigate();
  const [form] = Form.useForm<Wanted>();
  const add = useCommand(({ roles = [], ...body }: Wanted, header) => api.POST('/api/v1/users', { params: { header }, body: { ...body, roles: roles.map(({ role, areaCode }) => ({ role, areaCode })) } }));
  const submit = (wanted: Wanted) => {
    const userId = wanted.userId.trim();
    add.mutate({ ...wanted, userId }, {
      onSuccess: () => {
        sayDone(said.added(wanted.displayName));
        void navigate(`/users/${encodeURIComponent(userId)}`);
      },
    });
  };
  return (
    <Modal open title={said.add} okText={said.add} confirmLoading={add.isPending} onOk={() => form.submit()} onCancel={onLeave}>
      <Form<Wanted> name="user" form={form} layout="vertical" requiredMark={false} initialValues={{ roles: [{}] }} onFinish={submit}>
        <Form.Item name="userId" label={said.userId} rules={[{ required: true, pattern: /^\s*[A-Za-z0-9][A-Za-z0-9._-]{0,63}\s*$/, message: said.userIdRule }]}><Input autoComplete="off" autoFocus /></Form.Item>
        <Form.Item name="displayName" label={said.displayName} rules={[{ required: true, whitespace: true, message: said.needed }]}><Input autoComplete="off" maxLength={100} /></Form.Item>
        <OneTimePassword />
        <GrantsField name="roles" />
      </Form>
      {add.isError ? <Trouble error={add.error} /> : null}
    </Modal>
  );
};

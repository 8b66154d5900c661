import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useApi } from '../../api/api';
import type { Me } from '../../app/me';
import { Trouble } from '../../shared/trouble';
import { useTexts } from '../../texts/language';
import { texts } from './texts';

interface Values {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

interface PasswordFormProps {
  readonly me: Me;
  readonly onDone: () => void;
}

/** The service refuses shorter ones. */
export const passwordCharactersMin = 10;
const passwordCharactersMax = 200;

/** Changes the own password. Every session ends with the old one, so this one is signed in again with the new one. */
export const PasswordForm = ({ me: { userId, onBehalfOf, mustChangePassword }, onDone }: PasswordFormProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const [form] = Form.useForm<Values>();
  const change = useMutation({
    mutationFn: async ({ current, next }: Values) => {
      await api.POST('/api/v1/session/password', { body: { current, next } });
      await api.POST('/api/v1/session', { body: { userId, password: next, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) } });
    },
    onSuccess: () => {
      form.resetFields();
      onDone();
    },
  });
  return (
    <Form<Values> name="password" form={form} layout="vertical" requiredMark={false} onFinish={(values) => change.mutate(values)} style={{ maxWidth: 400 }}>
      <input hidden readOnly autoComplete="username" value={userId} />
      <Form.Item name="current" label={mustChangePassword ? said.oneTime : said.current} rules={[{ required: true, message: said.needed }]}>
        <Input.Password autoComplete="current-password" maxLength={passwordCharactersMax} />
      </Form.Item>
      <Form.Item name="next" label={said.next} extra={said.nextRule(passwordCharactersMin)} rules={[{ required: true, min: passwordCharactersMin, message: said.nextRule(passwordCharactersMin) }]}>
        <Input.Password autoComplete="new-password" maxLength={passwordCharactersMax} />
      </Form.Item>
      <Form.Item name="again" label={said.again} dependencies={['next']} rules={[{ required: true, message: said.needed }, ({ getFieldValue }) => ({ validator: (_, value) => (value === undefined || value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(said.notSame))) })]}>
        <Input.Password autoComplete="new-password" maxLength={passwordCharactersMax} />
      </Form.Item>
      {change.isError ? <Trouble error={change.error} /> : null}
      <Button type="primary" htmlType="submit" loading={change.isPending}>{said.change}</Button>
    </Form>
  );
};

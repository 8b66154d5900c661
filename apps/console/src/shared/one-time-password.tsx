import { Button, Form, Input, Space } from 'antd';
import { text } from '@zhibu/kernel';
import { useTexts } from '../texts/language';

const texts = {
  label: text('一次性密码', 'One-time password'),
  rule: text('至少 10 个字符', '10 characters or more'),
  how: text('请当面或电话告知本人；登录后须先改成自己的密码', 'Tell them in person or by phone; they change it to their own when they sign in'),
  suggest: text('生成', 'Make one'),
} as const;

/** Without letters and digits that people take for one another when they read them out. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;
const charactersMin = 10;

/** Groups of letters and digits from the browser's source of randomness; the few values that would favour some letters are left out. */
export const madePassword = (): string => {
  const fair = Math.floor(256 / readable.length) * readable.length;
  let found = '';
  while (found.length < groups * groupLength) for (const byte of crypto.getRandomValues(new Uint8Array(groups * groupLength))) if (byte < fair && found.length < groups * groupLength) found += readable[byte % readable.length];
  return found.replace(/(.{4})(?=.)/g, '$1-');
};

/** In a form, under `password`. It is shown: whoever sets it has to tell it to somebody. */
export const OneTimePassword = () => {
  const said = useTexts(texts);
  const form = Form.useFormInstance<{ password: string }>();
  return (
    <Form.Item label={said.label} htmlFor="one-time-password" extra={said.how}>
      <Space.Compact style={{ width: '100%' }}>
        <Form.Item noStyle name="password" rules={[{ required: true, min: charactersMin, message: said.rule }]}><Input id="one-time-password" autoComplete="off" maxLength={200} /></Form.Item>
        <Button onClick={() => form.setFieldValue('password', madePassword())}>{said.suggest}</Button>
      </Space.Compact>
    </Form.Item>
  );
};

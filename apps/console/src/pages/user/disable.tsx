import { Form, Input } from 'antd';
import { useApi } from '../../api/api';
import { Irreversible } from '../../shared/irreversible';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useTexts } from '../../texts/language';
import { StepProps, ifMatch } from './step-props';
import { texts } from './texts';

export const Disable = ({ user, onDone, onLeave }: StepProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const [form] = Form.useForm<{ readonly reason: string }>();
  const disable = useCommand(async (body: { readonly reason: string }, header) => (await api.POST('/api/v1/users/{userId}/disabling', { params: { path: { userId: user.userId }, header: { ...header, ...ifMatch(user) } }, body })).data);
  return (
    <Irreversible open title={said.disableTitle(user.displayName)} verb={said.disable} isUnderWay={disable.isPending} onYes={() => form.submit()} onNo={onLeave}>
      <p>{said.disableWhat(user.displayName)}</p>
      <Form name="disable" form={form} layout="vertical" requiredMark={false} onFinish={(body) => disable.mutate(body, { onSuccess: (outcome) => onDone(outcome?.version ?? 0) })}>
        <Form.Item name="reason" label={said.reason} rules={[{ required: true, whitespace: true, message: said.needed }]}><Input maxLength={500} autoComplete="off" autoFocus /></Form.Item>
      </Form>
      {disable.isError ? <Trouble error={disable.error} /> : null}
    </Irreversible>
  );
};

import { Form, Modal } from 'antd';
import { useApi } from '../../api/api';
import { sayDone } from '../../shared/done';
import { OneTimePassword } from '../../shared/one-time-password';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useTexts } from '../../texts/language';
import { StepProps, ifMatch } from './step-props';
import { texts } from './texts';

export const ResetPassword = ({ user, onDone, onLeave }: StepProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const [form] = Form.useForm<{ readonly password: string }>();
  const reset = useCommand(async (body: { readonly password: string }, header) => (await api.PUT('/api/v1/users/{userId}/password', { params: { path: { userId: user.userId }, header: { ...header, ...ifMatch(user) } }, body })).data);
  const submit = (body: { readonly password: string }) => reset.mutate(body, {
    onSuccess: (outcome) => {
      sayDone(said.resetDone);
      onDone(outcome?.version ?? 0);
    },
  });
  return (
    <Modal open title={said.reset} okText={said.reset} cancelText={said.leave} confirmLoading={reset.isPending} onOk={() => form.submit()} onCancel={onLeave}>
      <p>{said.resetWhat(user.displayName)}</p>
      <Form name="password-reset" form={form} layout="vertical" requiredMark={false} onFinish={submit}><OneTimePassword /></Form>
      {reset.isError ? <Trouble error={reset.error} /> : null}
    </Modal>
  );
};

import { Descriptions, Form, Input, Modal } from 'antd';
import type { RoleGrant } from '@zhibu/kernel';
import { useApi } from '../../api/api';
import { Grants } from '../../shared/grants';
import { GrantsField } from '../../shared/grants-field';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useTexts } from '../../texts/language';
import { grantChanges } from './grant-changes';
import { StepProps, ifMatch } from './step-props';
import { texts } from './texts';

interface Wanted {
  readonly roles?: readonly Partial<RoleGrant>[];
  readonly reason: string;
}

const isWhole = (grant: Partial<RoleGrant> | undefined): grant is RoleGrant => grant?.role !== undefined && grant.areaCode !== undefined;

export const ChangeRoles = ({ user, onDone, onLeave }: StepProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const [form] = Form.useForm<Wanted>();
  const change = useCommand(async ({ roles = [], reason }: Wanted, header) =>
    (await api.PUT('/api/v1/users/{userId}/roles', { params: { path: { userId: user.userId }, header: { ...header, ...ifMatch(user) } }, body: { roles: roles.filter(isWhole).map(({ role, areaCode }) => ({ role, areaCode })), reason } })).data);
  return (
    <Modal open title={said.changeRoles} okText={said.change} cancelText={said.leave} confirmLoading={change.isPending} onOk={() => form.submit()} onCancel={onLeave}>
      <Form<Wanted> name="roles" form={form} layout="vertical" requiredMark={false} initialValues={{ roles: user.roles }} onFinish={(wanted) => change.mutate(wanted, { onSuccess: (outcome) => onDone(outcome?.version ?? 0) })}>
        <p>{said.newRoles}</p>
        <GrantsField name="roles" />
        <Form.Item noStyle shouldUpdate>{({ getFieldValue }) => <Changes before={user.roles} after={((getFieldValue('roles') ?? []) as readonly Partial<RoleGrant>[]).filter(isWhole)} />}</Form.Item>
        <Form.Item name="reason" label={said.reason} rules={[{ required: true, whitespace: true, message: said.needed }]}><Input maxLength={500} autoComplete="off" /></Form.Item>
        <p>{said.atOnce}</p>
      </Form>
      {change.isError ? <Trouble error={change.error} /> : null}
    </Modal>
  );
};

/** Exactly what will be given and taken, before it is sent. */
const Changes = ({ before, after }: { readonly before: readonly RoleGrant[]; readonly after: readonly RoleGrant[] }) => {
  const said = useTexts(texts);
  const { given, taken } = grantChanges(before, after);
  if (given.length + taken.length === 0) return <p role="status">{said.nothingChanges}</p>;
  return (
    <div role="status" style={{ margin: '12px 0' }}>
      <Descriptions column={1} size="small" bordered items={[
        ...(given.length === 0 ? [] : [{ key: 'given', label: said.given, children: <Grants grants={given} /> }]),
        ...(taken.length === 0 ? [] : [{ key: 'taken', label: said.taken, children: <Grants grants={taken} /> }]),
      ]} />
    </div>
  );
};

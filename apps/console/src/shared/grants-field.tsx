import { Alert, Button, Card, Flex, Form, Select } from 'antd';
import { Role, RoleGrant, roles } from '@zhibu/kernel';
import { apartPair } from '@zhibu/domain';
import { useLanguage, useTexts } from '../texts/language';
import { AreaPick } from './area-pick';
import { grantTexts } from './grant-words';
import { roleWords } from './role-words';

const grantsMax = 20;

/** Roles that stand in a form under `name`; what one person may not hold together is said while it is chosen. */
export const GrantsField = ({ name }: { readonly name: string }) => {
  const said = useTexts(grantTexts);
  const { language } = useLanguage();
  return (
    <>
      <Form.List name={name}>
        {(fields, { add, remove }) => (
          <Flex vertical gap="small">
            {fields.length === 0 ? <span>{said.none}</span> : null}
            {fields.map((field) => (
              <Card key={field.key} size="small">
                <Form.Item name={[field.name, 'role']} label={said.role} rules={[{ required: true, message: said.needed }]}>
                  <Select showSearch={{ optionFilterProp: 'label' }} options={roles.map((role) => ({ value: role, label: roleWords[role][language] }))} />
                </Form.Item>
                <Form.Item name={[field.name, 'areaCode']} label={said.area} rules={[{ required: true, message: said.needed }]}><AreaPick /></Form.Item>
                <Form.Item noStyle shouldUpdate>
                  {({ getFieldValue }) => {
                    const role = getFieldValue([name, field.name, 'role']) as Role | undefined;
                    return <Button size="small" aria-label={said.remove(role === undefined ? String(field.name + 1) : roleWords[role][language])} onClick={() => remove(field.name)}>{said.removeShort}</Button>;
                  }}
                </Form.Item>
              </Card>
            ))}
            {fields.length >= grantsMax ? null : <Button onClick={() => add()}>{said.add}</Button>}
          </Flex>
        )}
      </Form.List>
      <Form.Item noStyle shouldUpdate>{({ getFieldValue }) => <Apart grants={(getFieldValue(name) ?? []) as readonly Partial<RoleGrant>[]} />}</Form.Item>
    </>
  );
};

const Apart = ({ grants }: { readonly grants: readonly (Partial<RoleGrant> | undefined)[] }) => {
  const said = useTexts(grantTexts);
  const { language } = useLanguage();
  const found = apartPair(grants.flatMap((grant) => grant?.role ?? []));
  if (found === null) return null;
  const [left, right] = found.pair.map((role) => roleWords[role][language]) as [string, string];
  return <Alert type="warning" showIcon role="alert" title={said.apart(left, right)} description={found.why[language]} style={{ marginTop: 8 }} />;
};

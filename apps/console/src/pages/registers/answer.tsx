import { Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { Irreversible } from '../../shared/irreversible';
import { Trouble } from '../../shared/trouble';
import { isWithin } from '../../shared/use-areas';
import { useCommand } from '../../shared/use-command';
import { useTexts } from '../../texts/language';
import { Register } from './register-view';
import { texts } from './texts';

interface OfRegister {
  readonly register: Register;
}

/** By whoever prepared it, once the numbers agree. */
export const Submit = ({ register: { registerId, rowsRead } }: OfRegister) => {
  const api = useApi();
  const said = useTexts(texts);
  const submit = useCommand(async (_: undefined, header) => (await api.POST('/api/v1/registers/{registerId}/submission', { params: { path: { registerId }, header } })).data ?? null);
  return (
    <>
      <Space wrap><Button type="primary" loading={submit.isPending} onClick={() => submit.mutate(undefined)}>{said.submit}</Button><span>{said.submitWhat(rowsRead)}</span></Space>
      {submit.isError ? <Trouble error={submit.error} /> : null}
    </>
  );
};

/** Approved by somebody who took no part in it, with the hash that is seen; declined by the same, or taken back by those who prepared it. */
export const Answer = ({ register }: OfRegister) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const [asked, setAsked] = useState<'approve' | 'decline' | null>(null);
  const { status, preparedBy, areaCode } = register;
  const isOwn = preparedBy.includes(me.userId);
  const isCounty = isWithin(me.roles.filter(({ role }) => role === 'county-reviewer').map((grant) => grant.areaCode), areaCode);
  const whyNot = isOwn ? said.notOwn : isCounty ? null : said.onlyCounty;
  return (
    <>
      <Space wrap>
        {status === 'submitted' ? <Button type="primary" disabled={whyNot !== null} onClick={() => setAsked('approve')}>{said.approve}</Button> : null}
        {status === 'submitted' && whyNot !== null ? <small>{whyNot}</small> : null}
        {isOwn || isCounty ? <Button onClick={() => setAsked('decline')}>{isOwn ? said.takeBack : said.decline}</Button> : null}
      </Space>
      {asked === 'approve' ? <Approve register={register} onLeave={() => setAsked(null)} /> : null}
      {asked === 'decline' ? <Decline register={register} verb={isOwn ? said.takeBack : said.decline} onLeave={() => setAsked(null)} /> : null}
    </>
  );
};

const Approve = ({ register: { registerId, rowsRead, title, listHash, version }, onLeave }: OfRegister & { readonly onLeave: () => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const approve = useCommand(async (hash: string, header) => (await api.POST('/api/v1/registers/{registerId}/approval', { params: { path: { registerId }, header: { ...header, 'If-Match': `"${version}"` } }, body: { listHash: hash } })).data ?? null);
  return (
    <Irreversible open title={said.approve} verb={said.approveYes(rowsRead)} isUnderWay={approve.isPending} onYes={() => approve.mutate(listHash ?? '', { onSuccess: onLeave })} onNo={onLeave}>
      <p>{said.approveWhat(rowsRead, title)}</p>
      <p>{said.hash}: <code style={{ overflowWrap: 'anywhere' }}>{listHash}</code></p>
      {approve.isError ? <Trouble error={approve.error} /> : null}
    </Irreversible>
  );
};

const Decline = ({ register: { registerId, version }, verb, onLeave }: OfRegister & { readonly verb: string; readonly onLeave: () => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const [form] = Form.useForm<{ readonly reason: string }>();
  const decline = useCommand(async ({ reason }: { readonly reason: string }, header) => (await api.POST('/api/v1/registers/{registerId}/refusal', { params: { path: { registerId }, header: { ...header, 'If-Match': `"${version}"` } }, body: { reason } })).data ?? null);
  return (
    <Irreversible open title={verb} verb={verb} isUnderWay={decline.isPending} onYes={() => form.submit()} onNo={onLeave}>
      <p>{said.declineWhat}</p>
      <Form name="decline" form={form} layout="vertical" requiredMark={false} onFinish={(values) => decline.mutate(values, { onSuccess: onLeave })}>
        <Form.Item name="reason" label={said.reason} rules={[{ required: true, whitespace: true, message: said.needed }]}><Input.TextArea maxLength={500} rows={3} /></Form.Item>
      </Form>
      {decline.isError ? <Trouble error={decline.error} /> : null}
    </Irreversible>
  );
};

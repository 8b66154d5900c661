import { useMutation } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Radio, Typography } from 'antd';
import { useApi } from '../../api/api';
import { CaseTable } from '../../shared/case-table';
import { LifeLink, RightLinks } from '../../shared/person-links';
import { PersonRecord } from '../../shared/person-record/person-record';
import { recordTexts } from '../../shared/person-record/texts';
import { Trouble } from '../../shared/trouble';
import { useList } from '../../shared/use-list';
import { useTexts } from '../../texts/language';
import { Details } from './details';
import { PersonItem } from './person-item';
import { texts } from './texts';

interface LookAsked {
  readonly what: 'details' | 'number' | 'account';
  readonly reason: string;
}

/** One person: their applications, and what is masked, for a reason. Closing it forgets what was shown. */
export const Person = ({ person, onClose }: { readonly person: PersonItem | null; readonly onClose: () => void }) => {
  const said = useTexts(texts);
  return (
    <Drawer open={person !== null} onClose={onClose} size="large" title={person?.name ?? said.person} destroyOnHidden>
      {person === null ? null : <Opened key={person.personKey} person={person} />}
    </Drawer>
  );
};

const Opened = ({ person: { personKey, areaCode } }: { readonly person: PersonItem }) => {
  const api = useApi();
  const said = useTexts(texts);
  const record = useTexts(recordTexts);
  const cases = useList(['applications', 'of', personKey], async (cursor) => (await api.GET('/api/v1/applications', { params: { query: { limit: 20, personKey, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  const look = useMutation({ gcTime: 0, mutationFn: async (body: LookAsked) => (await api.POST('/api/v1/people/{personKey}/looks', { params: { path: { personKey } }, body })).data });
  const kinds = [{ value: 'details', label: said.details }, { value: 'number', label: said.wholeNumber }, { value: 'account', label: said.wholeAccount }];
  return (
    <>
      <Typography.Title level={2} className="search-part">{said.cases}</Typography.Title>
      <CaseTable list={cases} label={said.cases} nothing={said.noCases} />
      <Typography.Title level={2} className="search-part">{said.rights}</Typography.Title>
      <RightLinks personKey={personKey} />
      <p><LifeLink personKey={personKey} /></p>
      <Typography.Title level={2} className="search-part">{record.title}</Typography.Title>
      <PersonRecord personKey={personKey} areaCode={areaCode} />
      <Typography.Title level={2} className="search-part">{said.look}</Typography.Title>
      <Form<LookAsked> name="look" layout="vertical" initialValues={{ what: 'details' }} onFinish={(asked) => look.mutate(asked)}>
        <Form.Item name="what" label={said.what}><Radio.Group options={kinds} /></Form.Item>
        <Form.Item name="reason" label={said.lookReason} rules={[{ required: true, whitespace: true, message: said.reasonNeeded }]}><Input maxLength={500} autoComplete="off" /></Form.Item>
        <Button htmlType="submit" loading={look.isPending}>{said.look}</Button>
      </Form>
      {look.isError ? <Trouble error={look.error} /> : null}
      {look.data === undefined ? null : <Details key={look.submittedAt} personKey={personKey} details={look.data} />}
    </>
  );
};

import { useQueries } from '@tanstack/react-query';
import { Flex, Form } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useSession } from '../../app/session';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';
import { AreaPick } from '../../shared/area-pick';
import { Busy } from '../../shared/busy';
import { Day } from '../../shared/day';
import { Page } from '../../shared/page';
import { ShortTable } from '../../shared/short-table';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useSchemes } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

type Versions = components['schemas']['PolicyVersionsView'];

/** Every scheme with what holds of it now in an area; opened for its versions. */
const Policies = () => {
  const api = useApi();
  const said = useTexts(texts);
  const { me } = useSession();
  const [area = me.roles[0]?.areaCode ?? '000000000000', setArea] = useState<string>();
  const schemes = useSchemes();
  const read = useQueries({
    queries: (schemes.data ?? []).map(({ id: scheme }) => ({
      queryKey: ['policy-versions', scheme, area],
      staleTime: Infinity,
      queryFn: async () => (await api.GET('/api/v1/policies/schemes/{scheme}/versions', { params: { path: { scheme }, query: { areaCode: area } } })).data ?? null,
    })),
  });
  const trouble = schemes.error ?? read.find(({ error }) => error !== null)?.error ?? null;
  const again = () => { void schemes.refetch(); for (const each of read) void each.refetch(); };
  return (
    <Page title={said.title}>
      <Flex vertical gap="small">
        <span>{said.what}</span>
        <Form layout="inline"><Form.Item label={said.area} htmlFor="area" style={{ minWidth: 260 }}><AreaPick id="area" value={area} onChange={setArea} /></Form.Item></Form>
        {trouble === null ? null : <Trouble error={trouble} again={again} />}
        {schemes.isPending || read.some(({ isPending }) => isPending) ? <Busy waitsFor={said.loading} /> : <Schemes rows={read.flatMap(({ data }) => data ?? [])} area={area} />}
      </Flex>
    </Page>
  );
};

const Schemes = ({ rows, area }: { readonly rows: readonly Versions[]; readonly area: string }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const today = todayInCounty();
  const addressOf = ({ scheme }: Versions): string => `/policies/${encodeURIComponent(scheme)}?area=${area}`;
  const nowOf = ({ versions }: Versions) => versions.find(({ from, to }) => from <= today && (to === null || today <= to));
  const opening = (row: Versions) => ({ tabIndex: 0, onClick: () => void navigate(addressOf(row)), onKeyDown: ({ key }: { readonly key: string }) => { if (key === 'Enter') void navigate(addressOf(row)); } });
  return (
    <section aria-label={said.list}>
      <ShortTable<Versions> rowKey={({ scheme }) => scheme} rows={rows} opening={opening} nothing={said.nothing} columns={[
        { title: said.scheme, key: 'scheme', render: (_, row) => <Link to={addressOf(row)} tabIndex={-1}>{row.title[language]}</Link> },
        { title: said.since, key: 'since', render: (_, row) => { const now = nowOf(row); return now === undefined ? said.notHere : <Day day={now.from} />; } },
        { title: said.documents, key: 'documents', render: (_, row) => <div style={{ maxWidth: 420, whiteSpace: 'normal' }}>{nowOf(row)?.sources.join('；') ?? '—'}</div> },
        { title: said.versions, key: 'versions', align: 'right', render: (_, { versions }) => versions.length },
      ]} />
    </section>
  );
};

export default Policies;

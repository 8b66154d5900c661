import { Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { text } from '@zhibu/kernel';
import { useApi } from '../api/api';
import { useSession } from '../app/session';
import { useTexts } from '../texts/language';
import { replayPath, rightPath } from './right-path';
import { rightStatuses } from './right-words';
import { Trouble } from './trouble';
import { useList } from './use-list';
import { useSchemeName } from './use-schemes';
import { useWords } from './use-words';

const texts = {
  rights: text('此人的资格', 'Rights of this person'),
  none: text('没有资格', 'No right'),
  life: text('查看此人全部经历', 'See the whole life of this person'),
} as const;

const lifeRoles: readonly string[] = ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer', 'inspector'];
const rightsMax = 20;

/** To the whole life of a person, for whoever may see it. */
export const LifeLink = ({ personKey }: { readonly personKey: string }) => {
  const said = useTexts(texts);
  const { me } = useSession();
  return me.roles.some(({ role }) => lifeRoles.includes(role)) ? <Link to={replayPath(personKey)}>{said.life}</Link> : null;
};

/** The rights of a person, each with its page. */
export const RightLinks = ({ personKey }: { readonly personKey: string }) => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const schemeName = useSchemeName();
  const { items, error, isPending, again } = useList(['entitlements', 'of', personKey], async (cursor) => (await api.GET('/api/v1/entitlements', { params: { query: { limit: rightsMax, personKey, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  if (isPending) return null;
  if (error !== null) return <Trouble error={error} again={again} />;
  return (
    <section aria-label={said.rights}>
      <Flex vertical gap="small">
        {items.length === 0 ? <Typography.Text type="secondary">{said.none}</Typography.Text> : null}
        {items.map(({ entitlementId, scheme, branch, status }) => <Link key={entitlementId} to={rightPath(entitlementId)}>{schemeName(scheme, branch)} · {words(rightStatuses, status)}</Link>)}
      </Flex>
    </section>
  );
};

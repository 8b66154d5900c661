import { Alert, Button, Flex, Modal, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLine } from '../../app/offline';
import { useSession } from '../../app/session';
import type { Draft } from '../../drafts/draft';
import { useDrafts } from '../../drafts/use-drafts';
import { AreaName } from '../../shared/area-name';
import { Busy } from '../../shared/busy';
import { casePath } from '../../shared/case-table';
import { Moment } from '../../shared/day';
import { Page } from '../../shared/page';
import { ShortTable } from '../../shared/short-table';
import { useSchemeName } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useTexts } from '../../texts/language';
import { stateWords, texts } from './texts';

/** What this device alone has, and what became of it. */
const Drafts = () => {
  const said = useTexts(texts);
  const { me } = useSession();
  const hasLine = useLine();
  const { store, list, isRead, remove, sendNow } = useDrafts(me.userId);
  const [removing, setRemoving] = useState<Draft | null>(null);
  if (!isRead) return <Busy waitsFor={said.reading} />;
  const isWaiting = list.some(({ state }) => state === 'waiting');
  return (
    <Page title={said.title} actions={<Flex gap="small">{isWaiting ? <Button disabled={!hasLine} onClick={sendNow}>{said.sendNow}</Button> : null}<Link to="/apply">{said.start}</Link></Flex>}>
      {store === null ? <Alert type="warning" showIcon title={said.noSecrets} /> : <Typography.Paragraph>{said.about}</Typography.Paragraph>}
      <Rows list={list} onRemove={setRemoving} />
      <Modal open={removing !== null} title={said.remove} okText={said.remove} okButtonProps={{ danger: true }} cancelText={said.leave} onCancel={() => setRemoving(null)} onOk={() => { if (removing !== null) void remove(removing.draftId); setRemoving(null); }}>{said.removeWhat}</Modal>
    </Page>
  );
};

const Rows = ({ list, onRemove }: { readonly list: readonly Draft[]; readonly onRemove: (draft: Draft) => void }) => {
  const said = useTexts(texts);
  const words = useWords();
  const schemeName = useSchemeName();
  return (
    <section aria-label={said.title}>
      <ShortTable<Draft> rowKey={({ draftId }) => draftId} rows={list} nothing={said.none} columns={[
        { title: said.state, key: 'state', render: (_, { state }) => words(stateWords, state) },
        { title: said.name, key: 'name', render: (_, { form }) => form.name || '—' },
        { title: said.scheme, key: 'scheme', render: (_, { form }) => (form.scheme === '' ? '—' : schemeName(form.scheme, form.branch)) },
        { title: said.village, key: 'village', render: (_, { form }) => (form.areaCode === '' ? '—' : <AreaName code={form.areaCode} />) },
        { title: said.changed, key: 'changed', render: (_, { changedAt }) => <Moment instant={changedAt} /> },
        { title: said.open, key: 'open', render: (_, draft) => (
          <Flex gap="small" align="center">
            {draft.applicationId === null
              ? <Link to={`/apply?draft=${encodeURIComponent(draft.draftId)}`} aria-label={said.openOf(draft.form.name)}>{said.open}</Link>
              : <Link to={casePath(draft.applicationId)}>{said.openCase}</Link>}
            <Button size="small" onClick={() => onRemove(draft)}>{said.remove}</Button>
          </Flex>
        ) },
      ]} />
    </section>
  );
};

export default Drafts;

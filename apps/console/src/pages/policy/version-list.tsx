import { Button } from 'antd';
import { useLanguage, useTexts } from '../../texts/language';
import { Day, dayInWords } from '../../shared/day';
import { ShortTable } from '../../shared/short-table';
import { texts } from './texts';
import { VersionItem } from './use-policy';

interface VersionListProps {
  readonly versions: readonly VersionItem[];
  readonly shown: string;
  readonly onShow: (from: string) => void;
}

/** Over time, the newest first: from when to when, by which documents. */
export const VersionList = ({ versions, shown, onShow }: VersionListProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  return (
    <section aria-label={said.versions}>
      <ShortTable<VersionItem> rowKey={({ from }) => from} rows={versions.toReversed()} columns={[
        { title: said.from, key: 'from', render: (_, { from }) => <Day day={from} /> },
        { title: said.to, key: 'to', render: (_, { to }) => (to === null ? said.stillHolds : <Day day={to} />) },
        { title: said.documents, key: 'documents', render: (_, { sources }) => <div className="policy-words">{sources.join('；') || '—'}</div> },
        { title: said.changes, key: 'changes', render: (_, { from, changes }) => (from === versions[0]?.from ? said.first : said.changeCount(changes)) },
        { title: '', key: 'show', render: (_, { from }) => (from === shown ? <strong>{said.shown}</strong> : <Button size="small" aria-label={said.showThis(dayInWords(from, language))} onClick={() => onShow(from)}>{said.show}</Button>) },
      ]} />
    </section>
  );
};

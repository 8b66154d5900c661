import { Alert, Checkbox, Flex, Form, Select } from 'antd';
import { useState } from 'react';
import { PolicyChange, Statement, differenceOf, statementsOf } from '@zhibu/policy';
import { Busy } from '../../shared/busy';
import { dayInWords } from '../../shared/day';
import { daysInWords } from '../../shared/days-in-words';
import { ShortTable } from '../../shared/short-table';
import { Trouble } from '../../shared/trouble';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { groupWords, texts } from './texts';
import { VersionItem, useVersion } from './use-policy';

interface CompareProps {
  readonly scheme: string;
  readonly area: string;
  readonly from: string;
  readonly versions: readonly VersionItem[];
}

/** What differs between two versions: in words, and everything side by side. */
export const Compare = ({ scheme, area, from, versions }: CompareProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const index = versions.findIndex((each) => each.from === from);
  const usual = versions[index - 1]?.from ?? versions[index + 1]?.from ?? null;
  const [chosen, setChosen] = useState<string | null>(null);
  const other = chosen !== null && chosen !== from ? chosen : usual;
  const [older, newer] = other !== null && other < from ? [other, from] : [from, other];
  const [before, after] = [useVersion(scheme, area, older), useVersion(scheme, area, newer)];
  if (other === null) return <>{said.onlyOne}</>;
  const error = before.error ?? after.error;
  return (
    <Flex vertical gap="middle">
      <Form layout="inline"><Form.Item label={said.compareWith} htmlFor="compare-with">
        <Select<string> id="compare-with" value={other} onChange={setChosen} style={{ minWidth: 220 }} options={versions.filter((each) => each.from !== from).map((each) => ({ value: each.from, label: said.before(dayInWords(each.from, language)) }))} />
      </Form.Item></Form>
      {error === null ? null : <Trouble error={error} again={() => { void before.refetch(); void after.refetch(); }} />}
      {before.data && after.data
        ? <Differences before={statementsOf(before.data.content)} after={statementsOf(after.data.content)} days={[older, newer ?? '']} />
        : error === null ? <Busy waitsFor={said.loading} /> : null}
    </Flex>
  );
};

interface Row {
  readonly key: string;
  readonly kind: PolicyChange['kind'] | 'same';
  readonly before: Statement | null;
  readonly after: Statement | null;
}

/** Every statement of both, those that are gone at the end. */
export const rowsOf = (before: readonly Statement[], after: readonly Statement[]): readonly Row[] => {
  const changes = new Map(differenceOf(before, after).map((change) => [(change.kind === 'removed' ? change.before : change.after).key, change]));
  const row = (own: Statement): Row => {
    const change = changes.get(own.key);
    if (change === undefined) return { key: own.key, kind: 'same', before: own, after: own };
    return { key: own.key, kind: change.kind, before: change.kind === 'added' ? null : change.before, after: change.kind === 'removed' ? null : change.after };
  };
  return [...after.map(row), ...before.filter(({ key }) => !after.some((each) => each.key === key)).map(row)];
};

const marks = { added: '+', removed: '−', changed: '≠', 'cited-anew': '§', same: '=' } as const;

export const Differences = ({ before, after, days }: { readonly before: readonly Statement[]; readonly after: readonly Statement[]; readonly days: readonly [string, string] }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const [onlyChanges, setOnlyChanges] = useState(true);
  const rows = rowsOf(before, after);
  const count = (kind: Row['kind']): number => rows.filter((row) => row.kind === kind).length;
  const kinds = { added: said.added, removed: said.removed, changed: said.changed, 'cited-anew': said.citedAnew, same: said.unchanged } as const;
  const changed = rows.some(({ kind }) => kind !== 'same');
  return (
    <section aria-label={said.inWords}>
      <Flex vertical gap="small">
        {changed ? <Alert type="info" showIcon role="status" title={said.countWords(count('added'), count('removed'), count('changed') + count('cited-anew'))} description={said.whyByMeaning} /> : <Alert type="success" showIcon role="status" title={said.same} />}
        <Checkbox checked={onlyChanges} onChange={({ target }) => setOnlyChanges(target.checked)}>{said.onlyChanges}</Checkbox>
        <ShortTable<Row> rowKey={({ key }) => key} label={said.sideBySide} rows={rows.filter(({ kind }) => !onlyChanges || kind !== 'same')} nothing={said.same} columns={[
          { title: said.change, key: 'kind', render: (_, { kind }) => <span className="policy-mark">{marks[kind]} {kinds[kind]}</span> },
          { title: said.what, key: 'what', render: (_, { before: was, after: is }) => { const own = is ?? was; return own === null ? null : <div className="policy-words">{words(groupWords, own.group)}<div><small>{own.what[language]}</small></div></div>; } },
          { title: said.before(dayInWords(days[0], language)), key: 'before', render: (_, { kind, before: was }) => <Side statement={was} className={kind === 'same' ? '' : 'policy-old'} isGone={kind === 'removed'} /> },
          { title: said.before(dayInWords(days[1], language)), key: 'after', render: (_, { kind, after: is }) => <Side statement={is} className={kind === 'same' ? '' : 'policy-new'} isGone={false} /> },
        ]} />
      </Flex>
    </section>
  );
};

const Side = ({ statement, className, isGone }: { readonly statement: Statement | null; readonly className: string; readonly isGone: boolean }) => {
  const { language } = useLanguage();
  if (statement === null) return <>—</>;
  return <div className={`policy-words ${className}`}><span className={isGone ? 'policy-gone' : ''}>{daysInWords(statement.says[language], language)}</span><div><small>{statement.source}</small></div></div>;
};

import { Alert, Checkbox, Flex, Form, Table } from 'antd';
import { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { Link } from 'react-router';
import { AreaCode, Text, areaContains, areaLevel } from '@zhibu/kernel';
import { useSession } from '../../app/session';
import { AreaPick } from '../../shared/area-pick';
import { Busy } from '../../shared/busy';
import { ListTable } from '../../shared/list-table';
import { Page } from '../../shared/page';
import { roleWords } from '../../shared/role-words';
import { Trouble } from '../../shared/trouble';
import { useAreaName } from '../../shared/use-areas';
import { useNarrow } from '../../shared/use-narrow';
import { useProcedures } from '../../shared/use-procedures';
import { useWords } from '../../shared/use-words';
import { wholeList } from '../../shared/whole-list';
import { useLanguage, useTexts } from '../../texts/language';
import { Gap, Officer, gapsIn, needsOf, officersAt } from '../../shared/officer-gaps';
import { levelWords, texts } from './texts';
import { useAreaTree, useOfficers } from '../../shared/use-area-tree';

interface AreaRow {
  readonly code: AreaCode;
  readonly name: Text | null;
  readonly children?: readonly AreaRow[];
}

/** The areas below one, with who works there and who is missing. */
const Areas = () => {
  const said = useTexts(texts);
  const { me } = useSession();
  const own = me.roles[0]?.areaCode ?? '000000000000';
  const [area = own, setArea] = useState<string>();
  const [onlyGaps, setOnlyGaps] = useState(false);
  const [tree, officers] = [useAreaTree(area), useOfficers()];
  const stages = useProcedures().filter((procedure, index, all) => all.findIndex(({ id }) => id === procedure.id) === index);
  const error = tree.error ?? officers.error;
  return (
    <Page title={said.title}>
      <Form layout="inline">
        <Form.Item label={said.chooseCounty} htmlFor="area" style={{ minWidth: 260 }}><AreaPick id="area" value={area} onChange={setArea} /></Form.Item>
        <Checkbox checked={onlyGaps} onChange={({ target }) => setOnlyGaps(target.checked)}>{said.onlyGaps}</Checkbox>
      </Form>
      {error === null ? null : <Trouble error={error} again={() => { void tree.refetch(); void officers.refetch(); }} />}
      {tree.data === undefined || officers.data === undefined ? (error === null ? <Busy waitsFor={said.loading} /> : null) : (
        <Found key={area} top={area} below={tree.data} officers={officers.data.officers} isCut={officers.data.isCut} procedures={stages.length} needs={needsOf(stages.flatMap((procedure) => procedure.stages))} onlyGaps={onlyGaps} />
      )}
    </Page>
  );
};

interface FoundProps {
  readonly top: AreaCode;
  readonly below: readonly { readonly code: AreaCode; readonly name: Text }[];
  readonly officers: readonly Officer[];
  readonly isCut: boolean;
  readonly procedures: number;
  readonly needs: ReturnType<typeof needsOf>;
  readonly onlyGaps: boolean;
}

const Found = ({ top, below, officers, isCut, procedures, needs, onlyGaps }: FoundProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const narrow = useNarrow();
  const gaps = gapsIn([top, ...below.map(({ code }) => code)], officers, needs);
  const isShown = (row: AreaRow): boolean => !onlyGaps || gaps.has(row.code) || (row.children ?? []).some(isShown);
  const [rows, lacking] = [[treeOf(top, below)].flatMap((row) => pruned(row, isShown)), [...gaps.keys()]];
  const gapWords = ({ need, has }: Gap): string => {
    const roles = need.roles.map((role) => words(roleWords, role)).join(' / ');
    return has === 0 || need.stage === null ? said.none(roles) : said.fewSigners(need.stage[language], has, need.count);
  };
  const columns: ColumnsType<AreaRow> = [
    { title: said.area, key: 'name', render: (_, row) => <AreaTitle row={row} /> },
    { title: said.gaps, key: 'gaps', render: (_, { code }) => gaps.get(code)?.map((gap) => <div key={`${gap.need.roles.join()} ${gap.need.count}`}>⚠ {gapWords(gap)}</div>) ?? '—' },
    { title: said.officers, key: 'officers', render: (_, { code }) => officersAt(code, officers).map(([role, count]) => <div key={role}>{said.people(words(roleWords, role), count)}</div>) },
  ];
  return (
    <Flex vertical gap="small" style={{ marginTop: 12 }}>
      {lacking.length === 0 ? <Alert type="success" showIcon title={said.noGaps(procedures)} /> : <Alert type="warning" showIcon title={said.gapsFound(lacking.length)} action={<Link to="/users">{said.addHere}</Link>} />}
      {isCut ? <Alert type="warning" showIcon title={said.more(officers.length)} /> : null}
      {narrow
        ? <ListTable<AreaRow> list={wholeList(rows.flatMap(withThoseBelow))} label={said.tree} nothing={said.noGaps(procedures)} rowKey={({ code }) => code} columns={columns} />
        : <section aria-label={said.tree}><Table<AreaRow> size="small" pagination={false} scroll={{ x: 'max-content' }} rowKey="code" dataSource={rows} expandable={{ defaultExpandedRowKeys: [top, ...lacking.map((code) => `${code.slice(0, 9)}000`)] }} columns={columns} /></section>}
    </Flex>
  );
};

const AreaTitle = ({ row: { code, name } }: { readonly row: AreaRow }) => {
  const { language } = useLanguage();
  const own = useAreaName(code);
  return <span style={{ display: 'inline-block' }}>{name === null ? own : name[language]}<div><small>{levelWords[areaLevel(code)][language]} · {code}</small></div></span>;
};

/** Areas below a county lie under their township. */
const treeOf = (top: AreaCode, below: FoundProps['below']): AreaRow => {
  const next = below.filter(({ code }) => !below.some((other) => isParent(other.code, code)));
  const rowOf = ({ code, name }: FoundProps['below'][number]): AreaRow => {
    const children = below.filter((other) => isParent(code, other.code));
    return { code, name, ...(children.length === 0 ? {} : { children: children.map((child) => ({ code: child.code, name: child.name })) }) };
  };
  return { code: top, name: null, ...(next.length === 0 ? {} : { children: next.map(rowOf) }) };
};

/** On cards, which are one below another, an area stands before those below it. */
const withThoseBelow = (row: AreaRow): readonly AreaRow[] => [row, ...(row.children ?? []).flatMap(withThoseBelow)];

const isParent = (above: AreaCode, code: AreaCode): boolean => above !== code && areaContains(above, code);

const pruned = (row: AreaRow, isShown: (row: AreaRow) => boolean): readonly AreaRow[] => {
  if (!isShown(row)) return [];
  const children = (row.children ?? []).flatMap((child) => pruned(child, isShown));
  return [{ code: row.code, name: row.name, ...(children.length === 0 ? {} : { children }) }];
};

export default Areas;

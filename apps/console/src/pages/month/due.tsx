import { Button, Collapse, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Day } from '../../shared/day';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { OpenBatch } from '../../shared/open-batch/open-batch';
import { periodInWords } from '../../shared/period-words';
import { useSchemeName } from '../../shared/use-schemes';
import { wholeList } from '../../shared/whole-list';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

type Scheme = components['schemas']['SchemeMonthView'];
type Township = Scheme['townships'][number];

const sumOf = (rows: readonly Township[], of: (row: Township) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
const yearDigits = 4;

/** What is due in the period of each scheme: on lists and beyond them, in all and by township. */
export const Due = ({ schemes, areaCode }: { readonly schemes: readonly Scheme[]; readonly areaCode: string }) => {
  const said = useTexts(texts);
  const nameOf = useSchemeName();
  return (
    <Flex vertical gap="middle">
      <Overview schemes={schemes} areaCode={areaCode} />
      {schemes.length === 0 ? null : <Collapse size="small" items={schemes.map(({ scheme, townships }) => ({ key: scheme, label: said.townshipsOf(nameOf(scheme), townships.length), children: <Townships rows={townships} label={nameOf(scheme)} /> }))} />}
    </Flex>
  );
};

const Overview = ({ schemes, areaCode }: { readonly schemes: readonly Scheme[]; readonly areaCode: string }) => {
  const said = useTexts(texts);
  const nameOf = useSchemeName();
  const { language } = useLanguage();
  const { me } = useSession();
  const [opening, setOpening] = useState<Scheme | null>(null);
  const mayOpen = me.roles.some(({ role }) => role === 'finance-preparer');
  const counted = (count: string, fen: number) => <><Money fen={fen} /><div><small>{count}</small></div></>;
  return (
    <>
      <ListTable<Scheme> list={wholeList(schemes)} label={said.due} nothing={said.nothingDue} rowKey={({ scheme }) => scheme} columns={[
        { title: said.scheme, key: 'scheme', render: (_, { scheme, source }) => <>{nameOf(scheme)}<div><small>{said.source(source)}</small></div></> },
        { title: said.period, key: 'period', render: (_, { period, deadline }) => <>{periodInWords(period, language)}<div><small>{said.deadline}: <Day day={deadline} /></small></div></> },
        { title: said.listed, key: 'listed', align: 'right', render: (_, { townships }) => counted(said.lines(sumOf(townships, (row) => row.listedPeople)), sumOf(townships, (row) => row.listedFen)) },
        { title: said.credited, key: 'credited', align: 'right', render: (_, { townships }) => <Money fen={sumOf(townships, (row) => row.creditedFen)} /> },
        { title: said.returned, key: 'returned', align: 'right', render: (_, { townships }) => <Money fen={sumOf(townships, (row) => row.returnedFen)} /> },
        { title: said.expected, key: 'expected', align: 'right', render: (_, { townships, expectationIncomplete }) => <>{counted(said.people(sumOf(townships, (row) => row.expectedPeople)), sumOf(townships, (row) => row.expectedFen))}{expectationIncomplete ? <div><Typography.Text type="warning">{said.incomplete}</Typography.Text></div> : null}</> },
        ...(mayOpen ? [{ title: '', key: 'open', render: (_: unknown, row: Scheme) => (sumOf(row.townships, (each) => each.expectedPeople) === 0 ? null : <Button onClick={() => setOpening(row)}>{said.open}</Button>) }] : []),
      ]} />
      {opening === null ? null : <OpenBatch key={opening.scheme + opening.period} open wanted={{ scheme: opening.scheme, areaCode, year: Number(opening.period.slice(0, yearDigits)), period: opening.period }} onLeave={() => setOpening(null)} />}
    </>
  );
};

const Townships = ({ rows, label }: { readonly rows: readonly Township[]; readonly label: string }) => {
  const said = useTexts(texts);
  const money = (of: (row: Township) => number) => ({ align: 'right' as const, render: (_: unknown, row: Township) => <Money fen={of(row)} /> });
  return (
    <ListTable<Township> list={wholeList(rows)} label={label} nothing={said.nothingDue} rowKey={({ areaCode }) => areaCode} columns={[
      { title: said.township, dataIndex: 'areaCode', render: (code: string) => <AreaName code={code} /> },
      { title: said.listed, key: 'listed', align: 'right', render: (_, row) => <><Money fen={row.listedFen} /> <small>{said.lines(row.listedPeople)}</small></> },
      { title: said.credited, key: 'credited', ...money((row) => row.creditedFen) },
      { title: said.returned, key: 'returned', ...money((row) => row.returnedFen) },
      { title: said.expected, key: 'expected', align: 'right', render: (_, row) => <><Money fen={row.expectedFen} /> <small>{said.people(row.expectedPeople)}</small></> },
    ]} />
  );
};

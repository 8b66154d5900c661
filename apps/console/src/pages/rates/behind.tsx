import { Drawer, Segmented, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../api/api';
import { Role, useSession } from '../../app/session';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { useAreaName } from '../../shared/use-areas';
import { useList } from '../../shared/use-list';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { seesLives } from './may-see';
import { Figure, Measure } from './measure-words';
import { findings, texts } from './texts';
import { Asked, queryOf } from './use-rates';

type Item = components['schemas']['BehindItem'];
type Share = 'all' | 'counted' | 'missing';

export interface Opened {
  readonly measure: Measure;
  readonly scheme: string;
  readonly areaCode: string;
}

interface BehindProps {
  readonly asked: Asked;
  readonly opened: Opened | null;
  readonly onLeave: () => void;
}

/** Who a figure is made of. Without names: whoever needs one opens the person and says why. */
export const Behind = ({ asked, opened, onLeave }: BehindProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const figure = opened?.measure.figure ?? null;
  return (
    <Drawer open={opened !== null} size="large" destroyOnHidden title={opened === null ? '' : said.people(opened.measure.title[language])} onClose={onLeave}>
      {opened === null || figure === null ? null : <People key={`${figure} ${opened.areaCode}`} asked={asked} scheme={opened.scheme} areaCode={opened.areaCode} figure={figure} />}
    </Drawer>
  );
};

interface PeopleProps {
  readonly asked: Asked;
  readonly scheme: string;
  readonly areaCode: string;
  readonly figure: Figure;
}

const withLines: readonly Figure[] = ['amount-paid', 'timely', 'credit-success', 'returned'];
const seesBatches: readonly Role[] = ['finance-preparer', 'finance-approver', 'inspector'];

const People = ({ asked, scheme, areaCode, figure }: PeopleProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const { me } = useSession();
  const area = useAreaName(areaCode);
  const [share, setShare] = useState<Share>('missing');
  const ofPayments = withLines.includes(figure);
  const [life, batch] = [seesLives, seesBatches].map((roles) => me.roles.some(({ role }) => roles.includes(role)));
  const list = useList<Item>(['rates', 'people', asked.year, areaCode, asked.on, asked.knownOn, scheme, figure, share], async (cursor) =>
    (await api.GET('/api/v1/rates/people', { params: { query: { ...queryOf(asked), areaCode, scheme, figure, share, limit: 100, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  const lineOf = (batchId: string | null, lineNo: number | null) => (batchId === null || lineNo === null ? '—' : batch === true ? <Link to={`/batches/${encodeURIComponent(batchId)}`}>{said.lineOf(batchId, lineNo)}</Link> : said.lineOf(batchId, lineNo));
  return (
    <>
      <Typography.Paragraph>{area}. {said.recorded}</Typography.Paragraph>
      <Segmented<Share> aria-label={said.share} value={share} onChange={setShare} options={[{ value: 'missing', label: said.missing }, { value: 'counted', label: said.onlyCounted }, { value: 'all', label: said.all }]} />
      <ListTable<Item> list={list} label={said.behind} nothing={said.noneBehind} rowKey={({ personKey, batchId, lineNo }) => `${personKey} ${batchId ?? ''} ${lineNo ?? ''}`} columns={[
        { title: said.place, key: 'place', render: (_, row) => <AreaName code={row.areaCode} /> },
        { title: said.counted, key: 'counted', render: (_, { numerator, denominator }) => `${numerator} / ${denominator}` },
        ...(ofPayments ? [
          { title: said.amount, key: 'amount', render: (_: unknown, { amountFen }: Item) => <Money fen={amountFen} /> },
          { title: said.line, key: 'line', render: (_: unknown, { batchId, lineNo }: Item) => lineOf(batchId, lineNo) },
        ] : []),
        ...(figure === 'decision-accuracy' ? [{ title: said.finding, key: 'finding', render: (_: unknown, { finding }: Item) => (finding === null ? '—' : words(findings, finding)) }] : []),
        ...(life === true ? [{ title: said.life, key: 'life', render: (_: unknown, { personKey, areaCode: at }: Item) => <LifeLink personKey={personKey} areaCode={at} /> }] : []),
      ]} />
    </>
  );
};

/** Called by the place, because nobody is called by name here. */
const LifeLink = ({ personKey, areaCode }: Pick<Item, 'personKey' | 'areaCode'>) => {
  const said = useTexts(texts);
  const place = useAreaName(areaCode);
  return <Link to={`/people/${encodeURIComponent(personKey)}/replay`} aria-label={said.lifeOf(place)}>{said.life}</Link>;
};

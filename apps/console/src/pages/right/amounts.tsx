import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';
import { Busy } from '../../shared/busy';
import { levelWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { monthInWords } from '../../shared/period-words';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useWords } from '../../shared/use-words';
import { wholeList } from '../../shared/whole-list';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';
import { Right } from './use-right';

type Component = components['schemas']['ComponentView'];

/** What the right is worth in a year, layer by layer, with the document and the funders behind each. */
export const Amounts = ({ right }: { readonly right: Right }) => {
  const api = useApi();
  const said = useTexts(texts);
  const thisYear = Number(todayInCounty().slice(0, 4));
  const [first, last] = [Number(right.startMonth.slice(0, 4)), right.lastMonth === null ? thisYear : Number(right.lastMonth.slice(0, 4))];
  const [year, setYear] = useState(Math.max(first, Math.min(last, thisYear)));
  const { entitlementId, version } = right;
  const { data, error, refetch } = useQuery({
    queryKey: ['right-amounts', entitlementId, version, year],
    queryFn: async () => (await api.GET('/api/v1/entitlements/{entitlementId}/amounts', { params: { path: { entitlementId }, query: { year } } })).data ?? null,
  });
  return (
    <Flex vertical gap="small">
      <Flex gap="small" align="center">
        <Button size="small" disabled={year <= first} aria-label={`${year - 1}`} onClick={() => setYear(year - 1)}>{year - 1}</Button>
        <strong>{said.year} {year}</strong>
        <Button size="small" disabled={year >= last} aria-label={`${year + 1}`} onClick={() => setYear(year + 1)}>{year + 1}</Button>
      </Flex>
      {data === undefined || data === null ? (error === null ? <Busy waitsFor={said.readingAmounts} /> : <Trouble error={error} again={() => void refetch()} />)
        : data.months.length === 0 ? <Typography.Text>{said.noAmount(year)}</Typography.Text>
          : <><Layers layers={data.components} /><Typography.Text strong>{said.total(year)} <Money fen={data.totalFen} /></Typography.Text><small>{said.byNow}</small></>}
    </Flex>
  );
};

const Layers = ({ layers }: { readonly layers: readonly Component[] }) => {
  const said = useTexts(texts);
  const words = useWords();
  const { language } = useLanguage();
  return (
    <ListTable<Component> list={wholeList(layers)} label={said.amounts} nothing={said.noLayer} rowKey={({ layerId, fromMonth }) => `${layerId}/${fromMonth}`} columns={[
      { title: `${said.layer} · ${said.document}`, key: 'layer', render: (_, { title, source }) => <div className="right-layer">{title[language]}<br /><small>{source}</small></div> },
      { title: said.months, key: 'months', render: (_, { fromMonth, toMonth }) => said.span(monthInWords(fromMonth, language), monthInWords(toMonth, language)) },
      { title: said.amount, key: 'amount', align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
      { title: said.funders, key: 'funders', render: (_, { funders }) => funders.map(({ level, amountFen }) => <div key={level}>{words(levelWords, level)} <Money fen={amountFen} /></div>) },
    ]} />
  );
};

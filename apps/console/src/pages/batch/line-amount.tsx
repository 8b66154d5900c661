import { useQuery } from '@tanstack/react-query';
import { Alert, Table, Typography } from 'antd';
import { monthsFromTo } from '@zhibu/kernel';
import { useApi } from '../../api/api';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Busy } from '../../shared/busy';
import { dayInWords } from '../../shared/day';
import { levelWords, levelsInOrder } from '../../shared/finance-words';
import { Money } from '../../shared/money';
import { Month } from '../../shared/month';
import { monthInWords } from '../../shared/period-words';
import { ShortTable } from '../../shared/short-table';
import { Trouble } from '../../shared/trouble';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './lines-texts';

type Amount = components['schemas']['LineAmountView'];
type Component = Amount['components'][number];

export interface LineShown {
  readonly batchId: string;
  readonly lineNo: number;
  readonly amountFen: number;
}

/** What the amount of a line was made of when it was claimed, as recorded, and whether it adds up. */
export const LineAmount = ({ line: { batchId, lineNo, amountFen } }: { readonly line: LineShown }) => {
  const api = useApi();
  const said = useTexts(texts);
  const found = useQuery({ queryKey: ['line-amount', batchId, lineNo], queryFn: async () => (await api.GET('/api/v1/batches/{batchId}/lines/{lineNo}/amount', { params: { path: { batchId, lineNo } } })).data ?? null });
  if (found.isPending) return <Busy waitsFor={said.readingAmount} />;
  if (found.isError || found.data === null) return <Trouble error={found.error} again={() => void found.refetch()} />;
  return <AmountShown amount={found.data} onListFen={amountFen} lineNo={lineNo} />;
};

const sum = (parts: readonly { readonly amountFen: number }[]): number => parts.reduce((total, part) => total + part.amountFen, 0);

/** Every way of adding it up gives the amount on the list: by month, by layer, by funder. */
const addsUp = ({ amountFen, claimedFen, months, components: layers }: Amount, onListFen: number): boolean =>
  [amountFen, claimedFen, sum(months), sum(layers), sum(layers.flatMap(({ funders }) => funders))].every((fen) => fen === onListFen);

export const AmountShown = ({ amount, onListFen, lineNo }: { readonly amount: Amount; readonly onListFen: number; readonly lineNo: number }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { components: layers, months, basis, claimedOn, released, entitlementId } = amount;
  const isSame = addsUp(amount, onListFen);
  const scheme = entitlementId.slice(0, entitlementId.indexOf('.'));
  return (
    <section aria-label={said.why(lineNo)}>
      <Alert type={isSame ? 'success' : 'error'} showIcon title={isSame ? said.addsUp(months.length) : said.doesNotAddUp} description={claimedOn === null ? undefined : said.claimedOn(dayInWords(claimedOn, language))} />
      {released ? <Alert type="info" showIcon title={said.released} /> : null}
      <Layers layers={layers} />
      <Months months={months} />
      <Typography.Title level={3} className="section-title">{said.basis}</Typography.Title>
      {basis.length === 0 ? <p>{said.noBasis}</p> : null}
      <ul>{basis.map((run) => <li key={run.fromMonth}><Basis run={run} scheme={scheme} /></li>)}</ul>
    </section>
  );
};

const Basis = ({ run: { fromMonth, toMonth, branch, areaCode, ratesHash }, scheme }: { readonly run: Amount['basis'][number]; readonly scheme: string }) => {
  const said = useTexts(texts);
  const nameOf = useSchemeName();
  const { language } = useLanguage();
  return <>{said.span(monthInWords(fromMonth, language), monthInWords(toMonth, language))} · {nameOf(scheme, branch)} · <AreaName code={areaCode} /> · {said.ratesHash} <Typography.Text code copyable={{ text: ratesHash }}>{ratesHash.slice(0, hashShown)}…</Typography.Text></>;
};

const hashShown = 12;

interface LayerRow {
  /** `null`: all of them together. */
  readonly layer: Component | null;
  readonly parts: readonly Component[];
}

const monthsOf = ({ fromMonth, toMonth }: Component): number => monthsFromTo(fromMonth, toMonth).length;

/** One layer at one rate in each row, so the rate is what its months divide into; a column for each funder. */
const Layers = ({ layers }: { readonly layers: readonly Component[] }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const levels = levelsInOrder.filter((level) => layers.some(({ funders }) => funders.some((part) => part.level === level)));
  const rows: readonly LayerRow[] = [...layers.map((layer) => ({ layer, parts: [layer] })), { layer: null, parts: layers }];
  return (
    <>
      <Typography.Title level={3} className="section-title">{said.byLayer}</Typography.Title>
      <ShortTable<LayerRow> rows={rows} label={said.byLayer} rowKey={({ layer }) => (layer === null ? 'all' : `${layer.layerId} ${layer.fromMonth}`)} columns={[
        { title: said.layer, key: 'layer', render: (_, { layer }) => (layer === null ? <strong>{said.total}</strong> : <>{layer.title[language]}<div><small>{said.by(layer.source)}</small></div></>) },
        { title: said.months, key: 'months', render: (_, { layer }) => (layer === null ? '—' : <>{said.span(monthInWords(layer.fromMonth, language), monthInWords(layer.toMonth, language))}<div><small>{said.monthCount(monthsOf(layer))}</small></div></>) },
        { title: said.rate, key: 'rate', align: 'right', render: (_, { layer }) => <Money fen={layer === null ? null : layer.amountFen / monthsOf(layer)} /> },
        { title: said.amount, key: 'amount', align: 'right', render: (_, { parts }) => <Money fen={sum(parts)} /> },
        ...levels.map((level) => ({ title: levelWords[level][language], key: level, align: 'right' as const, render: (_: unknown, { parts }: LayerRow) => <Money fen={sum(parts.flatMap(({ funders }) => funders.filter((part) => part.level === level)))} /> })),
      ]} />
    </>
  );
};

const Months = ({ months }: { readonly months: Amount['months'] }) => {
  const said = useTexts(texts);
  return (
    <>
      <Typography.Title level={3} className="section-title">{said.byMonth}</Typography.Title>
      <Table size="small" pagination={false} scroll={{ x: 'max-content' }} rowKey="month" dataSource={[...months]} columns={[
        { title: said.month, dataIndex: 'month', render: (month: string) => <Month month={month} /> },
        { title: said.amount, dataIndex: 'amountFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
      ]} />
    </>
  );
};

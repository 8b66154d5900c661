import { useQuery } from '@tanstack/react-query';
import { Alert, Typography } from 'antd';
import { areaAtLevel } from '@zhibu/domain';
import { Link } from 'react-router';
import { useApi } from '../../api/api';
import { Busy } from '../../shared/busy';
import { levelWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money, yuanOf } from '../../shared/money';
import { Trouble } from '../../shared/trouble';
import { wholeList } from '../../shared/whole-list';
import { useLanguage, useTexts } from '../../texts/language';
import { Balance, balances } from './balance';
import { texts } from './texts';
import type { Batch } from './use-batch';

const reservedFrom: readonly Batch['status'][] = ['funded', 'filed', 'sent', 'closed'];
const yearDigits = 4;

/** What each level owes to this batch, what its account holds, and what is missing. */
export const FundsOfBatch = ({ batch }: { readonly batch: Batch }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { scheme } = batch;
  const year = Number(batch.period.slice(0, yearDigits));
  const areaCode = areaAtLevel(batch.areaCode, 'county');
  const funds = useQuery({ queryKey: ['funds', scheme, year, areaCode], queryFn: async () => ((await api.GET('/api/v1/funds', { params: { query: { scheme, year, limit: 200 } } })).data?.items ?? []).filter((fund) => fund.areaCode === areaCode) });
  // Nobody owes anything to a list that is void.
  if (batch.status === 'cancelled') return null;
  if (funds.isPending) return <Busy waitsFor={said.readingFunds} />;
  if (funds.isError) return <Trouble error={funds.error} again={() => void funds.refetch()} />;
  const isReserved = reservedFrom.includes(batch.status);
  const tried = batch.fundsMissing.map(({ level, amountFen }) => `${levelWords[level][language]} ${yuanOf(amountFen, language)}`).join('; ');
  return (
    <div>
      <Typography.Title level={2} className="section-title">{said.funds}</Typography.Title>
      {isReserved ? <p>{batch.status === 'closed' ? said.fundsSpent : said.fundsHeld}</p> : null}
      {batch.byLevel === null ? <p>{said.fundsLater}</p> : null}
      {funds.data.length === 0 ? <p>{said.fundsNone}</p> : null}
      {tried === '' || isReserved ? null : <Alert type="warning" showIcon title={said.fundsTried(tried)} action={<Link to="/funds">{said.toFunds}</Link>} />}
      <Balances rows={balances(batch.byLevel, funds.data, isReserved)} isKnown={batch.byLevel !== null} />
    </div>
  );
};

interface BalanceRow extends Omit<Balance, 'level'> {
  /** `null`: all of them together. */
  readonly level: Balance['level'] | null;
}

const Balances = ({ rows, isKnown }: { readonly rows: readonly Balance[]; readonly isKnown: boolean }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  if (rows.length === 0) return null;
  const sum = (of: (row: Balance) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const all: BalanceRow = { level: null, dueFen: sum(({ dueFen }) => dueFen), availableFen: sum(({ availableFen }) => availableFen), missingFen: sum(({ missingFen }) => missingFen) };
  const missing = (fen: number) => (!isKnown ? '—' : fen === 0 ? said.enough : <Typography.Text type="danger" strong><Money fen={fen} /></Typography.Text>);
  return (
    <ListTable<BalanceRow> list={wholeList([...rows, all])} label={said.funds} nothing={said.fundsNone} rowKey={({ level }) => level ?? 'all'} columns={[
      { title: said.level, dataIndex: 'level', render: (level: BalanceRow['level']) => (level === null ? <strong>{said.sum}</strong> : levelWords[level][language]) },
      { title: said.share, dataIndex: 'dueFen', align: 'right', render: (fen: number) => <Money fen={isKnown ? fen : null} /> },
      { title: said.available, dataIndex: 'availableFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
      { title: said.missing, dataIndex: 'missingFen', align: 'right', render: missing },
    ]} />
  );
};

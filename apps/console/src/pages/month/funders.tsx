import { Alert, Flex, Typography } from 'antd';
import { Link } from 'react-router';
import type { components } from '../../generated/openapi';
import { levelWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money, yuanOf } from '../../shared/money';
import { useSchemeName } from '../../shared/use-schemes';
import { wholeList } from '../../shared/whole-list';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

type Scheme = components['schemas']['SchemeMonthView'];
type Row = Scheme['funders'][number] & Pick<Scheme, 'scheme'>;

/** What lists without funds ask of each level, what is expected beyond them, and what its account cannot cover. */
export const Funders = ({ schemes }: { readonly schemes: readonly Scheme[] }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const nameOf = useSchemeName();
  const rows = schemes.flatMap(({ scheme, funders }): Row[] => funders.filter(({ listedFen, expectedFen, availableFen }) => listedFen + expectedFen > 0 || availableFen !== 0).map((funder) => ({ ...funder, scheme })));
  const missingFen = rows.reduce((sum, row) => sum + row.missingFen, 0);
  return (
    <Flex vertical gap="small">
      {missingFen === 0 ? null : <Alert type="warning" showIcon title={said.missingInAll(yuanOf(missingFen, language))} action={<Link to="/funds">{said.toFunds}</Link>} />}
      <ListTable<Row> list={wholeList(rows)} label={said.funds} nothing={said.nothingAsked} rowKey={({ scheme, level }) => `${scheme} ${level}`} columns={[
        { title: said.scheme, dataIndex: 'scheme', render: (scheme: string) => nameOf(scheme) },
        { title: said.level, dataIndex: 'level', render: (level: Row['level']) => levelWords[level][language] },
        { title: said.asked, dataIndex: 'listedFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.expected, dataIndex: 'expectedFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.available, dataIndex: 'availableFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.missing, dataIndex: 'missingFen', align: 'right', render: (fen: number) => (fen === 0 ? said.enough : <Typography.Text type="danger" strong><Money fen={fen} /></Typography.Text>) },
      ]} />
    </Flex>
  );
};

import { Alert, Tag } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useSession } from '../../app/session';
import type { components } from '../../generated/openapi';
import { batchStatusWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { isMine, nextStepOf } from '../../shared/next-step';
import { periodInWords } from '../../shared/period-words';
import { roleWords } from '../../shared/role-words';
import { useSchemeName } from '../../shared/use-schemes';
import { wholeList } from '../../shared/whole-list';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

type Batch = components['schemas']['BatchItem'];

interface BatchesProps {
  readonly batches: readonly Batch[];
  readonly hasMore: boolean;
}

/** Batches of the month and all that are not finished: the officer's own steps first. */
export const Batches = ({ batches, hasMore }: BatchesProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const nameOf = useSchemeName();
  const navigate = useNavigate();
  const rows = batches.map((batch) => ({ batch, step: nextStepOf(batch) })).map((row) => ({ ...row, mine: isMine(row.step, row.batch.areaCode, me) }));
  const sorted = [...rows].sort((a, b) => Number(b.mine) - Number(a.mine) || Number(b.step.roles.length > 0) - Number(a.step.roles.length > 0) || a.batch.batchId.localeCompare(b.batch.batchId));
  const addressOf = (batchId: string): string => `/batches/${encodeURIComponent(batchId)}`;
  return (
    <>
      {hasMore ? <Alert type="info" showIcon title={said.more} /> : null}
      <ListTable list={wholeList(sorted)} label={said.batches} nothing={said.nothingUnderWay} rowKey={({ batch }) => batch.batchId} onOpen={({ batch }) => void navigate(addressOf(batch.batchId))} columns={[
        { title: said.scheme, key: 'scheme', render: (_, { batch }) => <Link to={addressOf(batch.batchId)} tabIndex={-1}>{nameOf(batch.scheme)} {periodInWords(batch.period, language)}</Link> },
        { title: said.next, key: 'next', render: (_, { step, mine }) => <>{step.what[language]} {mine ? <Tag color="blue">{said.yours}</Tag> : null}</> },
        { title: said.whose, key: 'whose', render: (_, { step: { roles, notBy }, batch }) => (roles.length === 0 ? (batch.status === 'planned' ? said.byItself : said.nobody) : <>{roles.map((role) => roleWords[role][language]).join(' / ')}{notBy.length === 0 ? null : said.notBy(notBy.join(', '))}</>) },
        { title: said.status, key: 'status', render: (_, { batch }) => <Tag>{batchStatusWords[batch.status][language]}</Tag> },
        { title: said.amount, key: 'amount', align: 'right', render: (_, { batch }) => <><Money fen={batch.totalFen} /> <small>{said.lines(batch.lines)}</small></> },
      ]} />
    </>
  );
};

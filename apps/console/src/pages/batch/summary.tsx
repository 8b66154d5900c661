import { Descriptions, Tag, Typography } from 'antd';
import { AreaName } from '../../shared/area-name';
import { Day } from '../../shared/day';
import { batchStatusWords } from '../../shared/finance-words';
import { Money } from '../../shared/money';
import { Month } from '../../shared/month';
import { useLanguage, useTexts } from '../../texts/language';
import { isBuilding } from './progress';
import { texts } from './texts';
import type { Batch } from './use-batch';

/** The month in figures: what is due and what became of it. */
export const Summary = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const counted = (count: number, fen: number) => <><Money fen={fen} /> <small>{said.dueOf(count)}</small></>;
  const nameOf = (id: string): string => {
    const name = batch.officers.find(({ userId }) => userId === id)?.displayName;
    return name === undefined ? id : said.officer(name, id);
  };
  const named = (ids: readonly string[]) => (ids.length === 0 ? said.nobody : ids.map(nameOf).join(said.comma));
  const items = [
    { label: said.status, children: <Tag>{batch.status === 'planned' && !isBuilding(batch) ? said.builtStatus : batchStatusWords[batch.status][language]}</Tag> },
    { label: said.area, children: <AreaName code={batch.areaCode} /> },
    { label: said.throughMonth, children: <Month month={batch.throughMonth} /> },
    { label: said.deadline, children: <Day day={batch.deadline} /> },
    { label: said.due, children: counted(batch.lines, batch.totalFen) },
    { label: said.capitals, children: batch.totalInCapitals ?? '—' },
    { label: said.credited, children: counted(batch.credited, batch.creditedFen) },
    { label: said.returned, children: counted(batch.returned, batch.returnedFen) },
    { label: said.pending, children: counted(batch.pending, batch.pendingFen) },
    { label: said.unknown, children: counted(batch.unknown, batch.unknownFen) },
    ...(batch.cancelled > 0 ? [{ label: said.cancelled, children: counted(batch.cancelled, batch.cancelledFen) }] : []),
    { label: said.preparedBy, children: named(batch.preparedBy) },
    { label: said.approvedBy, children: named(batch.approvedBy) },
    { label: said.confirmedBy, children: <Confirmers names={batch.confirmedBy.map(nameOf)} /> },
    ...(batch.listHash === null ? [] : [{ label: said.hash, span: 'filled' as const, children: <Hash hash={batch.listHash} /> }]),
    ...(batch.reason === null ? [] : [{ label: said.reason, span: 'filled' as const, children: batch.reason }]),
    ...(batch.simulated ? [{ label: said.clock, children: said.simulated }] : []),
  ];
  return <Descriptions size="small" bordered column={{ xs: 1, md: 2, xl: 4 }} items={items.map((item, key) => ({ key, ...item }))} />;
};

const namesShown = 4;

/** Everybody who confirmed somebody on the list; a whole county's reviewers are opened on request. */
const Confirmers = ({ names }: { readonly names: readonly string[] }) => {
  const said = useTexts(texts);
  if (names.length <= namesShown) return <>{names.length === 0 ? said.nobody : names.join(said.comma)}</>;
  return <details><summary>{said.confirmers(names.length)}</summary>{names.join(said.comma)}</details>;
};

const group = 8;

/** In groups that the eye can compare; copied as one. */
export const Hash = ({ hash }: { readonly hash: string }) => (
  <Typography.Text code copyable={{ text: hash }} style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>{(hash.match(new RegExp(`.{1,${group}}`, 'g')) ?? []).join(' ')}</Typography.Text>
);

import { Button, Checkbox, Drawer, Flex, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { daysInWords } from '../../shared/days-in-words';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { useList } from '../../shared/use-list';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { LineAmount, LineShown } from './line-amount';
import { texts } from './lines-texts';
import { reasonInWords } from './reason-words';
import { useTicks } from './ticks';
import type { Batch } from './use-batch';

export type Difference = components['schemas']['DifferenceItem'];
type Kind = Difference['kind'];

interface DifferencesProps {
  readonly batch: Batch;
  readonly previousBatchId: string | null;
}

const kinds = ['all', 'new', 'ended', 'changed', 'account'] as const;
const keyOf = ({ kind, entitlementId }: Difference): string => `${kind}:${entitlementId}`;

/** Everybody who is new, gone, paid another amount or elsewhere, with the reason; each can be ticked off and opened. */
export const Differences = ({ batch: { batchId, version, scheme }, previousBatchId }: DifferencesProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const nameOf = useSchemeName();
  const ticks = useTicks();
  const [kind, setKind] = useState<Kind | 'all'>('all');
  const [opened, setOpened] = useState<LineShown | null>(null);
  const list = useList<Difference>(['differences', batchId, version, kind], async (cursor) => (await api.GET('/api/v1/batches/{batchId}/differences', { params: { path: { batchId }, query: { limit: 100, ...(kind === 'all' ? {} : { kind }), ...(cursor === undefined ? {} : { cursor }) } } })).data);
  const done = list.items.filter((row) => ticks.has(keyOf(row))).length;
  return (
    <section aria-label={said.differences}>
      <Flex gap="small" align="center" wrap style={{ marginBottom: 8 }}>
        <Segmented<Kind | 'all'> aria-label={said.kind} value={kind} onChange={setKind} options={kinds.map((value) => ({ value, label: value === 'all' ? said.all : said[value === 'account' ? 'changedAccounts' : value] }))} />
        <span role="status">{said.ticked(done, list.items.length)}</span>
        <Button size="small" disabled={list.items.length === 0} onClick={() => ticks.set(list.items.map(keyOf), true)}>{said.tickAll}</Button>
      </Flex>
      <ListTable list={list} label={said.differences} nothing={said.noDifferences} rowKey={keyOf} onOpen={(row) => setOpened(lineOf(row, batchId, previousBatchId))} columns={[
        { title: said.tick, key: 'tick', render: (_, row) => <span onClick={(event) => event.stopPropagation()}><Checkbox aria-label={said.tickOne(row.lineNo ?? row.previousLineNo ?? 0)} checked={ticks.has(keyOf(row))} onChange={({ target }) => ticks.set([keyOf(row)], target.checked)} /></span> },
        { title: said.kind, dataIndex: 'kind', render: (of: Kind) => <Tag>{said[of === 'account' ? 'changedAccounts' : of]}</Tag> },
        { title: said.line, key: 'line', align: 'right', render: (_, row) => row.lineNo ?? said.lineBefore(row.previousLineNo ?? 0) },
        { title: said.village, dataIndex: 'areaCode', render: (code: string) => <AreaName code={code} /> },
        { title: said.before, dataIndex: 'thenFen', align: 'right', render: (fen: number | null) => <Money fen={fen} /> },
        { title: said.now, dataIndex: 'nowFen', align: 'right', render: (fen: number | null) => <Money fen={fen} /> },
        { title: said.difference, key: 'difference', align: 'right', render: (_, { nowFen, thenFen }) => <Money fen={(nowFen ?? 0) - (thenFen ?? 0)} /> },
        { title: said.reason, key: 'reason', render: (_, { reasons }) => (reasons.length === 0 ? said.noReason : reasons.map((each) => <div key={each.code + (each.title?.en ?? '')}>{daysInWords(reasonInWords(each, nameOf, scheme)[language], language)}</div>)) },
      ]} />
      <Drawer open={opened !== null} size="min(100vw, 760px)" title={opened === null ? '' : said.why(opened.lineNo)} onClose={() => setOpened(null)} destroyOnHidden>
        {opened === null ? null : <LineAmount line={opened} />}
      </Drawer>
    </section>
  );
};

/** Where the amount is told: on this list, or on the one before for somebody who is gone. */
const lineOf = ({ lineNo, previousLineNo, nowFen, thenFen }: Difference, batchId: string, previousBatchId: string | null): LineShown | null => {
  if (lineNo !== null) return { batchId, lineNo, amountFen: nowFen ?? 0 };
  return previousBatchId === null || previousLineNo === null ? null : { batchId: previousBatchId, lineNo: previousLineNo, amountFen: thenFen ?? 0 };
};

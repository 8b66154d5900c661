import { Button, Checkbox, Descriptions, Flex } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Busy } from '../../shared/busy';
import { Money } from '../../shared/money';
import { Trouble } from '../../shared/trouble';
import { useTexts } from '../../texts/language';
import { Differences } from './differences';
import { texts } from './lines-texts';
import { groupKey, groupsToTick, useTicks } from './ticks';
import type { Batch } from './use-batch';
import { useComparison } from './use-comparison';

/** New, ended and changed against the batch before, each to be ticked off; who they are is listed on request. */
export const Comparison = ({ batch, isBuilt }: { readonly batch: Batch; readonly isBuilt: boolean }) => {
  const said = useTexts(texts);
  const ticks = useTicks();
  const [isListed, setListed] = useState(false);
  const compared = useComparison(batch, isBuilt);
  if (!isBuilt) return <p>{said.notYet}</p>;
  if (compared.isPending) return <Busy waitsFor={said.comparing} />;
  if (compared.data === null) return <Trouble error={compared.error} again={() => void compared.refetch()} />;
  const { previousBatchId, newLines, endedLines, changedLines, unchangedLines, differenceFen, changedAccounts = 0 } = compared.data;
  const counts = { new: newLines, ended: endedLines, changed: changedLines, changedAccounts };
  const people = (count: number) => said.people(count);
  return (
    <Flex vertical gap="small">
      <p className="no-margin">{previousBatchId === null ? said.noPrevious : <Link to={`/batches/${encodeURIComponent(previousBatchId)}`}>{said.previous(previousBatchId)}</Link>}</p>
      <Descriptions size="small" bordered column={{ xs: 1, sm: 2, xl: 3 }} items={[
        { key: 'n', label: said.new, children: people(newLines) },
        { key: 'e', label: said.ended, children: people(endedLines) },
        { key: 'c', label: said.changed, children: people(changedLines) },
        { key: 'a', label: said.changedAccounts, children: people(changedAccounts) },
        { key: 'u', label: said.unchanged, children: people(unchangedLines) },
        { key: 'd', label: said.difference, children: <Money fen={differenceFen} /> },
      ]} />
      {groupsToTick(compared.data).map((group) => (
        <Checkbox key={group} checked={ticks.has(groupKey(group))} onChange={({ target }) => ticks.set([groupKey(group)], target.checked)}>{said.checked(said[group], counts[group])}</Checkbox>
      ))}
      {isListed ? <Differences batch={batch} previousBatchId={previousBatchId} /> : <div><Button onClick={() => setListed(true)}>{said.whoAreThey}</Button></div>}
    </Flex>
  );
};

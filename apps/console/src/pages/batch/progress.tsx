import { useQueryClient } from '@tanstack/react-query';
import { Alert, Progress as Bar } from 'antd';
import { useState } from 'react';
import { Money } from '../../shared/money';
import { refreshAll } from '../../shared/refresh-all';
import { useEvents } from '../../shared/runs/use-events';
import { useTexts } from '../../texts/language';
import { texts } from './texts';
import type { Batch } from './use-batch';

/** What the stream tells; the description of the API leaves the events of a stream out. */
type Step = Pick<Batch, 'chunksBuilt' | 'chunksPlanned' | 'lines' | 'totalFen'>;
const hundred = 100;

export const isBuilding = ({ status, chunksBuilt, chunksPlanned }: Batch): boolean => status === 'open' || (status === 'planned' && chunksBuilt < chunksPlanned);

/** How far the list is built, as the server tells it; begun anew after a reload, and by the browser itself after a cut line. */
export const BuildProgress = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  const queries = useQueryClient();
  const [told, setTold] = useState<Step | null>(null);
  const isCut = useEvents(`/api/v1/batches/${encodeURIComponent(batch.batchId)}/progress`, 'progress', (event, data) => {
    if (event !== 'problem') setTold(data as Step);
    if (event !== 'progress') void refreshAll(queries);
  });
  const { chunksBuilt, chunksPlanned, lines, totalFen } = told ?? batch;
  const percent = chunksPlanned === 0 ? 0 : Math.floor((chunksBuilt * hundred) / chunksPlanned);
  return (
    <section aria-label={said.building} aria-live="polite">
      <Bar percent={percent} status="active" aria-label={said.building} />
      <p>{said.built(chunksBuilt, chunksPlanned, lines)} <Money fen={totalFen} /></p>
      {isCut ? <Alert type="warning" showIcon title={said.progressCut} /> : null}
    </section>
  );
};

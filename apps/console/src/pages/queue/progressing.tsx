import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Progress } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../api/api';
import { ApiProblem, Problem } from '../../api/problem';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { CaseItem, casePath } from '../../shared/case-table';
import { refreshAll } from '../../shared/refresh-all';
import { RunEnd, useRun } from '../../shared/runs/use-run';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useSchemeName } from '../../shared/use-schemes';
import { useTexts } from '../../texts/language';
import { texts } from './texts';

export type SeveralRun = components['schemas']['SeveralRunView'];

interface Settled {
  readonly applicationId: string;
  readonly problem: Problem | null;
}

type Report = Readonly<Record<'handled' | 'refused' | 'left', number>>;

interface ProgressingProps {
  readonly run: SeveralRun;
  /** Of the queue, by id: after a reload some of those that the run is about are not there any more. */
  readonly known: ReadonlyMap<string, CaseItem>;
  readonly onHandled: (applicationId: string) => void;
  /** The service told no more, as at the end of a session. */
  readonly onAgain: () => void;
  /** With those that were done, accepted or not. */
  readonly onClose: (done: readonly string[]) => void;
}

const whole = 100;

/** How far the row has come, and every refusal with its case, as the service tells it: it goes on when this page goes away. */
export const Progressing = ({ run: { runId, total }, known, onHandled, onAgain, onClose }: ProgressingProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const queries = useQueryClient();
  // The line may tell of a case once more.
  const [settled, setSettled] = useState<ReadonlyMap<string, Problem | null>>(new Map());
  const [end, setEnd] = useState<RunEnd | null>(null);
  const stop = useCommand(() => api.POST('/api/v1/tasks/several/{runId}/stop', { params: { path: { runId } } }), said.stopping);
  const { step, isCut } = useRun(`/api/v1/tasks/several/${encodeURIComponent(runId)}/progress`, {
    itemEvent: 'case',
    onItem: (item) => {
      const { applicationId, problem } = item as Settled;
      setSettled((before) => new Map(before).set(applicationId, problem));
      if (problem === null) onHandled(applicationId);
    },
    onEnd: (how) => {
      setEnd(how);
      void refreshAll(queries);
    },
  });
  const done = Math.max(step.done, settled.size);
  const refused = [...settled].flatMap(([applicationId, problem]) => (problem === null ? [] : [{ applicationId, problem }]));
  // Which they were is lost with the process that did it; how many there were is not.
  const untold = end?.kind === 'done' ? Math.max(0, (end.report as Report).refused - refused.length) : 0;
  const words = said.progress(done, total, refused.length + untold);
  const isStopped = end?.kind === 'stopped' || (end?.kind === 'done' && done < total);
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" gap="small">
        <strong role="status">{words}</strong>
        {end === null ? <Button disabled={stop.isPending || stop.isSuccess} onClick={() => stop.mutate()}>{stop.isSuccess ? said.stopping : said.stop}</Button> : <Button onClick={() => onClose([...settled.keys()])}>{said.close}</Button>}
      </Flex>
      <Progress percent={total === 0 ? whole : Math.floor((done * whole) / total)} status={end === null ? 'active' : refused.length + untold > 0 ? 'exception' : 'normal'} aria-label={words} />
      {end === null ? <small>{isCut ? said.cut : said.mayLeave}</small> : null}
      {untold > 0 ? <Alert type="warning" showIcon title={said.untold(untold)} /> : null}
      {isStopped ? <Alert type="warning" showIcon title={said.stopped(total - done)} /> : null}
      {end?.kind === 'problem' ? <Trouble error={new ApiProblem(end.problem)} again={onAgain} /> : null}
      {stop.isError ? <Trouble error={stop.error} /> : null}
      {refused.length === 0 ? null : (
        <section aria-label={said.refusedOnes}>
          <Flex vertical gap="small">
            {refused.map(({ applicationId, problem }) => (
              <div key={applicationId}>
                <Link to={casePath(applicationId)}><CaseWords item={known.get(applicationId)} /></Link>
                <Trouble error={new ApiProblem(problem)} />
              </div>
            ))}
          </Flex>
        </section>
      )}
    </Card>
  );
};

const CaseWords = ({ item }: { readonly item: CaseItem | undefined }) => {
  const said = useTexts(texts);
  const schemeName = useSchemeName();
  return item === undefined ? said.aCase : <>{schemeName(item.scheme, item.branch)} · <AreaName code={item.areaCode} /></>;
};

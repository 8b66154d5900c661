import { useQuery } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { components } from '../../generated/openapi';
import { Busy } from '../../shared/busy';
import { byTimer } from '../../shared/by-timer';
import { Moment } from '../../shared/day';
import { sayDone } from '../../shared/done';
import { ShortTable } from '../../shared/short-table';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { queueWords, texts, workWords } from './texts';

type Letter = components['schemas']['DeadLetterView'];

const shownMax = 200;
const everyMs = 10_000;

/** Payloads hold ids only; what is to be done is named first. */
const workOf = ({ payload }: Letter): string | null => {
  const { work } = (payload ?? {}) as { readonly work?: unknown };
  return typeof work === 'string' ? work : null;
};

/** Jobs of the reader's areas that failed for good, each with its reason; run again one by one. */
export const DeadLetters = () => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const { language } = useLanguage();
  const { me } = useSession();
  const mayRun = me.roles.some(({ role }) => role === 'administrator');
  const letters = useQuery({ queryKey: ['dead-letters'], refetchInterval: everyMs, retry: false, queryFn: async (asked) => (await api.GET('/api/v1/jobs/dead-letters', { params: { query: { limit: shownMax } }, headers: byTimer(asked) })).data ?? [] });
  return (
    <Card size="small" title={said.deadLetters} extra={mayRun ? undefined : <small>{said.onlyAdministrator}</small>}>
      {letters.isPending ? <Busy waitsFor={said.deadLetters} /> : null}
      {letters.isError && letters.data === undefined ? <Trouble error={letters.error} again={() => void letters.refetch()} /> : null}
      {letters.data === undefined ? null : (
        <ShortTable<Letter> rowKey={({ queue, jobId }) => `${queue} ${jobId}`} rows={letters.data} nothing={said.noDeadLetters} columns={[
          { title: said.job, key: 'job', render: (_, letter) => <>{words(workWords, workOf(letter))}<div><small>{letter.jobId}</small></div></> },
          { title: said.queue, key: 'queue', render: (_, { queue }) => words(queueWords, queue) },
          { title: said.reason, key: 'reason', render: (_, { reason }) => <div style={{ maxWidth: 420, whiteSpace: 'normal' }}>{reason[language]}</div> },
          { title: said.attempts, dataIndex: 'attempts', align: 'right' },
          { title: said.failedAt, key: 'failedAt', render: (_, { failedAt }) => <Moment instant={failedAt} /> },
          ...(mayRun ? [{ title: '', key: 'again', render: (_: unknown, letter: Letter) => <RunAgain letter={letter} /> }] : []),
        ]} />
      )}
    </Card>
  );
};

const RunAgain = ({ letter: { queue, jobId } }: { readonly letter: Letter }) => {
  const api = useApi();
  const said = useTexts(texts);
  // The row is gone once the list is read anew, and with it whoever would still be told: said as soon as the answer is there.
  const again = useCommand(async (body: { readonly queue: Letter['queue']; readonly jobId: string }) => {
    const answer = await api.POST('/api/v1/jobs/run-again', { body });
    sayDone(said.ranAgain);
    return answer;
  });
  return (
    <>
      <Button size="small" aria-label={said.runAgainThis(jobId)} loading={again.isPending} onClick={() => again.mutate({ queue, jobId })}>{said.runAgain}</Button>
      {again.isError ? <Trouble error={again.error} /> : null}
    </>
  );
};

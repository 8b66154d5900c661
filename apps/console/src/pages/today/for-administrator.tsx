import { useQuery } from '@tanstack/react-query';
import { Alert, Flex } from 'antd';
import { ReactNode } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { Busy } from '../../shared/busy';
import { gapsIn, needsOf } from '../../shared/officer-gaps';
import { Trouble } from '../../shared/trouble';
import { useAreaTree, useOfficers } from '../../shared/use-area-tree';
import { useProcedures } from '../../shared/use-procedures';
import { useSystem } from '../../shared/use-system';
import { useLanguage, useTexts } from '../../texts/language';
import { administratorTexts as texts } from './texts';

const lettersShown = 200;

/** What waits for whoever looks after users and the installation: each with a link to where it is mended, and a word where nothing does. */
export const ForAdministrator = () => {
  const said = useTexts(texts);
  const { me } = useSession();
  const own = me.roles.find(({ role }) => role === 'administrator')?.areaCode ?? '';
  const [system, letters, gaps] = [useFindings(), useDeadLetters(), useGaps(own)];
  const all = [system, letters, gaps];
  const waits = all.flatMap(({ lines }) => lines ?? []);
  return (
    <section aria-label={said.waits}>
      <Flex vertical gap="small">
        {all.map(({ error, again }, index) => (error === null ? null : <Trouble key={index} error={error} again={again} />))}
        {all.some(({ lines, error }) => lines === null && error === null) ? <Busy waitsFor={said.asking} /> : null}
        {waits}
        {waits.length === 0 && all.every(({ lines }) => lines !== null) ? <Alert type="success" showIcon role="status" title={said.nothing} description={said.lookedAt} /> : null}
      </Flex>
    </section>
  );
};

interface Looked {
  /** A line for each thing that waits; `null`: not known. */
  readonly lines: readonly ReactNode[] | null;
  readonly error: Error | null;
  readonly again: () => void;
}

/** Engines in trouble, read models that are behind or stand still, queues that hold dead letters, as the service judges them. */
const useFindings = (): Looked => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { data, error, refetch } = useSystem();
  const lines = data?.findings.filter(({ ok }) => !ok).map(({ check, title, found, todo }) => (
    <Alert key={check} type="error" showIcon title={`${title[language]}: ${found[language]}`} description={todo?.[language]} action={<Link to="/system">{said.toSystem}</Link>} />
  ));
  return { lines: lines ?? null, error, again: () => void refetch() };
};

/** Of the reader's own areas; the queues of the whole installation are among the findings. */
const useDeadLetters = (): Looked => {
  const api = useApi();
  const said = useTexts(texts);
  const { data, error, refetch } = useQuery({ queryKey: ['dead-letters'], retry: false, queryFn: async () => (await api.GET('/api/v1/jobs/dead-letters', { params: { query: { limit: lettersShown } } })).data ?? [] });
  const lines = data === undefined ? null : data.length === 0 ? [] : [<Alert key="letters" type="warning" showIcon title={said.deadLetters(data.length)} action={<Link to="/system">{said.runAgain}</Link>} />];
  return { lines, error, again: () => void refetch() };
};

const useGaps = (area: string): Looked => {
  const said = useTexts(texts);
  const [tree, officers, procedures] = [useAreaTree(area), useOfficers(), useProcedures()];
  const again = () => { void tree.refetch(); void officers.refetch(); };
  const error = tree.error ?? officers.error;
  if (tree.data === undefined || officers.data === undefined || procedures.length === 0) return { lines: null, error, again };
  // Newest first: a case that begins now takes the first of each name.
  const newest = procedures.filter((procedure, index, all) => all.findIndex(({ id }) => id === procedure.id) === index);
  const lacking = gapsIn([area, ...tree.data.map(({ code }) => code)], officers.data.officers, needsOf(newest.flatMap(({ stages }) => stages))).size;
  return { lines: lacking === 0 ? [] : [<Alert key="gaps" type="warning" showIcon title={said.gaps(lacking)} action={<Link to="/areas">{said.toAreas}</Link>} />], error, again };
};

export default ForAdministrator;

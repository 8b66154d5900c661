import { useNavigate } from 'react-router';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { CaseTable, casePath } from '../../shared/case-table';
import { Day } from '../../shared/day';
import { DueDay } from '../../shared/due-day';
import { ListTable } from '../../shared/list-table';
import { monthInWords } from '../../shared/period-words';
import { rightPath } from '../../shared/right-path';
import { changeKinds } from '../../shared/right-words';
import { useList } from '../../shared/use-list';
import { useStageName } from '../../shared/use-procedures';
import { useSchemeName } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { texts, timerKinds } from './texts';

type Right = components['schemas']['EntitlementView'];
type Timer = components['schemas']['TimerItem'];

const limit = 50;
const pageOf = (cursor: string | undefined) => ({ limit, ...(cursor === undefined ? {} : { cursor }) });

/** All of it: an objection may wait for the very officer who decided the stage before. */
export const ToDo = () => {
  const api = useApi();
  const said = useTexts(texts);
  const list = useList(['tasks', 'mine'], async (cursor) => (await api.GET('/api/v1/tasks', { params: { query: pageOf(cursor) } })).data);
  return <CaseTable list={list} label={said.todo} nothing={said.noTodo} />;
};

export const Late = () => {
  const api = useApi();
  const said = useTexts(texts);
  const list = useList(['tasks', 'late'], async (cursor) => (await api.GET('/api/v1/tasks/late', { params: { query: pageOf(cursor) } })).data);
  return <CaseTable list={list} label={said.late} nothing={said.noLate} />;
};

const WaitingCases = () => {
  const api = useApi();
  const said = useTexts(texts);
  const list = useList(['tasks', 'waiting-for-others'], async (cursor) => (await api.GET('/api/v1/tasks/waiting-for-others', { params: { query: pageOf(cursor) } })).data);
  return <CaseTable list={list} label={said.waitingCases} nothing={said.noWaitingCases} tellsSince />;
};

/** Those who pay rights see no cases. */
export const WaitsForOthers = ({ withCases }: { readonly withCases: boolean }) => {
  const said = useTexts(texts);
  return (
    <>
      {withCases ? <div className="tab-part"><h2>{said.waitingCases}</h2><WaitingCases /></div> : null}
      <div className="tab-part"><h2>{said.changes}</h2><Changes /></div>
    </>
  );
};

const Changes = () => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const { language } = useLanguage();
  const [schemeName, navigate] = [useSchemeName(), useNavigate()];
  const list = useList(['tasks', 'changes'], async (cursor) => (await api.GET('/api/v1/tasks/changes', { params: { query: pageOf(cursor) } })).data);
  return (
    <ListTable list={list} label={said.changes} nothing={said.noChanges} rowKey={({ entitlementId }) => entitlementId} onOpen={({ entitlementId }) => void navigate(rightPath(entitlementId))} columns={[
      { title: said.change, key: 'change', render: (_, { pending }: Right) => pending.map(({ changeId, kind }) => <div key={changeId}>{words(changeKinds, kind)}</div>) },
      { title: said.scheme, key: 'scheme', render: (_, { scheme, branch }: Right) => schemeName(scheme, branch) },
      { title: said.village, key: 'village', render: (_, { areaCode }: Right) => <AreaName code={areaCode} /> },
      { title: said.month, key: 'month', render: (_, { pending }: Right) => pending.map(({ changeId, fromMonth }) => <div key={changeId}>{fromMonth === null ? '—' : monthInWords(fromMonth, language)}</div>) },
      { title: said.proposedOn, key: 'proposed', render: (_, { pending }: Right) => pending.map(({ changeId, proposedOn }) => <div key={changeId}><Day day={proposedOn} /></div>) },
    ]} />
  );
};

const isOfCase = ({ kind }: Timer): boolean => kind === 'notice-end' || kind === 'stage-deadline';

export const Timers = () => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const [schemeName, stageName, navigate] = [useSchemeName(), useStageName(), useNavigate()];
  const list = useList(['tasks', 'timers'], async (cursor) => (await api.GET('/api/v1/tasks/timers', { params: { query: pageOf(cursor) } })).data);
  return (
    <ListTable list={list} label={said.timers} nothing={said.noTimers} rowKey={({ timerId }) => timerId} onOpen={(row) => void (isOfCase(row) ? navigate(casePath(row.subject)) : undefined)} columns={[
      { title: said.due, key: 'due', render: (_, { dueOn, provisional }: Timer) => <DueDay day={dueOn} provisional={provisional} /> },
      { title: said.kind, key: 'kind', render: (_, { kind, held }: Timer) => <>{words(timerKinds, kind)}{held ? <div><small>{said.held}</small></div> : null}</> },
      { title: said.stage, key: 'stage', render: (_, { scheme, stage }: Timer) => (scheme === null ? '—' : stageName(scheme, stage)) },
      { title: said.scheme, key: 'scheme', render: (_, { scheme }: Timer) => (scheme === null ? '—' : schemeName(scheme)) },
      { title: said.area, key: 'area', render: (_, { areaCode }: Timer) => <AreaName code={areaCode} /> },
    ]} />
  );
};

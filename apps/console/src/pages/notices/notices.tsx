import { useQueries, useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Segmented, Tag, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useApi } from '../../api/api';
import { AreaName } from '../../shared/area-name';
import { Busy } from '../../shared/busy';
import { levels } from '../../shared/case-words';
import { ChooseTable } from '../../shared/choose-table';
import { Day, dayInWords } from '../../shared/day';
import { Page } from '../../shared/page';
import { TakeObjection } from '../../shared/take-objection';
import { Trouble } from '../../shared/trouble';
import { useStageName } from '../../shared/use-procedures';
import { useSchemeName } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { entriesOf } from './entries';
import './notices.css';
import { Sheet } from './sheet';
import { texts } from './texts';
import { Notice } from './running-notice';

const everyLevel = '*';
/** Which list a row is; nothing personal. */
export const noticeKey = ({ scheme, procedureId, procedureVersion, stage, boardArea, postedOn, lastDay }: Notice): string => [scheme, procedureId, procedureVersion, stage, boardArea, postedOn, lastDay].join('/');

/** The public lists that hang now: their days, the masked lists to print, and objections to their entries. */
const Notices = () => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const [level, setLevel] = useState<string>(everyLevel);
  const [keys, setKeys] = useState<readonly string[]>([]);
  const [objected, setObjected] = useState<string | null>(null);
  const { data: notices, error, refetch } = useQuery({ queryKey: ['notices', 'running'], queryFn: async () => (await api.GET('/api/v1/notices/running')).data ?? [] });
  // Other pages print what they show.
  useEffect(() => {
    document.body.classList.add('printing-notices');
    return () => document.body.classList.remove('printing-notices');
  }, []);
  const shown = (notices ?? []).filter((notice) => level === everyLevel || notice.level === level);
  const chosen = shown.filter((notice) => keys.includes(noticeKey(notice)));
  /** Of the chosen lists, those that are here to the last name; the others stay off the paper. */
  const whole = useQueries({ queries: chosen.map((notice) => entriesOf(api, notice)) }).filter(({ data }) => data?.isWhole === true);
  if (notices === undefined) return <Page title={said.title}>{error === null ? <Busy waitsFor={said.reading} /> : <Trouble error={error} again={() => void refetch()} />}</Page>;
  const hanging = (['village', 'township', 'county'] as const).filter((each) => notices.some((notice) => notice.level === each));
  return (
    <Page title={said.title} actions={whole.length === 0 ? null : <Button type="primary" className="no-print" onClick={() => window.print()}>{said.print(whole.length)}</Button>}>
      <Flex vertical gap="small">
        <div className="no-print">
          <Typography.Paragraph>{said.choose}</Typography.Paragraph>
          {hanging.length < 2 ? null : <Segmented value={level} onChange={setLevel} options={[{ value: everyLevel, label: said.all }, ...hanging.map((value) => ({ value, label: words(levels, value) }))]} />}
          <Lists notices={shown} keys={keys} onKeys={setKeys} />
        </div>
        <div className="notice-sheets">{chosen.map((notice) => <Sheet key={noticeKey(notice)} notice={notice} onObjection={setObjected} />)}</div>
      </Flex>
      <TakeObjection applicationId={objected} onClose={() => setObjected(null)} />
    </Page>
  );
};

const Lists = ({ notices, keys, onKeys }: { readonly notices: readonly Notice[]; readonly keys: readonly string[]; readonly onKeys: (keys: readonly string[]) => void }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const [schemeName, stageName] = [useSchemeName(), useStageName()];
  return (
    <ChooseTable<Notice> rows={notices} label={said.running} nothing={said.nothing} rowKey={noticeKey} keys={keys} onKeys={onKeys} nameOf={({ scheme, stage, lastDay }) => `${schemeName(scheme)} · ${stageName(scheme, stage)} · ${dayInWords(lastDay, language)}`} columns={[
      { title: said.board, key: 'board', render: (_, { boardArea }) => <AreaName code={boardArea} /> },
      { title: said.scheme, key: 'scheme', render: (_, { scheme }) => schemeName(scheme) },
      { title: said.stage, key: 'stage', render: (_, { scheme, stage }) => stageName(scheme, stage) },
      { title: said.posted, key: 'posted', render: (_, { postedOn }) => <Day day={postedOn} /> },
      { title: said.last, key: 'last', render: (_, { lastDay }) => <Day day={lastDay} /> },
      {
        title: said.days, key: 'days',
        render: (_, { daysHung, daysLeft, dayKind, daysOff, provisional }) => (
          <>
            {daysLeft === 0 ? <Tag>{said.over}</Tag> : said.counted(daysHung, daysLeft, dayKind)}
            {daysOff.length === 0 ? null : <div className="notice-off"><small>{said.off(daysOff.map((day) => dayInWords(day, language)))}</small></div>}
            {provisional ? <div><small>{said.provisional}</small></div> : null}
          </>
        ),
      },
      { title: said.people, key: 'people', render: (_, { entries, held, whole }) => <>{entries}{held === 0 ? null : <div><small>{said.held(held)}</small></div>}{whole ? null : <Alert type="warning" title={said.partly} />}</> },
    ]} />
  );
};

export default Notices;

import { Alert, Button, Flex } from 'antd';
import { Busy } from '../../shared/busy';
import { momentInWords } from '../../shared/day';
import { Page } from '../../shared/page';
import { Trouble } from '../../shared/trouble';
import { useLanguage, useTexts } from '../../texts/language';
import { DeadLetters } from './dead-letters';
import { Engines, Models, Queues } from './engines';
import { Outstanding } from './outstanding';
import { Leases, Processes } from './processes';
import { texts } from './texts';
import { SystemState, useSystem } from '../../shared/use-system';

/** How the installation is, in plain words, renewed by itself; nothing that has the focus is taken away. */
const System = () => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { data, isPending, error, refetch, isFetching } = useSystem();
  const again = () => void refetch();
  const moment = data === null || data === undefined ? '' : momentWithSeconds(data.askedAt, language);
  return (
    <Page title={said.title} actions={<Flex gap="small" align="center" wrap><small aria-live="off">{moment === '' ? null : said.asked(moment)}</small><Button size="small" loading={isFetching} onClick={again}>{said.askNow}</Button></Flex>}>
      {isPending ? <Busy waitsFor={said.loading} /> : null}
      {error === null ? null : <Flex vertical gap="small" role="alert">{moment === '' ? null : <Alert type="warning" showIcon title={said.cut(moment)} />}<Trouble error={error} again={again} /></Flex>}
      {data === null || data === undefined ? null : <State state={data} />}
    </Page>
  );
};

/** The county's minute is not enough here: people look at seconds. */
const momentWithSeconds = (instant: string, language: 'zh' | 'en'): string => `${momentInWords(instant, language)}:${instant.slice(17, 19)}`;

const State = ({ state }: { readonly state: SystemState }) => (
  <Flex vertical gap="middle" style={{ marginTop: 8 }}>
    <Findings state={state} />
    <Engines state={state} />
    <Queues state={state} />
    <DeadLetters />
    <Models state={state} />
    <Outstanding />
    <Processes state={state} />
    <Leases state={state} />
  </Flex>
);

/** Everything that is not well, with what to do next; one line when all is. */
const Findings = ({ state: { findings } }: { readonly state: SystemState }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const wrong = findings.filter(({ ok }) => !ok);
  if (wrong.length === 0) return <Alert type="success" showIcon title={said.allWell} role="status" />;
  return (
    <section aria-label={said.wrong(wrong.length)}>
      <Flex vertical gap="small">
        {wrong.map(({ check, title, found, expected, todo }) => (
          <Alert key={check} type="error" showIcon title={`${title[language]}: ${found[language]}`} description={todo === null ? `${said.expected}: ${expected[language]}` : `${said.todo}: ${todo[language]}`} />
        ))}
      </Flex>
    </section>
  );
};

export default System;

import { Alert, Badge, Flex, Result, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { text } from '@zhibu/kernel';
import { Busy } from '../../shared/busy';
import { justOpened } from '../../shared/open-batch/just-opened';
import { Page } from '../../shared/page';
import { periodInWords } from '../../shared/period-words';
import { Trouble } from '../../shared/trouble';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import './batch.css';
import { Comparison } from './comparison';
import { Exceptions } from './exceptions';
import { Files } from './files';
import { FundsOfBatch } from './funds-of-batch';
import { Lines } from './lines';
import { NextSteps } from './next-steps';
import { BuildProgress, isBuilding } from './progress';
import { Reissues } from './reissues';
import { ReturnsUnderWay } from './returns-under-way';
import { Summary } from './summary';
import { texts } from './texts';
import { Ticks, TicksContext } from './ticks';
import { Batch, useBatch } from './use-batch';

/** What the page is called until its batch is known. */
const unread = text('发放批次', 'Payment batch');

/** The month on one page. */
const BatchPage = () => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { batchId = '' } = useParams();
  const batch = useBatch(batchId, useLocation().state === justOpened);
  if (batch.isPending) return <Busy waitsFor={said.reading} />;
  if (batch.data === null || batch.data === undefined) return <Page title={unread[language]}>{batch.isError ? <Trouble error={batch.error} again={() => void batch.refetch()} /> : <Result status="404" title={said.notHere} />}</Page>;
  return <Loaded key={batchId} batch={batch.data} />;
};

const Loaded = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const nameOf = useSchemeName();
  const ticks = useKeptTicks();
  return (
    <TicksContext value={ticks}>
      <Page title={said.title(nameOf(batch.scheme), periodInWords(batch.period, language))} actions={<Link to="/batches">{said.all}</Link>}>
        <Flex vertical gap="middle">
          {isBuilding(batch) ? <BuildProgress batch={batch} /> : null}
          <ReturnsUnderWay batch={batch} />
          <NextSteps batch={batch} />
          <Summary batch={batch} />
          {batch.buildExceptions > 0 ? <Alert type="warning" showIcon title={said.notListed(batch.buildExceptions)} /> : null}
          {batch.lineExceptionsOpen > 0 ? <Alert type="warning" showIcon title={said.openExceptions(batch.lineExceptionsOpen)} /> : null}
          <FundsOfBatch batch={batch} />
          <Parts batch={batch} />
        </Flex>
      </Page>
    </TicksContext>
  );
};

const Parts = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  const exceptions = batch.buildExceptions + batch.lineExceptionsOpen + batch.unknown;
  return (
    <Tabs destroyOnHidden items={[
      { key: 'comparison', label: said.comparison, children: <Comparison batch={batch} isBuilt={!isBuilding(batch)} /> },
      { key: 'lines', label: said.lines, children: <Lines batch={batch} /> },
      { key: 'files', label: said.files, children: <Files batch={batch} /> },
      { key: 'exceptions', label: <>{said.exceptions} <Badge count={exceptions} overflowCount={999} /></>, children: <Exceptions batch={batch} /> },
      { key: 'reissues', label: <>{said.reissues} <Badge count={batch.returned} overflowCount={999} color="#8a5300" /></>, children: <Reissues batch={batch} /> },
    ]} />
  );
};

/** What was looked at, for as long as the page is open. */
const useKeptTicks = (): Ticks => {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  return useMemo(() => ({
    has: (key) => ticked.has(key),
    set: (keys, isTicked) => setTicked((before) => {
      const after = new Set(before);
      for (const key of keys) if (isTicked) after.add(key); else after.delete(key);
      return after;
    }),
  }), [ticked]);
};

export default BatchPage;

import { Alert, Card, Flex } from 'antd';
import { ReactNode } from 'react';
import { Busy } from '../../shared/busy';
import { dayInWords } from '../../shared/day';
import { useLanguage, useTexts } from '../../texts/language';
import { Approve } from './approve';
import { Cancel, Close, Freeze, Plan, Release, Reserve, SendBack, Submit, WriteFile } from './list-steps';
import { isBuilding } from './progress';
import { texts } from './step-texts';
import { Batch, isBehind } from './use-batch';

/** What can be done with the batch as it stands; everything else is not offered. */
export const NextSteps = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  return (
    <Card size="small" title={said.next}>
      {isBehind(batch) ? <Busy waitsFor={said.behind} /> : <Flex vertical gap="small">{isSentBack(batch) ? <Alert type="warning" showIcon title={said.wasSentBack(batch.reason)} description={said.sentBackNext} /> : null}<Flex gap="middle" wrap align="start">{stepsOf(batch, said)}</Flex></Flex>}
    </Card>
  );
};

/** A reason stands on a list that is with its preparer only after an approver gave it. */
const isSentBack = (batch: Batch): batch is Batch & { readonly reason: string } => (batch.status === 'planned' || batch.status === 'frozen') && batch.reason !== null;

/** The service gives back by itself what an ended batch holds; a person goes on with it where it was cut short. */
const Ended = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  if (batch.releasedOn === null) return <><span>{said.releasing}</span><Release batch={batch} /></>;
  return <span>{batch.status === 'closed' ? said.nothingLeft : said.wasCancelled} {said.released(dayInWords(batch.releasedOn, language))}</span>;
};

const stepsOf = (batch: Batch, said: { readonly filesNext: string }): ReactNode => {
  const given = { batch };
  switch (batch.status) {
    case 'open':
      return <><Plan {...given} /><Cancel {...given} /></>;
    case 'planned':
      return <>{isBuilding(batch) ? null : <Freeze {...given} />}<Cancel {...given} /></>;
    case 'frozen':
      return <><Submit {...given} /><Cancel {...given} /></>;
    case 'submitted':
      return <><Approve {...given} /><SendBack {...given} /><Cancel {...given} /></>;
    case 'approved':
      return <><Reserve {...given} /><Cancel {...given} /></>;
    case 'funded':
      return <><WriteFile {...given} />{batch.files.length === 0 ? <Cancel {...given} /> : null}</>;
    case 'filed':
      return <Alert type="info" title={said.filesNext} />;
    case 'sent':
      return <><Close {...given} /><Alert type="info" title={said.filesNext} /></>;
    case 'closed':
    case 'cancelled':
      return <Ended batch={batch} />;
  }
};

import { Alert, Button, Card, Typography } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../../app/session';
import { Busy } from '../../shared/busy';
import { Page } from '../../shared/page';
import { LifeLink } from '../../shared/person-links';
import { PersonRecord } from '../../shared/person-record/person-record';
import { recordTexts } from '../../shared/person-record/texts';
import { Trouble } from '../../shared/trouble';
import { useSchemeName } from '../../shared/use-schemes';
import { useTexts } from '../../texts/language';
import { Amounts } from './amounts';
import { Asked, CommandForm } from './command-form';
import { commandsFor, isKeeper } from './may';
import { Payments } from './payments';
import { Pending } from './pending';
import './right.css';
import { Summary } from './summary';
import { commandTexts, texts } from './texts';
import { Right, useRight } from './use-right';

/** One right on one page: where it stands, what it is worth and why, what was paid, and what waits for somebody else. */
const RightPage = () => {
  const said = useTexts(texts);
  const record = useTexts(recordTexts);
  const { entitlementId = '' } = useParams();
  const { data: right, error, isPending, refetch, isBehind, want } = useRight(entitlementId);
  const schemeName = useSchemeName();
  if (isPending) return <Page title={said.title}><Busy waitsFor={said.reading} /></Page>;
  if (right === null || right === undefined) return <Page title={said.title}><Trouble error={error} again={() => void refetch()} /></Page>;
  return (
    <Page title={`${said.title} · ${schemeName(right.scheme)}`} actions={<LifeLink personKey={right.personKey} />}>
      {isBehind ? <Alert role="status" type="info" showIcon title={said.updating} /> : null}
      <div className="right-grid">
        <div className="right-column">
          <Summary right={right} />
          <Card size="small" title={said.amounts}><Amounts key={entitlementId} right={right} /></Card>
          <Card size="small" title={said.payments}><Payments key={entitlementId} right={right} /></Card>
        </div>
        <div className="right-column">
          <Commands right={right} want={want} />
          <Card size="small" title={said.pending}><Pending right={right} want={want} /></Card>
          <Card size="small" title={record.title}><PersonRecord key={right.personKey} personKey={right.personKey} areaCode={right.areaCode} /></Card>
        </div>
      </div>
    </Page>
  );
};

const Commands = ({ right, want }: { readonly right: Right; readonly want: (version: number) => void }) => {
  const said = useTexts(commandTexts);
  const { me } = useSession();
  const [asked, setAsked] = useState<Asked | null>(null);
  const offered = commandsFor(right);
  const may = isKeeper(me, right);
  if (offered.length === 0) return null;
  return (
    <Card size="small" title={said.may}>
      <div className="right-actions">
        {offered.map((kind) => <Button key={kind} block disabled={!may} aria-describedby={may ? undefined : 'why-not-right'} onClick={() => setAsked({ kind })}>{said[kind]}</Button>)}
        {may ? null : <Typography.Text type="secondary" id="why-not-right"><small>{said.notYours}</small></Typography.Text>}
      </div>
      <CommandForm command={asked} right={right} want={want} onClose={() => setAsked(null)} />
    </Card>
  );
};

export default RightPage;

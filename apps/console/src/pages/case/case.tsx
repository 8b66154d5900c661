import { Alert, Card, Flex } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useSession } from '../../app/session';
import { Busy } from '../../shared/busy';
import { EvidenceOfCase } from '../../shared/evidence/evidence-of-case';
import { Page } from '../../shared/page';
import { LifeLink, RightLinks } from '../../shared/person-links';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useProcedure } from '../../shared/use-procedures';
import { useSchemeName } from '../../shared/use-schemes';
import { useTexts } from '../../texts/language';
import { Actions } from './actions';
import './case.css';
import { CaseView, stateOfView } from './case-state';
import { Inside } from './inside';
import { Letter } from './letter';
import { Looked } from './looked';
import { Asking } from './may-now';
import { offeredAt } from './offered';
import { Record } from './record';
import { Stages } from './stages';
import { Summary } from './summary';
import { texts } from './texts';
import { useCase } from './use-case';
import { Waiting } from './waiting';

/** The procedure with this case's own way marked in it. */
const wayPath = (applicationId: string): string => `/procedures?case=${encodeURIComponent(applicationId)}`;

/** One case on one page: where it stands, why, who did what, and what the officer may do now. */
const CasePage = () => {
  const said = useTexts(texts);
  const { applicationId = '' } = useParams();
  const { data: view, error, isPending, refetch, isBehind, want } = useCase(applicationId);
  if (isPending) return <Busy waitsFor={said.reading} />;
  if (view === null || view === undefined) return <Page title={said.title}><Trouble error={error} again={() => void refetch()} /></Page>;
  return (
    <>
      {error === null ? null : <Trouble error={error} again={() => void refetch()} />}
      {isBehind ? <Alert role="status" type="info" showIcon title={said.updating} /> : null}
      <Shown key={applicationId} view={view} want={want} />
    </>
  );
};

const Shown = ({ view, want }: { readonly view: CaseView; readonly want: (version: number) => void }) => {
  const said = useTexts(texts);
  const schemeName = useSchemeName();
  const { me } = useSession();
  const { data: procedure } = useProcedure(view.procedureId, view.procedureVersion);
  const [looked, setLooked] = useState<{ readonly version: number; readonly what: Looked } | null>(null);
  // What was read stays on the page; it decides what is offered only while it is as new as the case.
  const state = looked !== null && looked.version === view.version ? looked.what.state : stateOfView(view);
  const asking: Asking | null = procedure === undefined || procedure === null ? null : { state, procedure, me, today: todayInCounty() };
  const offered = asking === null ? [] : offeredAt(asking);
  const links = <Flex gap="middle" wrap><Link to={wayPath(view.applicationId)}>{said.way}</Link><LifeLink personKey={view.personKey} /></Flex>;
  return (
    <Page title={`${said.title} · ${schemeName(view.scheme)}`} actions={links}>
      {asking === null ? null : <Waiting view={view} asking={asking} offered={offered} />}
      <div className="case-grid">
        <div className="case-column case-first">
          <Summary view={view} procedure={procedure} />
          {view.status === 'confirmed' ? <Card size="small" title={said.rights}><RightLinks personKey={view.personKey} /></Card> : null}
        </div>
        <div className="case-column case-side">
          {asking === null ? null : <Actions view={view} asking={asking} offered={offered} objections={looked?.what.objections ?? null} want={want} />}
          {asking === null ? null : <Card size="small" title={said.where}><Stages view={view} procedure={asking.procedure} /></Card>}
        </div>
        <div className="case-column case-rest">
          {asking === null ? null : <Letter view={view} procedure={asking.procedure} looked={looked?.what ?? null} />}
          <Card size="small" title={said.record}><Record view={view} procedure={procedure} /></Card>
          <Card size="small" title={`${said.evidence} · ${said.pieces(view.evidence)}`}><EvidenceOfCase applicationId={view.applicationId} personKey={view.personKey} version={view.version} /></Card>
          <Inside view={view} looked={looked?.what ?? null} isOld={looked !== null && looked.version !== view.version} onLooked={(what) => setLooked({ version: view.version, what })} />
        </div>
      </div>
    </Page>
  );
};

export default CasePage;

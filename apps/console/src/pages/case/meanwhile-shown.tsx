import { Alert, Button } from 'antd';
import { Rejection } from '@zhibu/kernel';
import { caseStatuses, opinions, outcomesDone } from '../../shared/case-words';
import { Day, Moment } from '../../shared/day';
import { ProcedureShown, stageIn } from '../../shared/use-procedures';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { CaseView } from './case-state';
import { Act, actsBetween } from './meanwhile';
import { officerName } from './officer-names';
import { useReasonName } from './summary';
import { meanwhileTexts } from './texts';
import { useRefusalWords } from './why-not-words';

interface MeanwhileProps {
  /** What the officer had in view when the form was opened. */
  readonly seen: CaseView;
  readonly now: CaseView;
  readonly procedure: ProcedureShown;
  /** Why the same is out of reach now; `undefined` when it makes no sense where the case stands now. */
  readonly refusal: Rejection | null | undefined;
  readonly onGoOn: () => void;
}

/** Somebody else was quicker: who did what, both states side by side, and the choice to go on with what was typed. */
export const Meanwhile = ({ seen, now, procedure, refusal, onGoOn }: MeanwhileProps) => {
  const said = useTexts(meanwhileTexts);
  const refusalWords = useRefusalWords();
  const acts = actsBetween(seen, now);
  return (
    <Alert role="alert" type="warning" showIcon title={said.title} description={
      <>
        {acts.length === 0 ? <p>{said.otherwise}</p> : <ul className="case-list">{acts.map((act) => <li key={`${act.kind}/${act.stage}/${act.by}`}><ActShown act={act} view={now} procedure={procedure} /></li>)}</ul>}
        <SideBySide seen={seen} now={now} procedure={procedure} />
        {refusal === null ? <><p>{said.choice}</p><Button onClick={onGoOn}>{said.goOn}</Button></> : <p>{refusal === undefined ? said.noLonger : said.notNow(refusalWords(refusal))}</p>}
      </>
    } />
  );
};

const ActShown = ({ act, view, procedure }: { readonly act: Act; readonly view: CaseView; readonly procedure: ProcedureShown }) => {
  const said = useTexts(meanwhileTexts);
  const words = useWords();
  const { language } = useLanguage();
  const who = act.onBehalfOf === null ? officerName(view, act.by) : said.inNameOf(officerName(view, act.by), officerName(view, act.onBehalfOf));
  const stage = stageIn(procedure, act.stage)?.title[language] ?? act.stage;
  return <>{act.kind === 'signed' ? said.signed(who, stage, words(opinions, act.opinion)) : said.decided(who, stage, words(outcomesDone, act.outcome))}</>;
};

const SideBySide = ({ seen, now, procedure }: Pick<MeanwhileProps, 'seen' | 'now' | 'procedure'>) => {
  const said = useTexts(meanwhileTexts);
  const words = useWords();
  const { language } = useLanguage();
  const reasonName = useReasonName(procedure);
  const lines: readonly (readonly [string, (view: CaseView) => React.ReactNode, (view: CaseView) => unknown])[] = [
    [said.status, (view) => words(caseStatuses, view.status), ({ status }) => status],
    [said.stage, ({ stage }) => (stage === null ? '—' : (stageIn(procedure, stage)?.title[language] ?? stage)), ({ stage }) => stage],
    [said.signatures, ({ signatures }) => signatures.length, ({ signatures }) => signatures.length],
    [said.decisions, ({ decisions }) => decisions.length, ({ decisions }) => decisions.length],
    [said.objections, (view) => said.objectionsOpen(view.objections, view.openObjections), (view) => `${view.objections}/${view.openObjections}`],
    [said.evidence, ({ evidence }) => evidence, ({ evidence }) => evidence],
    [said.reasons, ({ reasons }) => said.list(reasons.map(reasonName)), ({ reasons }) => reasons.join()],
    [said.last, ({ noticeLastDay }) => <Day day={noticeLastDay} />, ({ noticeLastDay }) => noticeLastDay],
    [said.changed, ({ changedAt }) => <Moment instant={changedAt} />, ({ changedAt }) => changedAt],
  ];
  return (
    <div className="case-wide">
      <table className="case-beside">
        <thead><tr><th scope="col">{said.what}</th><th scope="col">{said.seen}</th><th scope="col">{said.now}</th></tr></thead>
        <tbody>
          {lines.map(([label, shown, value]) => {
            const differs = value(seen) !== value(now);
            return <tr key={label}><th scope="row">{label}{differs ? <small> {said.differs}</small> : null}</th><td>{shown(seen)}</td><td>{differs ? <strong>{shown(now)}</strong> : shown(now)}</td></tr>;
          })}
        </tbody>
      </table>
    </div>
  );
};

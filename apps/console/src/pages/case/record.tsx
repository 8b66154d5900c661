import { Empty } from 'antd';
import { opinions, outcomesDone } from '../../shared/case-words';
import { Day } from '../../shared/day';
import { ProcedureShown, stageIn } from '../../shared/use-procedures';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { CaseView } from './case-state';
import { inOrder } from './in-order';
import { officerName } from './officer-names';
import { useReasonName } from './summary';
import { texts } from './texts';

/** Who signed and who decided what. */
export const Record = ({ view, procedure }: { readonly view: CaseView; readonly procedure: ProcedureShown | null | undefined }) => {
  const said = useTexts(texts);
  const words = useWords();
  const { language } = useLanguage();
  const reasonName = useReasonName(procedure);
  const stageName = (stage: string): string => stageIn(procedure, stage)?.title[language] ?? stage;
  const who = (userId: string, onBehalfOf: string | null): string => (onBehalfOf === null ? officerName(view, userId) : `${officerName(view, userId)}, ${said.inNameOf(officerName(view, onBehalfOf))}`);
  const acts = inOrder(view);
  if (acts.length === 0) return <Empty description={said.noRecord} />;
  return (
    <ol className="case-record">
      {acts.map((act, index) => ('outcome' in act
        ? <li key={index}><strong>{stageName(act.stage)} · {said.decided([words(outcomesDone, act.outcome), ...act.reasons.map(reasonName)])}</strong><div>{who(act.decidedBy, act.onBehalfOf)} · <Day day={act.decidedOn} /></div></li>
        : <li key={index}><strong>{stageName(act.stage)} · {said.signed(words(opinions, act.opinion))}</strong>{act.counts ? null : ` ${said.former}`}<div>{who(act.signedBy, act.onBehalfOf)}</div></li>))}
    </ol>
  );
};

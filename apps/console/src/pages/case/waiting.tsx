import { Alert } from 'antd';
import { dayInWords } from '../../shared/day';
import { roleWords } from '../../shared/role-words';
import { daysUntil } from '../../shared/today';
import { stageIn } from '../../shared/use-procedures';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { CaseView } from './case-state';
import { Asking } from './may-now';
import { Offered, turnOf } from './offered';
import { useReasonName } from './summary';
import { actionTexts, texts } from './texts';
import { waitingTexts } from './waiting-words';
import { useRefusalWords } from './why-not-words';

interface WaitingProps {
  readonly view: CaseView;
  readonly asking: Asking;
  readonly offered: readonly Offered[];
}

/** In the first lines of the page: what the case waits for and of whom, by when, and whether whoever reads it may do that. */
export const Waiting = ({ view, asking, offered }: WaitingProps) => {
  const said = useTexts(waitingTexts);
  const verbs = useTexts(actionTexts);
  const refusalWords = useRefusalWords();
  const { language } = useLanguage();
  const what = useWhatItWaitsFor(view, asking);
  const turn = turnOf(offered);
  const left = view.dueOn === null ? null : daysUntil(asking.today, view.dueOn);
  const lines = [
    ...(left === null || view.dueOn === null ? [] : [said.due(dayInWords(view.dueOn, language), left)]),
    ...(turn === null ? [] : ['may' in turn ? said.you(turn.may.map((action) => verbs[action]).join(said.or)) : said.notYou(refusalWords(turn.refusal))]),
  ];
  const isPressing = view.openObjections > 0 || (left !== null && left < 0);
  return (
    <section aria-label={said.region}>
      <Alert showIcon type={isPressing ? 'warning' : 'info'} title={what} description={lines.length === 0 ? undefined : <>{lines.map((line) => <div key={line}>{line}</div>)}</>} />
    </section>
  );
};

/** How many of those who signed since the stage was entered count for an approval. */
const agreeing = ({ state }: Asking): number => state.signatures.filter(({ opinion }) => opinion === 'agree').length;

const useWhatItWaitsFor = (view: CaseView, asking: Asking): string => {
  const said = useTexts(waitingTexts);
  const shared = useTexts(texts);
  const words = useWords();
  const reasonName = useReasonName(asking.procedure);
  const { language } = useLanguage();
  const reasons = shared.several(view.reasons.map(reasonName));
  const stage = stageIn(asking.procedure, view.stage);
  const title = stage?.title[language] ?? view.stage ?? '';
  const roles = (stage?.roles ?? view.waitingRoles).map((role) => words(roleWords, role)).join(said.or);
  switch (view.status) {
    case 'checking':
    case 'checked':
      return said.check;
    case 'in-review': {
      const missing = stage === undefined ? 0 : stage.kind === 'review' ? stage.signaturesMin - agreeing(asking) : 0;
      return missing > 0 ? said.signatures(title, missing, roles) : said.decision(title, roles);
    }
    case 'in-notice': {
      if (view.openObjections > 0) return said.objection(title, view.openObjections, roles);
      const last = view.noticeLastDay;
      const left = last === null ? -1 : daysUntil(asking.today, last);
      return last === null || left < 0 ? said.noticeOver(title, roles) : said.notice(title, dayInWords(last, language), left + 1);
    }
    case 'returned':
      return said.correction(reasons);
    case 'refused':
      return said.refused(reasons);
    case 'withdrawn':
      return said.withdrawn;
    case 'confirmed':
      return said.confirmed;
  }
};

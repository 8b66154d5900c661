import { Steps } from 'antd';
import type { Stage } from '@zhibu/domain';
import { ProcedureShown } from '../../shared/use-procedures';
import { useLanguage, useTexts } from '../../texts/language';
import { CaseView } from './case-state';
import { texts } from './texts';

/** Where a case stands, or where it was taken out of its stage; none where it never reached one. */
const placeOf = ({ status, stage, decisions }: CaseView): string | null => stage ?? (status === 'refused' || status === 'returned' || status === 'withdrawn' ? (decisions.at(-1)?.stage ?? null) : null);

/** The stages of the definition the case began with; where it stands is said in words too, not by colour alone. */
export const Stages = ({ view, procedure }: { readonly view: CaseView; readonly procedure: ProcedureShown }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const place = placeOf(view);
  const at = view.status === 'confirmed' ? procedure.stages.length : procedure.stages.findIndex(({ id }) => id === place);
  const here = view.stage !== null ? said.here : view.status === 'refused' ? said.refusedHere : view.status === 'returned' ? said.returnedHere : said.passed;
  const where = (index: number): string => (index < at ? said.passed : index === at ? here : view.status === 'withdrawn' || view.status === 'refused' ? said.notReached : said.ahead);
  const asked = (stage: Stage): string => {
    if (stage.kind === 'notice') return said.noticeDays(stage.days, stage.dayKind);
    const signed = view.signatures.filter((each) => each.stage === stage.id && each.counts).length;
    return said.several([...(stage.namedReviewersMin > 0 ? [said.reviewersAsked(stage.namedReviewersMin)] : []), ...(stage.signaturesMin > 0 ? [said.signaturesAsked(signed, stage.signaturesMin)] : [])]);
  };
  const isStopped = view.stage === null && (view.status === 'refused' || view.status === 'returned');
  return (
    <Steps orientation="vertical" size="small" current={at} status={isStopped ? 'error' : 'process'} items={procedure.stages.map((stage, index) => ({
      key: stage.id, title: stage.title[language], content: [where(index), asked(stage)].filter((words) => words !== '').join(' · '),
    }))} />
  );
};

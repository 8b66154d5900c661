import type { Stage } from '@zhibu/domain';
import { Busy } from '../../shared/busy';
import { Trouble } from '../../shared/trouble';
import { roleWords } from '../../shared/role-words';
import { useProcedure } from '../../shared/use-procedures';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

/** How a case moves, one stage a line. */
export const ProcedureWords = ({ id, version, title }: { readonly id: string; readonly version: number; readonly title: string }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const procedure = useProcedure(id, version);
  if (procedure.isPending) return <Busy waitsFor={said.procedure} />;
  if (procedure.isError) return <Trouble error={procedure.error} again={() => void procedure.refetch()} />;
  const detail = (stage: Stage): readonly string[] => [
    stage.roles.map((role) => words(roleWords, role)).join(' / '),
    ...(stage.kind === 'notice'
      ? [said.noticeDays(stage.days, stage.dayKind === 'working')]
      : [...(stage.namedReviewersMin > 0 ? [said.named(stage.namedReviewersMin)] : []), ...(stage.signaturesMin > 0 ? [said.signed(stage.signaturesMin)] : []), ...(stage.deadlineWorkingDays === null ? [] : [said.within(stage.deadlineWorkingDays)])]),
  ];
  return (
    <>
      <div>{said.procedureVersion(title, version)}</div>
      <ol className="policy-conditions">{procedure.data?.stages.map((stage) => <li key={stage.id}>{stage.title[language]} <small>— {detail(stage).join(language === 'zh' ? '，' : ', ')}</small></li>)}</ol>
    </>
  );
};

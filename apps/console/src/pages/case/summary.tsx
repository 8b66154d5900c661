import { Descriptions, Tag } from 'antd';
import { AreaName } from '../../shared/area-name';
import { answers, caseStatuses, channels } from '../../shared/case-words';
import { Day } from '../../shared/day';
import { DueDay } from '../../shared/due-day';
import { roleWords } from '../../shared/role-words';
import { ProcedureShown } from '../../shared/use-procedures';
import { useSchemeName } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { CaseView } from './case-state';
import { officerName } from './officer-names';
import { texts } from './texts';

/** A code of a reason in the words of the case's definition. */
export const useReasonName = (procedure: ProcedureShown | null | undefined): ((code: string) => string) => {
  const { language } = useLanguage();
  return (code) => procedure?.reasons[code]?.[language] ?? code;
};

export const Summary = ({ view, procedure }: { readonly view: CaseView; readonly procedure: ProcedureShown | null | undefined }) => {
  const said = useTexts(texts);
  const words = useWords();
  const schemeName = useSchemeName();
  const reasonName = useReasonName(procedure);
  const lines = [
    [said.scheme, schemeName(view.scheme, view.branch)],
    [said.status, <Tag key="status">{words(caseStatuses, view.status)}</Tag>],
    [said.village, <AreaName key="area" code={view.areaCode} />],
    [said.applied, <Day key="applied" day={view.appliedOn} />],
    [said.due, <DueDay key="due" day={view.dueOn} provisional={view.dueProvisional} />],
    [said.waitsFor, view.waitingRoles.map((role) => words(roleWords, role)).join(' / ') || '—'],
    [said.check, view.answer === null ? said.notYet : words(answers, view.answer)],
    [said.evidence, said.pieces(view.evidence)],
    [said.channel, words(channels, view.channel)],
    ...(view.reasons.length === 0 ? [] : [[said.reasons, said.several(view.reasons.map(reasonName))] as const]),
    ...(view.confirmedOn === null ? [] : [[said.confirmedOn, <Day key="confirmed" day={view.confirmedOn} />] as const, [said.confirmedBy, said.several(view.confirmedBy.map((userId) => officerName(view, userId)))] as const]),
  ] as const;
  return <Descriptions size="small" bordered column={{ xs: 1, sm: 1, md: 2 }} items={lines.map(([label, children], key) => ({ key, label, children }))} />;
};

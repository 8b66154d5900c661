import { Collapse, Tag, Typography } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import type { PredicateTrace, RuleInForce } from '@zhibu/policy';
import { missingWords } from '@zhibu/workflow';
import type { ApplyForm } from '../../drafts/draft';
import { answers } from '../../shared/case-words';
import { Conditions } from '../../shared/conditions';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { decide } from './rules';
import { answerTexts } from './texts';

const colours = { yes: 'success', no: 'error', unknown: 'warning' } as const;

const conditionsOf = (trace: PredicateTrace): readonly PredicateTrace[] => (trace.parts.length === 0 ? [trace] : trace.parts);

/** Worked out anew when whoever types pauses: the page never waits for it. */
export const useAnswer = (rule: RuleInForce | undefined, form: ApplyForm) => {
  const quiet = useDeferredValue(form);
  return useMemo(() => (rule === undefined ? null : decide(rule, quiet)), [rule, quiet]);
};

/** The conditions beside the form: how many are met, what is still missing, and each one with the fact and document behind it. */
export const Answer = ({ decision }: { readonly decision: NonNullable<ReturnType<typeof useAnswer>> }) => {
  const said = useTexts(answerTexts);
  const words = useWords();
  const { language } = useLanguage();
  const all = conditionsOf(decision.trace);
  const missing = [...new Set(all.flatMap((each) => each.missing))].map((each) => missingWords(each, language));
  return (
    <section aria-label={said.title}>
      <Typography.Title level={2} className="apply-part">{said.title}</Typography.Title>
      <div role="status">
        <Tag color={colours[decision.answer]}>{words(answers, decision.answer)}</Tag> {said.metOf(all.filter(({ answer }) => answer === 'yes').length, all.length)}
        {missing.length === 0 ? null : <Typography.Paragraph>{said.missing(missing)}</Typography.Paragraph>}
      </div>
      <Collapse size="small" items={[{ key: 'all', label: said.show, children: <Conditions decision={decision} /> }]} />
      <Typography.Paragraph type="secondary"><small>{said.advice}</small></Typography.Paragraph>
    </section>
  );
};

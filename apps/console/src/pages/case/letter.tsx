import { Button, Card, Typography } from 'antd';
import { useEffect } from 'react';
import type { PredicateTrace } from '@zhibu/policy';
import { dayInWords } from '../../shared/day';
import { daysInWords } from '../../shared/days-in-words';
import { ProcedureShown } from '../../shared/use-procedures';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { CaseView } from './case-state';
import { letterTexts } from './letter-words';
import { Looked } from './looked';
import { useReasonName } from './summary';

/** What of the check was not met, each by itself: of a group that is met in one of several ways, all that failed. */
const unmet = (trace: PredicateTrace): readonly PredicateTrace[] => {
  if (trace.answer === 'yes') return [];
  const parts = trace.parts.flatMap(unmet);
  // Something that must not be so has no part that failed.
  return parts.length === 0 ? [trace] : parts;
};

/** Only the letter reaches the paper. */
const print = (): void => {
  document.body.classList.add('printing-letter');
  window.print();
};

interface LetterProps {
  readonly view: CaseView;
  readonly procedure: ProcedureShown;
  readonly looked: Looked | null;
}

/** What the applicant of a case that was refused or returned is told, in words, to be printed and handed over. */
export const Letter = ({ view, procedure, looked }: LetterProps) => {
  const said = useTexts(letterTexts);
  const { language } = useLanguage();
  const schemeName = useSchemeName();
  const reasonName = useReasonName(procedure);
  useEffect(() => {
    const over = (): void => document.body.classList.remove('printing-letter');
    addEventListener('afterprint', over);
    return () => {
      over();
      removeEventListener('afterprint', over);
    };
  }, []);
  if (view.status !== 'refused' && view.status !== 'returned') return null;
  const isRefused = view.status === 'refused';
  const [scheme, applied] = [schemeName(view.scheme, view.branch), dayInWords(view.appliedOn, language)];
  const refusal = view.decisions.findLast(({ outcome }) => outcome === 'refused');
  const decision = looked?.state.eligibility?.decision ?? null;
  const failed = decision === null ? [] : unmet(decision.trace);
  const title = isRefused ? said.refused : said.returned;
  return (
    <Card size="small" title={said.show}>
      <Typography.Paragraph>{said.why} {decision === null && view.answer !== 'yes' ? said.lookFirst : ''}</Typography.Paragraph>
      <article className="case-letter" aria-label={title}>
        <h2>{title}</h2>
        <p>{said.to}</p>
        <p>{!isRefused ? said.returnedOn(scheme, applied) : refusal === undefined ? said.refusedByCheck(scheme, applied) : said.refusedOn(scheme, applied, dayInWords(refusal.decidedOn, language))}</p>
        <p>{said.reasons}</p>
        <ul>{view.reasons.map((code) => <li key={code}>{reasonName(code)}</li>)}</ul>
        {failed.length === 0 ? null : (
          <>
            <p>{said.conditions}</p>
            <ul>{failed.map(({ id, text, expected, actual }) => <li key={id}>{said.condition(text[language], daysInWords(expected[language], language), daysInWords(actual[language], language))}</li>)}</ul>
          </>
        )}
        <p>{isRefused ? said.appeal : said.complete}</p>
        <p>{said.foot}</p>
      </article>
      <Button onClick={print}>{said.print}</Button>
    </Card>
  );
};

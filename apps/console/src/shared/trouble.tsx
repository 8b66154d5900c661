import { ReactNode } from 'react';
import { ApiProblem, NoLine } from '../api/problem';
import { useLanguage, useTexts } from '../texts/language';
import { PlainButton } from './plain-button';
import { PlainSign } from './plain-sign';
import { texts } from './texts';
import { whatNext } from './what-next';

interface TroubleProps {
  readonly error: unknown;
  /** Left out where trying again means nothing. */
  readonly again?: () => void;
}

/** What went wrong, in the words of the server, with what was expected and found, and what to do next. Plain elements: it is told before the first page too. */
export const Trouble = ({ error, again }: TroubleProps) => {
  const said = useTexts(texts);
  const action = again === undefined ? null : <PlainButton small onClick={again}>{said.again}</PlainButton>;
  if (error instanceof ApiProblem) return <Refusal error={error} action={action} />;
  if (error instanceof NoLine || !(error instanceof Error)) return <Told title={error instanceof NoLine ? said.noLine : said.fault} action={action} />;
  return <Told title={said.fault} action={action}><p className="trouble-next">{said.faultNext}</p><small>{error.message}</small></Told>;
};

const Refusal = ({ error: { problem }, action }: { readonly error: ApiProblem; readonly action: ReactNode }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const wrong = problem.errors ?? [];
  return (
    <Told title={problem.title} action={action}>
      {wrong.length > 0
        ? <ul>{wrong.map(({ field, expected, actual }) => <li key={field}>{field}: {said.expected} {expected}; {said.found} {actual}</li>)}</ul>
        : <dl className="trouble"><dt>{said.expected}</dt><dd>{problem.expected}</dd><dt>{said.found}</dt><dd>{problem.actual}</dd></dl>}
      <p className="trouble-next">{whatNext(problem)[language]}</p>
      <small>{problem.code}. {said.quote(problem.requestId)}</small>
    </Told>
  );
};

const Told = ({ title, action, children = null }: { readonly title: string; readonly action: ReactNode; readonly children?: ReactNode }) => (
  <div role="alert" className={children === null ? 'trouble-box' : 'trouble-box trouble-told'}>
    <PlainSign of="wrong" />
    <div className="trouble-words">
      <div className="trouble-title">{title}</div>
      {children === null ? null : <div>{children}</div>}
    </div>
    {action}
  </div>
);

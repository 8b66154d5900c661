import { Checkbox, Empty } from 'antd';
import { useState } from 'react';
import type { Text } from '@zhibu/kernel';
import type { components } from '../../generated/openapi';
import { withBatchNames } from '../../shared/batch-names';
import { momentInWords } from '../../shared/day';
import { daysInWords, withDaysInWords } from '../../shared/days-in-words';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { kinds, outcomes, texts } from './texts';

export type Execution = components['schemas']['ExecutionItem'];

interface ExecutionsProps {
  readonly executions: readonly Execution[];
  /** Their titles; until they are known batches go by their ids. */
  readonly schemes: readonly { readonly id: string; readonly title: Text }[] | undefined;
}

/** In the order in which they were decided; what is not the same can be had alone. */
export const Executions = ({ executions, schemes }: ExecutionsProps) => {
  const said = useTexts(texts);
  const [onlyNotSame, setOnlyNotSame] = useState(false);
  if (executions.length === 0) return <Empty description={said.nothing} />;
  const count = (...of: readonly Execution['outcome'][]): number => executions.filter(({ outcome }) => of.includes(outcome)).length;
  const told = (words: Text): Text => withDaysInWords(withBatchNames(words, (scheme) => schemes?.find(({ id }) => id === scheme)?.title));
  const shown = executions.filter(({ outcome }) => !onlyNotSame || outcome !== 'same');
  return (
    <>
      <p role="status"><strong>{said.sum(executions.length, count('same'), count('differs'), count('rules-gone', 'erased'))}</strong></p>
      <Checkbox className="no-print" checked={onlyNotSame} onChange={({ target }) => setOnlyNotSame(target.checked)}>{said.onlyNotSame}</Checkbox>
      {shown.length === 0 ? <Empty description={said.allSame} /> : <ol className="decision-list">{shown.map((execution) => <One key={`${execution.stream}/${execution.version}`} execution={execution} told={told} />)}</ol>}
    </>
  );
};

const One = ({ execution: { kind, recordedAt, outcome, what, why, finding, differences }, told }: { readonly execution: Execution; readonly told: (words: Text) => Text }) => {
  const said = useTexts(texts);
  const words = useWords();
  const { language } = useLanguage();
  return (
    <li className="decision-one" data-outcome={outcome}>
      <h2><span className="decision-mark">{words(outcomes, outcome)}</span>{words(kinds, kind)}</h2>
      <p>{told(what)[language]}</p>
      <small>{said.recorded(momentInWords(recordedAt, language))}</small>
      {finding === null ? null : <p><strong>{daysInWords(finding[language], language)}</strong></p>}
      {differences.length === 0 ? null : (
        <table className="decision-differences">
          <caption>{said.differences}</caption>
          <thead><tr><th scope="col">{said.item}</th><th scope="col">{said.stored}</th><th scope="col">{said.again}</th></tr></thead>
          <tbody>{differences.map(({ item, stored, again }, index) => <tr key={index}><th scope="row">{item[language]}</th><td>{daysInWords(stored[language], language)}</td><td>{daysInWords(again[language], language)}</td></tr>)}</tbody>
        </table>
      )}
      {why.length === 0 ? null : <details><summary>{said.why(why.length)}</summary><ul>{why.map((line, index) => <li key={index}>{told(line)[language]}</li>)}</ul></details>}
    </li>
  );
};

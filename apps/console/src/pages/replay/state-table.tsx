import { Checkbox, Empty } from 'antd';
import { useState } from 'react';
import type { StateChange, StateLine } from '@zhibu/workflow';
import { useLanguage, useTexts } from '../../texts/language';
import { Codes } from './codes';
import { texts } from './texts';

interface StateProps {
  readonly lines: readonly StateLine[];
  readonly changes: readonly StateChange[];
  readonly codes: Codes;
}

/** The state at the point chosen beside that of the point compared; each difference is marked by a word and a sign. */
export const StateTable = ({ lines, changes, codes }: StateProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const [onlyChanges, setOnlyChanges] = useState(false);
  const changed = new Map(changes.map((change) => [change.key, change]));
  const rows = [
    ...lines.map(({ key, label, value }, index) => ({ id: `${key} ${index}`, key, label, now: value, change: changed.get(key) })),
    ...changes.flatMap((change) => (change.after === null ? [{ id: change.key, key: change.key, label: change.label, now: null, change }] : [])),
  ].filter(({ change }) => !onlyChanges || change !== undefined);
  const markOf = (change: StateChange): string => (change.before === null ? said.added : change.after === null ? said.gone : said.changed);
  return (
    <section aria-label={said.state}>
      <h2>{said.state}</h2>
      <p role="status">{said.changesCount(changes.length)} <Checkbox checked={onlyChanges} onChange={({ target }) => setOnlyChanges(target.checked)}>{said.onlyChanges}</Checkbox></p>
      {rows.length === 0 ? <Empty description={lines.length === 0 ? said.stateNothing : said.changesCount(0)} /> : (
        <table className="replay-state">
          <thead><tr><th scope="col">{said.item}</th><th scope="col">{said.value}</th><th scope="col">{said.change}</th></tr></thead>
          <tbody>
            {rows.map(({ id, key, label, now, change }) => (
              <tr key={id} data-key={now === null ? undefined : key} className={change === undefined ? undefined : 'replay-changed'}>
                <th scope="row">{codes.named({ key }, label)[language]}</th>
                <td>{now === null ? '—' : codes.named({ key }, now)[language]}</td>
                <td>{change === undefined ? said.same : <><span className="replay-mark">{markOf(change)}</span>{change.before === null ? null : said.was(codes.named({ key }, change.before)[language])}</>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

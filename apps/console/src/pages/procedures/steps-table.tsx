import type { ProcedureShown } from '../../shared/use-procedures';
import { dayInWords } from '../../shared/day';
import { useLanguage, useTexts } from '../../texts/language';
import { Standing, stepWords } from './steps';
import { texts } from './texts';
import { Mark } from './way';

interface StepsTableProps {
  readonly procedure: ProcedureShown;
  /** Null where nobody counts: the reader sees one case. */
  readonly counts: ReadonlyMap<string, Standing> | null;
  readonly marks: ReadonlyMap<string, Mark> | null;
}

/** The same as the drawing, in rows, with what is asked of whom. */
export const StepsTable = ({ procedure, counts, marks }: StepsTableProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const markWords = (mark: Mark | undefined, isReturned: boolean): string => {
    if (mark === undefined) return '—';
    if (mark.state === 'passed' && isReturned) return said.times(mark.times);
    return mark.state === 'passed' && mark.decided !== null ? said.passedOn(dayInWords(mark.decided.on, language), mark.decided.by) : said[mark.state];
  };
  const days = (count: number | null | undefined): string => (count === null || count === undefined ? '—' : said.days(count));
  return (
    <section className="procedure-part" aria-label={said.table}>
      <h2>{said.table}</h2>
      <div className="procedure-wide" tabIndex={0} role="group" aria-label={said.table}>
      <table className="procedure-table">
        <thead>
          <tr>
            <th scope="col">{said.step}</th>
            {marks === null ? null : <th scope="col">{said.way}</th>}
            {counts === null ? null : <><th scope="col">{said.cases}</th><th scope="col">{said.median}</th><th scope="col">{said.longest}</th></>}
            <th scope="col">{said.who}</th><th scope="col">{said.asked}</th><th scope="col">{said.goesTo}</th>
          </tr>
        </thead>
        <tbody>
          {stepWords(procedure, said, language).map(({ id, title, who, asked, leadsTo }) => {
            const standing = counts?.get(id);
            return (
              <tr key={id} data-step={id}>
                <th scope="row">{title}</th>
                {marks === null ? null : <td>{markWords(marks.get(id), id === '>returned')}</td>}
                {counts === null ? null : (
                  <>
                    <td className="procedure-number">{standing?.cases ?? 0}</td>
                    <td className="procedure-number">{days(standing?.medianDays)}</td>
                    <td className="procedure-number">{days(standing?.longestDays)}{standing?.oldestSince === null || standing?.oldestSince === undefined ? null : <small>{said.since(dayInWords(standing.oldestSince, language))}</small>}</td>
                  </>
                )}
                <td>{who}</td><td>{asked === '' ? '—' : asked}</td><td>{leadsTo.length === 0 ? '—' : leadsTo.map((words) => <div key={words}>{words}</div>)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      </div>
    </section>
  );
};

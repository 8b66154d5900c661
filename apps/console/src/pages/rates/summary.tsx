import { Button } from 'antd';
import { Link } from 'react-router';
import { useSession } from '../../app/session';
import { dayInWords } from '../../shared/day';
import { useLanguage, useTexts } from '../../texts/language';
import { Amount } from './figure-cell';
import { maySeeBehind } from './may-see';
import { Measure, SchemeRates, measures, refusedTitle, saidOf } from './measure-words';
import { texts } from './texts';

const refused: Measure = { id: 'refused', title: refusedTitle, unit: 'people', of: () => null, figure: 'refused-despite-yes', isFirst: false };

interface SummaryProps {
  readonly rates: SchemeRates;
  readonly areaCode: string;
  readonly on: string;
  readonly onOpen: (measure: Measure) => void;
}

/** Every rate on the day, to the last digit, with what it is made of and who is behind it, for those who may see that. */
export const Summary = ({ rates, areaCode, on, onOpen }: SummaryProps) => {
  const { me } = useSession();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const units = { people: said.unitPeople, payments: said.unitPayments, instructions: said.unitInstructions, fen: () => '' } as const;
  const title = said.now(dayInWords(on, language));
  const list = (measure: Measure, count: number) => (measure.figure === null ? <Link to="/funds">{said.inFunds}</Link>
    : count === 0 || !maySeeBehind(me, measure.figure, areaCode) ? '—' : <Button size="small" autoInsertSpace={false} aria-label={said.openOf(measure.title[language])} onClick={() => onOpen(measure)}>{said.open}</Button>);
  return (
    <section aria-label={title} className="rates-part">
      <h2>{title}</h2>
      <div className="rates-wide" tabIndex={0} role="group" aria-label={title}>
        <table className="rates-table">
          <thead><tr><th scope="col">{said.rate}</th><th scope="col">{said.percent}</th><th scope="col">{said.counted}</th><th scope="col">{said.of}</th><th scope="col">{said.behind}</th></tr></thead>
          <tbody>
            {measures.map((measure) => {
              const rate = measure.of(rates);
              return (
                <tr key={measure.id}>
                  <th scope="row">{measure.title[language]}</th>
                  {rate === null ? <td colSpan={4}>{said.notBelowCounty}</td> : (
                    <>
                      <td className="rates-number"><strong data-rate={measure.id}>{saidOf(rate)}</strong></td>
                      <td className="rates-number"><Amount of={measure} value={rate.numerator} /> {units[measure.unit](rate.numerator)}</td>
                      <td className="rates-number"><Amount of={measure} value={rate.denominator} /> {units[measure.unit](rate.denominator)}</td>
                      <td>{list(measure, rate.denominator)}</td>
                    </>
                  )}
                </tr>
              );
            })}
            <tr>
              <th scope="row">{refusedTitle[language]}</th><td /><td className="rates-number"><Amount of={refused} value={rates.refusedDespiteYes} /> {said.unitPeople(rates.refusedDespiteYes)}</td><td /><td>{list(refused, rates.refusedDespiteYes)}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
};

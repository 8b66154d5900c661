import { UseQueryResult } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { dayInWords } from '../../shared/day';
import { Busy } from '../../shared/busy';
import { Trouble } from '../../shared/trouble';
import { useLanguage, useTexts } from '../../texts/language';
import { Measure, SchemeRates, amountInWords, refusedTitle, saidOf } from './measure-words';
import { Since, changedSince } from './since';
import { texts } from './texts';

interface KnownSinceProps {
  readonly knownOn: string;
  readonly scheme: string;
  readonly then: SchemeRates | null;
  readonly read: UseQueryResult<readonly SchemeRates[]>;
  readonly onToday: () => void;
}

/** What has been recorded since of the same days, rate by rate and in words. */
export const KnownSince = ({ knownOn, scheme, then, read, onToday }: KnownSinceProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  if (read.isPending) return <Busy waitsFor={said.askingSince} />;
  if (read.isError) return <Trouble error={read.error} again={() => void read.refetch()} />;
  const today = read.data.find((each) => each.scheme === scheme) ?? null;
  const changed = changedSince(then, today);
  const [refusedThen, refusedToday] = [then?.refusedDespiteYes ?? 0, today?.refusedDespiteYes ?? 0];
  const count = changed.length + (refusedThen === refusedToday ? 0 : 1);
  const day = dayInWords(knownOn, language);
  return (
    <section aria-label={said.since}>
      <Alert type={count === 0 ? 'info' : 'warning'} showIcon role="status" title={count === 0 ? said.sameSince(day) : said.changedSince(day, count)} description={(
        <>
          {count === 0 ? null : (
            <ul className="rates-since">
              {changed.map((each) => <li key={each.measure.id} data-since={each.measure.id}><Changed {...each} /></li>)}
              {refusedThen === refusedToday ? null : <li>{said.refusedSince(refusedTitle[language], refusedThen, refusedToday)}</li>}
            </ul>
          )}
          <Button size="small" className="no-print" onClick={onToday}>{said.asToday}</Button>
        </>
      )} />
    </section>
  );
};

const Changed = ({ measure, then, today }: Since) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const figure = (rate: Since['then']): string => (rate === null ? said.notKept : `${saidOf(rate)} (${amountInWords(measure, rate.numerator, language)} / ${amountInWords(measure, rate.denominator, language)})`);
  const by = (of: 'numerator' | 'denominator'): string => difference(measure, (today?.[of] ?? 0) - (then?.[of] ?? 0), said, language);
  return <><strong>{measure.title[language]}</strong>{said.thenAndToday(figure(then), figure(today))}{said.byHowMuch(by('numerator'), by('denominator'))}</>;
};

const difference = (measure: Measure, by: number, said: { readonly more: (amount: string) => string; readonly fewer: (amount: string) => string; readonly unchanged: string }, language: 'zh' | 'en'): string =>
  by === 0 ? said.unchanged : by > 0 ? said.more(amountInWords(measure, by, language)) : said.fewer(amountInWords(measure, -by, language));

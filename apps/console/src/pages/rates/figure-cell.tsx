import { Money } from '../../shared/money';
import { useLanguage } from '../../texts/language';
import { Measure, Rate, saidOf } from './measure-words';

/** A numerator or denominator in the unit of its rate. */
export const Amount = ({ of, value }: { readonly of: Measure; readonly value: number }) => {
  const { language } = useLanguage();
  return of.unit === 'fen' ? <Money fen={value} /> : <>{new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en').format(value)}</>;
};

/** The figure as the service gives it, with what it is made of. */
export const FigureCell = ({ of, rate }: { readonly of: Measure; readonly rate: Rate | null }) =>
  <>{saidOf(rate)}{rate === null ? null : <small><Amount of={of} value={rate.numerator} /> / <Amount of={of} value={rate.denominator} /></small>}</>;

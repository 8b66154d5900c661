import { AreaCode, LocalDate, contentHash, firstDay, lastDay } from '@zhibu/kernel';
import { parametersIn } from '../evaluate/apply-rule';
import { Cited, Period, Place } from '../model';
import { PolicyIndex } from '../policy-index';
import { AmountQuestion } from '../policy-set';

type Row = Period & Partial<Cited> & { readonly at: Place };

/** Where a row stands in its file and how sure it is pays nobody another fen; nor does the day on which it ends later. */
const contentOf = (begin: LocalDate, end: LocalDate) => (row: Row): unknown => {
  const { at: _at, confidence: _c, fromConfidence: _f, toConfidence: _t, note: _n, from, to, ...content } = row;
  return { ...content, from: from < begin ? begin : from, to: to === null || to > end ? end : to };
};

/** Names the rates of some months by their content: what is paid follows from it and from the person's facts alone. */
export const ratesHashOf = (index: PolicyIndex, { scheme, branch, areaCode, from, to }: AmountQuestion): string => {
  const [begin, end]: readonly [LocalDate, LocalDate] = [firstDay(from), lastDay(to)];
  const speaks = (row: Period): boolean => row.from <= end && (row.to === null || row.to >= begin);
  const path: readonly AreaCode[] = index.path(areaCode);
  const content = contentOf(begin, end);
  const ofScheme = <Each extends Row & { readonly scheme: string; readonly areaCode: AreaCode }>(rows: readonly Each[]): readonly Each[] =>
    rows.filter((row) => row.scheme === scheme && path.includes(row.areaCode) && speaks(row));
  const layers = index.layersFor(scheme, areaCode).map((layer) => ({ ...layer, rates: layer.rates.filter((rate) => speaks(rate) && (rate.branch === null || rate.branch === branch)) }));
  const rated = layers.filter((layer) => layer.rates.length > 0);
  const names = parametersIn(rated.flatMap((layer) => layer.when ?? []));
  const province = index.area(areaCode.slice(0, 2).padEnd(12, '0'));
  return contentHash({
    layers: rated.map(({ at: _at, ...layer }) => ({ ...layer, rates: layer.rates.map(content) })),
    funding: ofScheme(index.model.funding).map(content),
    parameters: ofScheme(index.model.parameters).filter((row) => names.includes(row.name)).map(content),
    budget: [province?.tier ?? null, province?.region ?? null],
  });
};

import { UseQueryResult } from '@tanstack/react-query';
import { Button, Empty, Flex, Select } from 'antd';
import { useId, useMemo, useState } from 'react';
import { useSession } from '../../app/session';
import type { components } from '../../generated/openapi';
import { Busy } from '../../shared/busy';
import { Chart } from '../../shared/chart';
import { saveCsv } from '../../shared/chart-file';
import type { ChartOf } from '../../shared/chart-option';
import { Trouble } from '../../shared/trouble';
import { useAreaName, useAreasBelow } from '../../shared/use-areas';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { FigureCell } from './figure-cell';
import { maySeeBehind } from './may-see';
import { Measure, cellsInFile, heightOf, measures, saidOf } from './measure-words';
import { texts } from './texts';
import { Asked } from './use-rates';

type RatesOfArea = components['schemas']['RatesOfAreaView'];

interface ByAreaProps {
  readonly scheme: string;
  readonly asked: Asked;
  readonly read: UseQueryResult<readonly RatesOfArea[]>;
  readonly onArea: (areaCode: string) => void;
  readonly onOpen: (measure: Measure, areaCode: string) => void;
}

/** One rate in each area below: as bars, as a table that leads into the area and, for those who may see them, to its people, and as a file. */
export const ByArea = ({ scheme, asked, read, onArea, onOpen }: ByAreaProps) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const id = useId();
  const { language } = useLanguage();
  const [area, schemeName] = [useAreaName(asked.areaCode), useSchemeName()(scheme)];
  const { data: below } = useAreasBelow(asked.areaCode);
  const [chosen, setChosen] = useState('people-paid');
  const measure = measures.find((each) => each.id === chosen) ?? measures[0];
  const rows = useMemo(() => (read.data ?? []).flatMap(({ areaCode, rates }) => {
    const found = rates.find((each) => each.scheme === scheme);
    const name = areaCode === asked.areaCode ? said.itself(area) : below?.find(({ code }) => code === areaCode)?.name[language] ?? areaCode;
    return found === undefined || measure === undefined ? [] : [{ areaCode, name, rate: measure.of(found) }];
  }), [read.data, scheme, measure, asked.areaCode, below, language, said, area]);
  const chart = useMemo<ChartOf>(() => ({
    kind: 'bars',
    categories: rows.map(({ name }) => name),
    series: [{ name: measure?.title[language] ?? '', heights: rows.map(({ rate }) => heightOf(rate)), said: rows.map(({ rate }) => saidOf(rate)) }],
    description: said.byAreaOf(measure?.title[language] ?? '', area, schemeName),
  }), [rows, measure, language, said, area, schemeName]);
  if (measure === undefined) return null;
  const known = asked.knownOn === null ? '' : said.knownOnly(asked.knownOn);
  const isMoney = measure.unit === 'fen';
  const save = (): void => saveCsv(`${said.byArea} ${schemeName} ${area} ${asked.on} ${known}`.trim(), [
    [`${said.area} ${known}`.trim(), measure.title[language], isMoney ? said.countedYuan : said.counted, isMoney ? said.ofYuan : said.of],
    ...rows.map(({ name, rate }) => [name, ...cellsInFile(measure, rate)]),
  ]);
  return (
    <section aria-label={said.byArea} className="rates-part">
      <Flex justify="space-between" wrap gap="small"><h2>{said.byArea}</h2>{rows.length === 0 ? null : <Button size="small" className="no-print" aria-label={said.downloadOf(said.byArea)} onClick={save}>{said.download}</Button>}</Flex>
      <label htmlFor={id} className="rates-shown"><span>{said.rate}</span>
        <Select id={id} value={chosen} onChange={setChosen} options={measures.map((each) => ({ value: each.id, label: each.title[language] }))} />
      </label>
      {read.isPending ? <Busy waitsFor={said.asking} /> : read.isError ? <Trouble error={read.error} again={() => void read.refetch()} /> : rows.length === 0 ? <Empty description={said.noBelow} /> : (
        <>
          <Chart of={chart} />
          <div className="rates-wide" tabIndex={0} role="group" aria-label={said.byArea}>
            <table className="rates-table">
              <thead><tr><th scope="col">{said.area}</th><th scope="col">{measure.title[language]}</th><th scope="col">{said.behind}</th></tr></thead>
              <tbody>
                {rows.map(({ areaCode, name, rate }) => (
                  <tr key={areaCode}>
                    <th scope="row">{areaCode === asked.areaCode ? name : <Button type="link" size="small" aria-label={said.goInto(name)} onClick={() => onArea(areaCode)}>{name}</Button>}</th>
                    <td className="rates-number"><FigureCell of={measure} rate={rate} /></td>
                    <td>{measure.figure === null || rate === null || rate.denominator === 0 || !maySeeBehind(me, measure.figure, areaCode) ? '—' : <Button size="small" autoInsertSpace={false} aria-label={said.openOf(`${name} ${measure.title[language]}`)} onClick={() => onOpen(measure, areaCode)}>{said.open}</Button>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
};

import { UseQueryResult } from '@tanstack/react-query';
import { Button, Flex, Select } from 'antd';
import { useId, useMemo, useState } from 'react';
import type { components } from '../../generated/openapi';
import { Busy } from '../../shared/busy';
import { Chart } from '../../shared/chart';
import { saveCsv } from '../../shared/chart-file';
import type { ChartOf } from '../../shared/chart-option';
import { dayInWords } from '../../shared/day';
import { Trouble } from '../../shared/trouble';
import { useAreaName } from '../../shared/use-areas';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { FigureCell } from './figure-cell';
import { cellsInFile, heightOf, measures, saidOf } from './measure-words';
import { texts } from './texts';
import { Asked } from './use-rates';

type RatesOfDay = components['schemas']['RatesOfDayView'];

interface OverTimeProps {
  readonly scheme: string;
  readonly asked: Asked;
  readonly read: UseQueryResult<readonly RatesOfDay[]>;
}

/** The end of each month and the day chosen: as lines, as a table, and as a file. */
export const OverTime = ({ scheme, asked, read }: OverTimeProps) => {
  const said = useTexts(texts);
  const id = useId();
  const { language } = useLanguage();
  const [area, schemeName] = [useAreaName(asked.areaCode), useSchemeName()(scheme)];
  const [chosen, setChosen] = useState<readonly string[]>(measures.filter(({ isFirst }) => isFirst).map((measure) => measure.id));
  const shown = useMemo(() => measures.filter((measure) => chosen.includes(measure.id)), [chosen]);
  const points = useMemo(() => (read.data ?? []).map(({ on, rates }) => ({ on, rates: rates.find((each) => each.scheme === scheme) ?? null })), [read.data, scheme]);
  const chart = useMemo<ChartOf>(() => ({
    kind: 'lines',
    categories: points.map(({ on }) => dayInWords(on, language)),
    series: shown.map((measure) => {
      const rates = points.map((point) => (point.rates === null ? null : measure.of(point.rates)));
      return { name: measure.title[language], heights: rates.map(heightOf), said: rates.map(saidOf) };
    }),
    description: said.overTimeOf(shown.map(({ title }) => title[language]).join(language === 'zh' ? '、' : ', '), area, schemeName),
  }), [points, shown, language, said, area, schemeName]);
  const known = asked.knownOn === null ? '' : said.knownOnly(asked.knownOn);
  const save = (): void => saveCsv(`${said.overTime} ${schemeName} ${area} ${asked.on} ${known}`.trim(), [
    [`${said.until} ${known}`.trim(), ...shown.flatMap(({ title, unit }) => [title[language], `${title[language]} ${unit === 'fen' ? said.countedYuan : said.counted}`, `${title[language]} ${unit === 'fen' ? said.ofYuan : said.of}`])],
    ...points.map(({ on, rates }) => [on, ...shown.flatMap((measure) => cellsInFile(measure, rates === null ? null : measure.of(rates)))]),
  ]);
  return (
    <section aria-label={said.overTime} className="rates-part">
      <Flex justify="space-between" wrap gap="small"><h2>{said.overTime}</h2><Button size="small" className="no-print" aria-label={said.downloadOf(said.overTime)} onClick={save}>{said.download}</Button></Flex>
      <label htmlFor={id} className="rates-shown"><span>{said.shown}</span>
        <Select<string[]> id={id} mode="multiple" value={[...chosen]} onChange={setChosen} options={measures.map((measure) => ({ value: measure.id, label: measure.title[language] }))} />
      </label>
      {read.isPending ? <Busy waitsFor={said.asking} /> : read.isError ? <Trouble error={read.error} again={() => void read.refetch()} /> : (
        <>
          <Chart of={chart} />
          <div className="rates-wide" tabIndex={0} role="group" aria-label={said.overTime}>
            <table className="rates-table">
              <thead><tr><th scope="col">{said.until}</th>{shown.map((measure) => <th key={measure.id} scope="col">{measure.title[language]}</th>)}</tr></thead>
              <tbody>
                {points.map(({ on, rates }) => (
                  <tr key={on}><th scope="row">{dayInWords(on, language)}</th>{shown.map((measure) => <td key={measure.id} className="rates-number"><FigureCell of={measure} rate={rates === null ? null : measure.of(rates)} /></td>)}</tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
};

import { Alert, Empty, Flex, Select } from 'antd';
import { useId, useState } from 'react';
import { AreaPick } from '../../shared/area-pick';
import { Busy } from '../../shared/busy';
import { DayInput } from '../../shared/day-input';
import { dayInWords } from '../../shared/day';
import { Page } from '../../shared/page';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { Behind, Opened } from './behind';
import { ByArea } from './by-area';
import { KnownSince } from './known-since';
import { OverTime } from './over-time';
import './rates.css';
import { Summary } from './summary';
import { texts } from './texts';
import { Asked, useAsked, useRates } from './use-rates';

/** The rates a county is judged by: on any day, over time, by area, and down to the people behind each. */
const Rates = () => {
  const said = useTexts(texts);
  const { asked, years, areaCode, scheme, ask } = useAsked();
  const id = useId();
  return (
    <Page title={said.title}>
      <Flex gap="middle" wrap className="rates-filter">
        <label htmlFor={`${id}-area`}><span>{said.area}</span><AreaPick id={`${id}-area`} value={areaCode} onChange={(next) => ask({ area: next ?? null })} /></label>
        <label htmlFor={`${id}-year`}><span>{said.year}</span>
          <Select<number> id={`${id}-year`} value={asked?.year ?? null} onChange={(year) => ask({ year: String(year), on: null })} options={(years.data ?? []).map((value) => ({ value, label: String(value) }))} />
        </label>
        <label htmlFor={`${id}-day`}><span>{said.day}</span>
          <DayInput id={`${id}-day`} value={asked?.on ?? ''} max={todayInCounty()} onPick={(on) => ask({ on })} />
        </label>
        <label htmlFor={`${id}-known`}><span>{said.known}</span>
          <DayInput id={`${id}-known`} value={asked?.knownOn ?? todayInCounty()} max={todayInCounty()} onPick={(known) => ask({ known: known === todayInCounty() ? null : known })} />
        </label>
      </Flex>
      {years.isPending ? <Busy waitsFor={said.askingYears} /> : years.isError ? <Trouble error={years.error} again={() => void years.refetch()} />
        : asked === null ? <Empty description={said.noYears} /> : <OfArea asked={asked} scheme={scheme} onScheme={(next) => ask({ scheme: next })} onArea={(next) => ask({ area: next })} onToday={() => ask({ known: null, on: asked.on })} />}
    </Page>
  );
};

interface OfAreaProps {
  readonly asked: Asked;
  readonly scheme: string | null;
  readonly onScheme: (scheme: string) => void;
  readonly onArea: (areaCode: string) => void;
  readonly onToday: () => void;
}

const OfArea = ({ asked, scheme: wanted, onScheme, onArea, onToday }: OfAreaProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const nameOf = useSchemeName();
  const id = useId();
  const { now, overTime, byArea, today } = useRates(asked);
  const [opened, setOpened] = useState<Opened | null>(null);
  if (now.isPending) return <Busy waitsFor={said.asking} />;
  if (now.isError) return <Trouble error={now.error} again={() => void now.refetch()} />;
  const found = now.data.find(({ scheme }) => scheme === wanted) ?? now.data[0];
  const { knownOn } = asked;
  const known = knownOn === null ? '' : dayInWords(knownOn, language);
  const since = (scheme: string) => (knownOn === null ? null : <KnownSince knownOn={knownOn} scheme={scheme} then={found ?? null} read={today} onToday={onToday} />);
  if (found === undefined) return <Flex vertical gap="middle"><Empty description={knownOn === null ? said.noFigures : said.noFiguresThen(known)} />{since(wanted ?? today.data?.[0]?.scheme ?? '')}</Flex>;
  const { scheme } = found;
  return (
    <Flex vertical gap="middle">
      <label htmlFor={id} className="rates-scheme"><span>{said.scheme}</span> <Select id={id} value={scheme} onChange={onScheme} popupMatchSelectWidth={false} options={now.data.map((each) => ({ value: each.scheme, label: nameOf(each.scheme) }))} /></label>
      <Alert type="info" title={knownOn === null ? said.howKnown : said.howKnownThen(known)} />
      {since(scheme)}
      <Summary rates={found} areaCode={asked.areaCode} on={asked.on} onOpen={(measure) => setOpened({ measure, scheme, areaCode: asked.areaCode })} />
      <OverTime scheme={scheme} asked={asked} read={overTime} />
      <ByArea scheme={scheme} asked={asked} read={byArea} onArea={onArea} onOpen={(measure, areaCode) => setOpened({ measure, scheme, areaCode })} />
      <Behind asked={asked} opened={opened} onLeave={() => setOpened(null)} />
    </Flex>
  );
};

export default Rates;

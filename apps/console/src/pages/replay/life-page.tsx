import { Button, Space } from 'antd';
import { Dispatch, SetStateAction, useCallback, useMemo, useState } from 'react';
import type { Moment } from '@zhibu/workflow';
import { dayInWords, momentInWords } from '../../shared/day';
import { DayInput } from '../../shared/day-input';
import { useShortcuts } from '../../shortcuts/use-shortcuts';
import { useLanguage, useTexts } from '../../texts/language';
import { Payments } from './payments';
import { Days, dayAt, daysOf, indexOfDay, momentOf } from './points';
import { Life } from './read-history';
import { Slider } from './slider';
import { StateTable } from './state-table';
import { texts } from './texts';
import { Timeline } from './timeline';

/** A whole life on one page: what was known then and what held on a day, beside what differs from another point. */
export const LifePage = ({ life }: { readonly life: Life }) => {
  const { replay, codes, entries } = life;
  const { instants } = replay;
  const days = useMemo(() => daysOf(replay), [replay]);
  const [moment, setMoment] = useState<Moment>(() => momentOf(instants.at(-1) ?? ''));
  const [compared, setCompared] = useState<Moment>(() => momentOf(instants[0] ?? ''));
  const go = useCallback((instant: string) => setMoment(momentOf(instant)), []);
  const lines = useMemo(() => replay.stateAt(moment), [replay, moment]);
  const changes = useMemo(() => replay.changes(compared, moment), [replay, compared, moment]);
  return (
    <>
      <Points instants={instants} days={days} moment={moment} onMove={setMoment} compared={compared} onCompare={setCompared} />
      <div className="replay-columns">
        <StateTable lines={lines} changes={changes} codes={codes} />
        <Timeline entries={entries} knownAt={moment.knownAt} onGo={go} />
      </div>
      <Payments life={life} lines={lines} knownAt={moment.knownAt} />
    </>
  );
};

interface PointsProps {
  readonly instants: readonly string[];
  readonly days: Days;
  readonly moment: Moment;
  readonly onMove: Dispatch<SetStateAction<Moment>>;
  readonly compared: Moment;
  readonly onCompare: (moment: Moment) => void;
}

/** Two times, asked together: one slider for each, and the point that the state is compared with. */
const Points = ({ instants, days, moment, onMove, compared, onCompare }: PointsProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const at = instants.indexOf(moment.knownAt);
  const dayIndex = indexOfDay(days, moment.inForceOn);
  // From where it stands by then: keys may come faster than they are drawn.
  const know = (next: (now: number) => number): void => onMove((now) => ({ ...now, knownAt: instants[next(instants.indexOf(now.knownAt))] ?? now.knownAt }));
  const holdOn = (next: (now: number) => number): void => onMove((now) => ({ ...now, inForceOn: dayAt(days, Math.min(Math.max(next(indexOfDay(days, now.inForceOn)), 0), days.count - 1)) }));
  useShortcuts([['earlier', () => know((now) => now - 1)], ['later', () => know((now) => now + 1)], ['dayEarlier', () => holdOn((now) => now - 1)], ['dayLater', () => holdOn((now) => now + 1)]]);
  const [known, day] = [momentInWords(moment.knownAt, language), dayInWords(moment.inForceOn, language)];
  return (
    <section aria-label={said.points} className="replay-points">
      <Slider label={said.known} words={said.knownValue(known, at + 1, instants.length)} at={at} count={instants.length} onMove={(to) => know(() => to)} />
      <Slider label={said.force} words={day} at={dayIndex} count={days.count} onMove={(to) => holdOn(() => to)} />
      <Space wrap className="no-print">
        <label>{said.anyDay} <DayInput value={moment.inForceOn} onPick={(inForceOn) => onMove((now) => ({ ...now, inForceOn }))} /></label>
        <Button onClick={() => onCompare(moment)}>{said.compareFrom}</Button>
        <Button onClick={() => onCompare(momentOf(instants[0] ?? ''))}>{said.fromStart}</Button>
      </Space>
      <p>{said.compared(momentInWords(compared.knownAt, language), dayInWords(compared.inForceOn, language))}</p>
    </section>
  );
};

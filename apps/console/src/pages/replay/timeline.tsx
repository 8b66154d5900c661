import { Checkbox, Empty } from 'antd';
import { memo, useMemo, useState } from 'react';
import type { TimelineEntry } from '@zhibu/workflow';
import { dayInWords, momentInWords } from '../../shared/day';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

type Kind = 'kindPerson' | 'kindCase' | 'kindPayment' | 'kindLook';
const kinds: readonly Kind[] = ['kindPerson', 'kindCase', 'kindPayment', 'kindLook'];
const kindByStream: Readonly<Record<string, Kind>> = { person: 'kindPerson', application: 'kindCase', entitlement: 'kindCase', register: 'kindCase', access: 'kindLook', looks: 'kindLook' };
const kindOf = ({ stream }: TimelineEntry): Kind => kindByStream[stream.slice(0, stream.indexOf('-'))] ?? 'kindPayment';

export const keyOf = ({ stream, version }: Pick<TimelineEntry, 'stream' | 'version'>): string => `${stream}/${version}`;

interface TimelineProps {
  readonly entries: readonly TimelineEntry[];
  readonly knownAt: string;
  readonly onGo: (instant: string) => void;
}

/** Everything that happened, oldest first; what was recorded later than the point chosen is told as not known then. */
export const Timeline = memo(({ entries, knownAt, onGo }: TimelineProps) => {
  const said = useTexts(texts);
  const [shown, setShown] = useState<readonly Kind[]>(kinds);
  const parts = useMemo(() => partsOf(entries.filter((entry) => shown.includes(kindOf(entry)))), [entries, shown]);
  return (
    <section aria-label={said.timeline}>
      <h2>{said.timeline}</h2>
      <fieldset className="replay-kinds">
        <legend>{said.kinds}</legend>
        <Checkbox.Group value={[...shown]} options={kinds.map((kind) => ({ value: kind, label: said[kind] }))} onChange={(chosen: Kind[]) => setShown(chosen)} />
      </fieldset>
      {parts.length === 0 ? <Empty description={said.noneShown} /> : (
        <ol className="replay-timeline">
          {parts.map((part) => <Part key={keyOf(part[0])} entries={part} onGo={onGo} knownCount={part.filter(({ recordedAt }) => recordedAt <= knownAt).length} hereAt={part.some(({ recordedAt }) => recordedAt === knownAt) ? knownAt : null} />)}
        </ol>
      )}
    </section>
  );
});
Timeline.displayName = 'Timeline';

type Part = readonly [TimelineEntry, ...TimelineEntry[]];
const partMax = 25;
const partsOf = (entries: readonly TimelineEntry[]): readonly Part[] => {
  const parts: [TimelineEntry, ...TimelineEntry[]][] = [];
  for (const [index, entry] of entries.entries()) {
    if (index % partMax === 0) parts.push([entry]);
    else parts.at(-1)?.push(entry);
  }
  return parts;
};

interface PartProps {
  readonly entries: Part;
  readonly knownCount: number;
  readonly hereAt: string | null;
  readonly onGo: (instant: string) => void;
}

/** A slider moves past hundreds of entries: only the part that it moves through is drawn again. */
const Part = memo(({ entries, hereAt, knownCount, onGo }: PartProps) => {
  const known = knownCount === 0 ? '' : entries.map(({ recordedAt }) => recordedAt).sort()[knownCount - 1] ?? '';
  return <>{entries.map((entry) => <Entry key={keyOf(entry)} entry={entry} isKnown={entry.recordedAt <= known} isHere={entry.recordedAt === hereAt} onGo={onGo} />)}</>;
});
Part.displayName = 'Part';

interface EntryProps {
  readonly entry: TimelineEntry;
  readonly isKnown: boolean;
  readonly isHere: boolean;
  readonly onGo: (instant: string) => void;
}

/** Drawn again only when it comes to be known or no longer is. */
const Entry = memo(({ entry, isKnown, isHere, onGo }: EntryProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { what, who, recordedAt, inForceFrom, inForceTo } = entry;
  const by = who.onBehalfOf === null ? who.userId : said.onBehalf(who.userId, who.onBehalfOf);
  return (
    <li className={isKnown ? 'replay-known' : 'replay-later'} aria-current={isHere ? 'step' : undefined}>
      <p>
        <strong>{what[language]}</strong>
        {isHere ? <span className="replay-mark">{said.here}</span> : null}
        {isKnown ? null : <span className="replay-mark">{said.notYet}</span>}
      </p>
      <small>{said.recordedAt(momentInWords(recordedAt, language), by)}</small>
      {inForceFrom === null ? null : <small><Held from={inForceFrom} to={inForceTo} /></small>}
      <Why entry={entry} />
      <button type="button" className="replay-link no-print" aria-label={said.goHere(what[language])} onClick={() => onGo(recordedAt)}>{said.go}</button>
    </li>
  );
});
Entry.displayName = 'Entry';

const Held = ({ from, to }: { readonly from: string; readonly to: string | null }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  return <>{said.inForce(dayInWords(from, language), to === null ? null : dayInWords(to, language))}</>;
};

/** The grounds are folded away on the screen and always on paper. */
const Why = ({ entry: { why } }: { readonly entry: TimelineEntry }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  if (why.length === 0) return null;
  return (
    <>
      <button type="button" className="replay-link no-print" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{said.grounds(why.length)}</button>
      <ul className={isOpen ? undefined : 'print-only'}>{why.map((line, index) => <li key={index}>{line[language]}</li>)}</ul>
    </>
  );
};

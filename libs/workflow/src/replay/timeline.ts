import { LocalDate, RecordedEvent, Text } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { PaidIn, batchWords, linesOfPerson } from './batch-words';
import { caseWords } from './case-words';
import { Names, proceduresOf, wordsWithNames } from './names';
import { paymentWords } from './payment-words';
import { personWords } from './person-words';
import { registerWords } from './register-words';
import { rightWords } from './right-words';
import { Words } from './words';

/** One event as a person reads it. */
export interface TimelineEntry {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly simulated: boolean;
  /** Days for which it holds; `null` where the event has none of its own, or where it holds on. */
  readonly inForceFrom: LocalDate | null;
  readonly inForceTo: LocalDate | null;
  readonly who: { readonly userId: string; readonly onBehalfOf: string | null };
  /** What happened, in one sentence. */
  readonly what: Text;
  /** On which facts and rule, and why; one line each. */
  readonly why: readonly Text[];
}

/** One event with its words. */
export const entryOf = (event: RecordedEvent, words: Words): TimelineEntry => {
  const { stream, version, recordedAt, simulated, actor } = event.meta;
  return {
    stream,
    version,
    type: event.type,
    recordedAt,
    simulated,
    inForceFrom: words.from ?? null,
    inForceTo: words.to ?? null,
    who: { userId: actor.userId, onBehalfOf: actor.onBehalfOf ?? null },
    what: words.what,
    why: words.why ?? [],
  };
};

/**
 * Pure: the history of one person in plain words, oldest first. Events that say nothing of the person are left out.
 * With `names`, schemes, stages, reasons and areas are called by them, and every test tells where its facts come from.
 */
export const timelineOf = (events: readonly RecordedEvent[], personKey: string, names?: Names): readonly TimelineEntry[] => {
  const known = events as unknown as readonly (RecordedEvent & ZhibuEvent)[];
  const paidIn = linesOfPerson(known, personKey);
  const refs = proceduresOf(known);
  const plain = (event: ZhibuEvent): Words | null => wordsFor(event, personKey, paidIn);
  return known.flatMap((event) => {
    const words = names === undefined ? plain(event) : wordsWithNames(event, names, refs, plain);
    return words === null ? [] : [entryOf(event, words)];
  });
};

const wordsFor = (event: ZhibuEvent, personKey: string, paidIn: ReadonlyMap<string, PaidIn>): Words | null =>
  personWords(event) ?? caseWords(event) ?? rightWords(event) ?? registerWords(event, personKey) ?? paymentWords(event, personKey) ?? batchWords(event, paidIn);

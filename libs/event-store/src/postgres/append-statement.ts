import { Checkpoint } from '@zhibu/kernel';
import { keyReused } from '../append-rejections';
import { AppendOutcome } from '../port';
import { PreparedAppend } from '../prepare-append';
import { instantArray, integerArray, textArray, uuidArray } from './binary-array';
import { checkpointOf } from '../checkpoint';
import { Row, Statement } from './connections';

export const appendStatement = (schema: string): Statement => ({
  name: `append_batch ${schema}`,
  text: `select outcomes, versions, transaction_id, last_positions from ${schema}.append_batch(
    $1::text[], $2::integer[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::integer[], $8::uuid[],
    $9::integer[], $10::integer[], $11::uuid[], $12::text[], $13::integer[], $14::text[], $15::text[])`,
});

/** The columns of `append_batch`: eight with one element for each append, seven with one for each event. */
export const appendValues = (appends: readonly PreparedAppend[]): readonly Buffer[] => {
  const requests = appends.map(({ request }) => request);
  const events = appends.flatMap((append, index) =>
    append.events.map((event, commandIndex) => ({ event, number: index + 1, commandIndex })),
  );
  return [
    textArray(requests.map(({ stream }) => stream)),
    integerArray(requests.map(({ expectedVersion }) => (expectedVersion === 'any' ? null : expectedVersion))),
    textArray(requests.map(({ command }) => command.key)),
    textArray(requests.map(({ command }) => command.contentHash)),
    instantArray(requests.map(({ recordedAt }) => recordedAt)),
    textArray(appends.map(({ metadata }) => metadata)),
    integerArray(appends.map((append) => append.events.length)),
    uuidArray(appends.map((append) => append.events[0]?.id ?? '')),
    integerArray(events.map(({ number }) => number)),
    integerArray(events.map(({ commandIndex }) => commandIndex)),
    uuidArray(events.map(({ event }) => event.id)),
    textArray(events.map(({ event }) => event.type)),
    integerArray(events.map(({ event }) => event.schemaVersion)),
    textArray(events.map(({ event }) => event.subjects)),
    textArray(events.map(({ event }) => event.data)),
  ];
};

/** The one row of `append_batch` as the outcome of each append. */
export const appendOutcomes = (appends: readonly PreparedAppend[], row: Row): readonly AppendOutcome[] => {
  const [outcomes, versions, positions] = [elementsOf(row[0]), elementsOf(row[1]), elementsOf(row[3])];
  let stored = 0;
  return appends.map((append, index) => {
    const isStored = outcomes[index] === 'appended';
    const position = isStored ? positions[stored] : undefined;
    if (isStored) stored += 1;
    const checkpoint = position && row[2] ? checkpointOf(row[2], position) : null;
    return outcomeOf(append, outcomes[index], Number(versions[index]), checkpoint);
  });
};

const outcomeOf = (
  { request, events }: PreparedAppend,
  outcome: string | undefined,
  version: number,
  checkpoint: Checkpoint | null,
): AppendOutcome => {
  switch (outcome) {
    case 'appended':
      return { kind: 'appended', version: version + events.length, checkpoint };
    case 'duplicate':
      return { kind: 'duplicate', version };
    case 'conflict':
      return { kind: 'conflict', expectedVersion: request.expectedVersion, actualVersion: version };
    case 'key-reused':
      return { kind: 'refused', rejection: keyReused(request.command.key) };
    default:
      throw new TypeError(`expected an outcome of append_batch, found ${String(outcome)}`);
  }
};

/** Numbers and plain words only: nothing in them is quoted. */
const elementsOf = (array: string | null | undefined): readonly string[] =>
  array === null || array === undefined || array === '{}' ? [] : array.slice(1, -1).split(',');

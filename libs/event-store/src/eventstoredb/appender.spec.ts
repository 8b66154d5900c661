import { PreparedAppend } from '../prepare-append';
import { AppendPipe } from './append-pipe';
import { Appender } from './appender';
import { patienceDefault } from './patience';
import { ReadParts } from './read-stream';
import { StreamFacts } from './stream-facts';
import { StreamNames } from './stream-names';

const prepared = (stream: string, bytes: number): PreparedAppend =>
  ({ request: { stream, expectedVersion: 0, command: { key: 'k', contentHash: 'c' }, recordedAt: '2026-03-01T08:00:00.000Z' }, events: [], metadata: '{}', bytes }) as unknown as PreparedAppend;

it('turns appends away when those that wait hold too many bytes, and takes them again afterwards', async () => {
  let answer: () => void = () => undefined;
  const pipe = { send: () => new Promise((resolve) => (answer = () => resolve({ kind: 'written', version: 0, checkpoint: null }))) } as unknown as AppendPipe;
  const facts = new StreamFacts();
  for (const stream of ['a', 'b']) facts.isMissing(stream);
  const appender = new Appender({ names: new StreamNames('one'), patience: patienceDefault, signal: new AbortController().signal } as unknown as ReadParts, facts, pipe);
  const first = appender.append(prepared('a', 200_000_000));
  await expect(appender.append(prepared('b', 200_000_000))).rejects.toThrow('1 appends are waiting already');
  await new Promise((resolve) => setImmediate(resolve));
  answer();
  await first;
  await appender.drained();
  const second = appender.append(prepared('b', 200_000_000));
  await new Promise((resolve) => setImmediate(resolve));
  answer();
  expect(await second).toMatchObject({ kind: 'appended' });
});

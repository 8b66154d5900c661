import { StoreUnavailable } from '../port';
import { PreparedAppend } from '../prepare-append';
import { AppendPipe } from './append-pipe';
import { Appender } from './appender';
import { patienceDefault } from './patience';
import { ReadParts } from './read-stream';
import { Slots } from './slots';
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

it('ends the appends that wait for one which the engine does not answer together with it and unsent, and takes up those that come later', async () => {
  const sent: string[] = [];
  const answers: object[] = [{ kind: 'unknown', reason: new Error('cut') }];
  const send = ({ serverStream }: { readonly serverStream: string }): Promise<object> => {
    sent.push(serverStream);
    return Promise.resolve(answers.shift() ?? { kind: 'written', version: 0, checkpoint: null });
  };
  let reads = 0;
  const connection = { readSlots: new Slots(1), read: () => ((reads += 1), Promise.reject(new Error('away'))) };
  const facts = new StreamFacts();
  facts.isMissing('a');
  const parts = { names: new StreamNames('one'), connection, patience: { ...patienceDefault, giveUpMs: 100 }, signal: new AbortController().signal } as unknown as ReadParts;
  const appender = new Appender(parts, facts, { send } as unknown as AppendPipe);
  const failed: unknown[] = [];
  const readsAt: number[] = [];
  const fail = (error: unknown): void => {
    failed.push(error);
    readsAt.push(reads);
  };
  await Promise.all([0, 1, 2, 3].map(() => appender.append(prepared('a', 1)).catch(fail)));
  const [first] = failed;
  expect(first).toBeInstanceOf(StoreUnavailable);
  expect(failed.slice(1).map((error) => (error as StoreUnavailable).cause)).toEqual([first, first, first]);
  expect(new Set(readsAt).size).toBe(1);
  expect(sent).toEqual(['one/a']);
  await appender.drained();
  facts.isMissing('a');
  expect(await appender.append(prepared('a', 1))).toMatchObject({ kind: 'appended' });
});

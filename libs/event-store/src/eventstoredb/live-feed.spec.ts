import { Checkpoint } from '@zhibu/kernel';
import { WakeUp } from '../wake-up';
import { Connection } from './connection';
import { LiveFeed } from './live-feed';
import { patienceDefault } from './patience';
import { StreamNames } from './stream-names';

const placeAt = (n: number): Checkpoint => `${n}/${n}` as Checkpoint;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('does not take the end of the log that a feed asked for which was ended meanwhile', async () => {
  const answers: ((head: Checkpoint | null) => void)[] = [];
  const head = (): Promise<Checkpoint | null> => new Promise((resolve) => answers.push(resolve));
  const connection = { read: () => new Promise(() => undefined) } as unknown as Connection;
  const feed = new LiveFeed({ connection, names: new StreamNames('one'), patience: patienceDefault, signal: new AbortController().signal }, head, new WakeUp());
  const first = feed.read(null, 10);
  feed.stop();
  expect(await first).toBeNull();
  let isAnswered = false;
  const second = feed.read(placeAt(5), 10).finally(() => (isAnswered = true));
  answers[0]?.(placeAt(3));
  for (let turns = 0; turns < 5; turns += 1) await turn();
  expect(isAnswered).toBe(false);
  answers[1]?.(placeAt(5));
  expect(await second).toBeNull();
  feed.stop();
});

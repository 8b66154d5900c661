import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecordedEvent } from '@zhibu/kernel';
import { StoredEvent } from '@zhibu/event-store';
import { replay } from './replay-history';
import { stories } from './stories';
import { Village } from './village';

/** Lives one story and freezes it. A story that was frozen is never made again. */
const freeze = async (name: string): Promise<void> => {
  const story = stories[name];
  const file = join(__dirname, `${name}.jsonl`);
  if (story === undefined) throw new Error(`expected one of ${Object.keys(stories).join(', ')}, found ${name}`);
  if (existsSync(file)) throw new Error(`${name} was frozen before and is not made again`);
  const village = new Village();
  await story.live(village);
  const stored: StoredEvent[] = [];
  for await (const event of village.runtime.eventStore.readAll()) stored.push(event);
  const events: readonly RecordedEvent[] = await village.runtime.codec.open(stored);
  mkdirSync(join(__dirname, 'expected'), { recursive: true });
  writeFileSync(file, `${[JSON.stringify({ story: story.title }), ...events.map((event) => JSON.stringify(event))].join('\n')}\n`);
  writeFileSync(join(__dirname, 'expected', `${name}.json`), `${JSON.stringify(await replay(events))}\n`);
  process.stdout.write(`${name}: ${events.length} events\n`);
};

void (async () => {
  const names = process.argv[2] === undefined ? Object.keys(stories).filter((name) => !existsSync(join(__dirname, `${name}.jsonl`))) : [process.argv[2]];
  for (const name of names) await freeze(name);
})();

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RecordedEvent } from '@zhibu/kernel';
import { createServices } from '@zhibu/application';
import { eventCatalogue } from '@zhibu/domain';
import { EventStore, StoredEvent } from '@zhibu/event-store';
import { createEventCodec, createMemoryKeyVault } from '@zhibu/privacy';
import { County } from '../simulation/county';

const names = readdirSync(__dirname).filter((file) => file.endsWith('.jsonl')).map((file) => file.replace('.jsonl', ''));

const eventsOf = (name: string): readonly RecordedEvent[] =>
  readFileSync(join(__dirname, `${name}.jsonl`), 'utf8').split('\n').filter((line) => line !== '').slice(1).map((line) => JSON.parse(line) as RecordedEvent);

async function* inOrder(events: readonly StoredEvent[]): AsyncGenerator<StoredEvent> {
  for (const event of events) yield await Promise.resolve(event);
}

/** A log that is only read. */
const logOf = (store: EventStore, events: readonly StoredEvent[]): EventStore => ({
  ...store,
  append: (request) => store.append(request),
  readAll: ({ filter } = {}) => inOrder(events.filter(({ type }) => filter?.types?.includes(type) ?? true)),
  readStream: (stream, { from = 1 } = {}) => inOrder(events.filter(({ meta }) => meta.stream === stream && meta.version >= from)),
  readStreams: (streams) => Promise.resolve(new Map(streams.map((stream) => [stream, events.filter(({ meta }) => meta.stream === stream)]))),
});

describe('frozen histories', () => {
  it.each(names)('%s: every decision that it keeps comes out the same today', async (name) => {
    const { deps } = new County({ people: 0, chunkSize: 4 }).runtime;
    const events = eventsOf(name);
    const codec = createEventCodec({ catalogue: eventCatalogue, vault: createMemoryKeyVault() });
    const sealed = await codec.seal(events.map(({ type, data }) => ({ type, data })));
    const stored = events.map((event, index): StoredEvent => ({ ...event, data: sealed[index]?.data }));
    const report = await createServices({ ...deps, codec, store: logOf(deps.store, stored) }).verify.verify();
    expect(report).toMatchObject({ differences: 0, rulesGone: 0, sample: [], rulesGoneSample: [] });
    const kept = events.filter(({ type }) => ['EligibilityChecked', 'EntitlementCarriedOver', 'EntitlementReverified', 'DuesClaimed'].includes(type)).length;
    expect(report.decisionsExecuted + report.amountsExecuted).toBe(kept);
  });
});

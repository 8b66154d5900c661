import { EventStore } from '@zhibu/event-store';
import { demoCounty } from '@zhibu/demo';
import { County, must, officers, scheme, value } from './county';

/** Counts what is read of batches' own streams. */
const counting = (counted: { events: number }) => (store: EventStore): EventStore => ({
  append: (request) => store.append(request),
  async *readStream(stream, options) {
    for await (const event of store.readStream(stream, options)) {
      if (stream.startsWith('batch-')) counted.events += 1;
      yield event;
    }
  },
  readStreams: (streams) => store.readStreams(streams),
  readAll: (options) => store.readAll(options),
  subscribe: (options) => store.subscribe(options),
  head: () => store.head(),
  compare: (a, b) => store.compare(a, b),
  close: () => store.close(),
});

/** Events of the batch's stream that building it read, for each chunk. */
const readPerChunk = async (people: number): Promise<number> => {
  const counted = { events: 0 };
  const county = new County({ people, chunkSize: 2, wrapStore: counting(counted) });
  const { payments } = county.runtime.services;
  await county.settleIn();
  const { batchId, chunks } = value(await payments.open(county.as(officers.preparer, 'open'), { scheme, areaCode: demoCounty, period: '2016' }));
  counted.events = 0;
  // Chunk by chunk, as jobs of one worker do it.
  for (let chunk = 1; chunk <= chunks; chunk += 1) must(await payments.buildChunk(county.as(officers.preparer, `build-${chunk}`), { batchId, chunk }));
  return counted.events / chunks;
};

describe('the cost of a chunk', () => {
  it('does not grow with the number of chunks built before it', async () => {
    expect(await readPerChunk(60)).toBeLessThanOrEqual((await readPerChunk(12)) * 1.5);
  });
});

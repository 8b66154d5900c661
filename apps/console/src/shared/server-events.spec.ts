/** @jest-environment node */
import { serverEvents } from './server-events';

const streamOf = (...parts: readonly string[]) => {
  const left = parts.map((part) => new TextEncoder().encode(part));
  const read = () => Promise.resolve(left.length === 0 ? { done: true } : { done: false, value: left.shift() });
  return { getReader: () => ({ read }) } as unknown as ReadableStream<Uint8Array>;
};

it('reads events however the line cuts them, and passes over what is only said to keep it open', async () => {
  const found: unknown[] = [];
  for await (const one of serverEvents(streamOf('retry: 2000\n\nevent: pro', 'gress\ndata: {"rows":1}\n', '\n: still here\n\nevent: done\ndata: {}\n\nevent: cut\nda'))) found.push(one);
  expect(found).toEqual([{ event: 'progress', data: { rows: 1 } }, { event: 'done', data: {} }]);
});

import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { RejectionError } from '@zhibu/kernel';
import { EventStore, appendInOrder } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { ExportOptions, ExportReport, ImportReport, TableForRows, TableOfRows, checkEventsFile, exportEvents, importEvents } from '.';

const keys = 'fingerprint-1';
const { signal } = new AbortController();
const people = Array.from({ length: 7 }, (_, number) => ({ personKey: `p${number}`, wrapped: `\\x0${number}` }));

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'zhibu-moving-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const file = (name = 'county.jsonl.gz'): string => join(folder, name);

/** Commands of one to three events on streams that come again, with content that JSON could spell in several ways. */
const write = async (store: EventStore, from: number, to: number): Promise<void> => {
  for (let number = from; number < to; number += 1) {
    const stream = `person-${number % 9}`;
    await store.append({
      stream, expectedVersion: 'any', command: { key: `k${number}`, contentHash: `h${number}` }, recordedAt: `2026-03-01T08:00:${String(number % 60).padStart(2, '0')}.000Z`, simulated: number % 2 === 0,
      actor: { userId: `u${number}`, kind: 'officer', roles: [{ role: 'caseworker', areaCode: '990101100000' }] }, causationId: `c${number}`, correlationId: `f${number}`,
      events: Array.from({ length: 1 + (number % 3) }, (_, index) => ({ type: 'Noted', schemaVersion: 1 + index, subjects: [`p${number % 9}`], data: { b: -0, 1: 'é"\u2028\\', name: '王·测试', empty: [], deep: { fen: 465_080_000, none: null }, e: 1e21, index } })),
    });
  }
};

const table = (rows: readonly Readonly<Record<string, unknown>>[]): TableOfRows => ({ name: 'vault', async *read() { yield* rows; } });
const taking = (rows: unknown[] = []): TableForRows => ({ name: 'vault', write: async (more) => void rows.push(...more) });

const exported = (store: EventStore, path = file(), change: Partial<ExportOptions> = {}): Promise<ExportReport> =>
  exportEvents({ store, engine: 'memory', keys, tables: [table(people)] }, path, { software: '0.1.0', now: '2026-11-22T08:00:00.000Z', signal, blockEvents: 10, ...change });
const imported = (store: EventStore, path = file(), tables: readonly TableForRows[] = [taking()]): Promise<ImportReport> => importEvents({ store, keys, tables }, path, { signal });

/** As text: quick to compare, and the order of members counts. */
const logOf = async (store: EventStore): Promise<string[]> => {
  const log: string[] = [];
  for await (const event of store.readAll()) log.push(JSON.stringify(event));
  return log;
};
const refusalOf = async (work: Promise<unknown>): Promise<{ code: string; message: string; actual: string; expected: string }> => {
  const error = await work.then(() => null, (reason: unknown) => reason);
  if (!(error instanceof RejectionError)) throw new Error(`expected a refusal, found ${String(error)}`);
  const { code, message, actual, expected } = error.rejection;
  expect([message, actual, expected].every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  return { code, message: message.en, actual: actual.en, expected: expected.en };
};
const county = async (commands = 40): Promise<EventStore> => {
  const store = createMemoryEventStore();
  await write(store, 0, commands);
  return store;
};
const linesOf = (path = file()): string[] => gunzipSync(readFileSync(path)).toString().split('\n').slice(0, -1);
const rewrite = (lines: readonly string[], path = file()): void => writeFileSync(path, gzipSync(`${lines.join('\n')}\n`));

describe('a file of events', () => {
  it('brings a log into another store, in its order and byte for byte, with the rows beside it', async () => {
    const source = await county();
    const report = await exported(source);
    const target = createMemoryEventStore();
    const rows: unknown[] = [];
    const moved = await imported(target, file(), [taking(rows)]);
    expect(await logOf(target)).toEqual(await logOf(source));
    expect(rows).toEqual(people);
    expect(report).toMatchObject({ events: 79, blocks: 8, rows: { vault: 7 }, last: { events: 79, stream: 'person-3' } });
    expect(moved).toMatchObject({ foundBefore: 0, appended: 79 });
    // There and back: but for the time and the place of the end, the same lines.
    await exported(target, file('back'));
    expect(linesOf(file('back'))).toEqual(linesOf());
  });

  it('is readable by its owner only, and holds a hash for each block and one over all', async () => {
    await exported(await county(12));
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const kinds = linesOf().map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toEqual(['zhibu-events', ...Array<string>(10).fill('event'), 'block', ...Array<string>(10).fill('event'), 'block', ...Array<string>(4).fill('event'), 'block', ...people.map(() => 'row'), 'end']);
  });

  it('of an empty log is whole too', async () => {
    await exported(createMemoryEventStore());
    expect(await imported(createMemoryEventStore())).toMatchObject({ appended: 0 });
  });

  it('holds what stood in the log when it began, and a second file what came after', async () => {
    const source = await county(20);
    let grown = false;
    await exported(source, file(), { onProgress: () => { if (!grown) { grown = true; void write(source, 20, 25); } } });
    const { end } = await checkEventsFile(file(), { signal });
    expect(end.last).toMatchObject({ events: 39 });
    await write(source, 25, 30);
    await exported(source, file('second'), { after: end });
    const target = createMemoryEventStore();
    expect((await refusalOf(imported(target, file('second')))).code).toBe('move.does-not-follow');
    await imported(target);
    await imported(target, file('second'));
    expect(await logOf(target)).toEqual(await logOf(source));
    // Again, because nobody knows whether it was done.
    expect(await imported(target, file('second'))).toMatchObject({ appended: 0 });
    expect((await refusalOf(exported(await county(3), file('third'), { after: end }))).code).toBe('move.not-the-same-log');
  });
});

describe('a file that is not as it was written', () => {
  const target = createMemoryEventStore();
  const refused = async (path = file()) => {
    const found = await refusalOf(imported(target, path));
    expect(await logOf(target)).toEqual([]);
    return found;
  };

  it('is refused when it was cut off, wherever', async () => {
    await exported(await county());
    const bytes = readFileSync(file());
    for (const share of [0.02, 0.3, 0.7, 0.99]) {
      writeFileSync(file('cut'), bytes.subarray(0, Math.floor(bytes.length * share)));
      expect((await refused(file('cut'))).code).toBe('move.file-cut');
    }
    const lines = linesOf();
    for (const kept of [1, 5, 12, lines.length - 4, lines.length - 1]) {
      rewrite(lines.slice(0, kept), file('short'));
      expect(await refused(file('short'))).toMatchObject({ code: 'move.file-cut', actual: expect.stringContaining(`after line ${kept}, `) });
    }
  });

  it('is refused when a byte flipped, wherever, unless nothing it says has changed', async () => {
    await exported(await county());
    const bytes = readFileSync(file());
    const whole = linesOf();
    let refusals = 0;
    for (let at = 10; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
      writeFileSync(file('flipped'), flipped);
      expect((await refused(file('flipped'))).code).toMatch(/^move\.(file-damaged|file-cut|not-an-export|newer-format)$/);
      refusals += 1;
    }
    expect(refusals).toBeGreaterThan(50);
    expect(linesOf()).toEqual(whole);
  });

  it('names the lines, the hash they should have and the one they have', async () => {
    await exported(await county());
    const lines = linesOf();
    lines[15] = (lines[15] ?? '').replace('465080000', '465080001');
    rewrite(lines);
    const block = JSON.parse(lines[22] ?? '') as { sha256: string };
    const found = await refused();
    expect(found).toMatchObject({ code: 'move.file-damaged', message: expect.stringContaining('line 13–23'), expected: expect.stringContaining(block.sha256) });
    expect(found.actual).toMatch(/"sha256":"[0-9a-f]{64}"/);
    expect(found.actual).not.toContain(block.sha256);
  });

  it.each([
    ['an event taken out', (lines: string[]) => lines.splice(3, 1)],
    ['two events exchanged', (lines: string[]) => lines.splice(3, 2, lines[4] ?? '', lines[3] ?? '')],
    ['a row of keys taken out', (lines: string[]) => lines.splice(-3, 1)],
    ['a row of keys altered', (lines: string[]) => lines.splice(-3, 1, (lines.at(-3) ?? '').replace('x0', 'x1'))],
    ['a line that says nothing', (lines: string[]) => lines.splice(5, 0, '{}')],
    ['a line that is no JSON', (lines: string[]) => lines.splice(5, 0, 'person-1')],
    ['something behind the end', (lines: string[]) => lines.push(lines.at(-1) ?? '')],
    ['a block without its hash', (lines: string[]) => lines.splice(11, 1)],
  ])('is refused with %s', async (_, change) => {
    await exported(await county());
    const lines = linesOf();
    change(lines);
    rewrite(lines);
    expect((await refused()).code).toBe('move.file-damaged');
  });

  it.each([['of another format', (line: string) => line.replace('"format":1', '"format":2'), 'move.newer-format'], ['of something else', () => '{"kind":"orders"}', 'move.not-an-export']])('is refused when it is %s', async (_, change, code) => {
    await exported(await county());
    const [first, ...rest] = linesOf();
    rewrite([change(first ?? ''), ...rest]);
    expect((await refused()).code).toBe(code);
    writeFileSync(file('text'), 'not compressed');
    expect((await refused(file('text'))).code).toBe('move.not-an-export');
  });

  it('is refused where other keys are', async () => {
    await exported(await county());
    const found = await refusalOf(importEvents({ store: target, keys: 'fingerprint-2', tables: [] }, file(), { signal }));
    expect(found).toMatchObject({ code: 'move.other-keys', message: expect.stringContaining('secrets.json') });
  });
});

describe('an import', () => {
  it('that was cut off goes on where it stopped, also twice', async () => {
    const source = await county(1_200);
    await exported(source);
    const target = createMemoryEventStore();
    for (const stopAt of [700, 1_300]) {
      const stopping = new AbortController();
      const cut = importEvents({ store: target, keys, tables: [taking()] }, file(), { signal: stopping.signal, onProgress: (step, events) => { if (step === 'events' && events >= stopAt) stopping.abort(); } });
      await expect(cut).rejects.toThrow(/abort/i);
      const there = (await logOf(target)).length;
      expect([there >= stopAt, there < 2_400]).toEqual([true, true]);
    }
    const report = await imported(target);
    expect(report.foundBefore).toBeGreaterThan(1_300);
    expect(report.appended).toBe(2_400 - report.foundBefore);
    expect(await logOf(target)).toEqual(await logOf(source));
  });

  it('refuses a store that holds other events, or more than the file', async () => {
    await exported(await county());
    const other = createMemoryEventStore();
    await write(other, 0, 5);
    await write(other, 50, 51);
    const rows: unknown[] = [];
    expect(await refusalOf(imported(other, file(), [taking(rows)]))).toMatchObject({ code: 'move.target-holds-other-events', expected: expect.stringMatching(/^event 10: person-5@1 /) });
    expect([(await logOf(other)).length, rows]).toEqual([12, []]);
    const more = await county();
    await write(more, 60, 61);
    expect((await refusalOf(imported(more))).code).toBe('move.target-holds-other-events');
  });

  it('finds what the store changed on its way', async () => {
    await exported(await county());
    const target = createMemoryEventStore();
    const altering: EventStore = {
      ...bound(target),
      append: (request) => target.append(request.command.key === 'k22' ? { ...request, causationId: 'another' } : request),
    };
    expect(await refusalOf(imported(altering))).toMatchObject({ code: 'move.not-equal', message: expect.stringContaining('41–50') });
  });

  it('ends when somebody else writes into the store', async () => {
    await exported(await county());
    const target = createMemoryEventStore();
    const crowded: EventStore = { ...bound(target), append: async (request) => {
      if (request.command.key === 'k22') await appendInOrder(target, [{ ...request, command: { key: 'other', contentHash: 'x' } }]);
      return target.append(request);
    } };
    expect((await refusalOf(imported(crowded))).code).toBe('move.append-refused');
  });
});

describe('an export', () => {
  it('leaves nothing behind when the disk is full, and says what failed', async () => {
    const full = async (path: string) => {
      const handle = await open(path, 'wx');
      const write = async (content: AsyncIterable<Buffer>) => {
        for await (const bytes of content) {
          await handle.write(bytes.subarray(0, 2_000));
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        }
      };
      return { write, sync: () => handle.sync(), close: () => handle.close() };
    };
    await expect(exported(await county(), file(), { openFile: full })).rejects.toMatchObject({ code: 'no-disk-space', exitCode: 74 });
    await expect(exported(await county(), join(folder, 'none', 'x'))).rejects.toMatchObject({ code: 'folder-not-writable' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind when it is interrupted, and writes over no file', async () => {
    const stopping = new AbortController();
    await expect(exported(await county(2_000), file(), { signal: stopping.signal, onProgress: () => stopping.abort() })).rejects.toThrow(/abort/i);
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(file(), 'mine');
    expect((await refusalOf(exported(await county()))).code).toBe('move.file-exists');
    expect(readFileSync(file(), 'utf8')).toBe('mine');
    writeFileSync(file(`other.${process.pid}.part`), 'what one of the same number left');
    expect(await refusalOf(exported(await county(), file('other')))).toMatchObject({ code: 'move.file-exists', actual: file(`other.${process.pid}.part`) });
  });

  it('waits for the end of the log where it is hidden for a while', async () => {
    const source = await county();
    let looks = 0;
    const slow: EventStore = { ...bound(source), readAll: (options) => source.readAll({ ...options, ...((looks += 1) < 3 ? { limit: 10 } : {}) }) };
    expect(await exported(slow)).toMatchObject({ events: 79 });
    expect(looks).toBe(3);
  });
});

/** The methods of a store without what it keeps, to change some of them. */
const bound = (store: EventStore): EventStore => ({
  append: (request) => store.append(request), readStream: (stream, options) => store.readStream(stream, options), readStreams: (streams) => store.readStreams(streams),
  readAll: (options) => store.readAll(options), subscribe: (options) => store.subscribe(options), head: () => store.head(), compare: (a, b) => store.compare(a, b), close: () => store.close(),
});

import { randomUUID } from 'node:crypto';
import { ErrorType, binaryEvent, jsonEvent } from '@eventstore/db-client';
import { ProtocolWorld, failureOf, made, newStream, revisionsOf, several } from './protocol-world';

const mebibyte = 1024 * 1024;

export const describeAppends = (world: () => ProtocolWorld): void => {
  describe('Appending', () => {
    it('numbers the events of a stream from 0 and answers with the place of the last one', async () => {
      const { client } = world();
      const stream = newStream();
      const first = await client.appendToStream(stream, several(3), { expectedRevision: 'no_stream' });
      expect(first).toMatchObject({ success: true, nextExpectedRevision: 2n });
      const second = await client.appendToStream(stream, made(), { expectedRevision: 2n });
      expect(second.nextExpectedRevision).toBe(3n);
      expect(second.position!.commit).toBeGreaterThan(first.position!.commit);
      expect(first.position!.commit).toBe(first.position!.prepare);
      for await (const { event } of client.readAll({ fromPosition: first.position!, maxCount: 1 })) expect(event).toMatchObject({ streamId: stream, revision: 2n });
    });

    it.each([
      ['no stream, and there is one', 'no_stream', 'no_stream'],
      ['an earlier revision', 0n, 0n],
      ['a later revision', 7n, 7n],
    ] as const)('refuses when it expects %s', async (_, expectedRevision, expected) => {
      const { client } = world();
      const stream = newStream();
      await client.appendToStream(stream, several(2));
      const failure = await failureOf(client.appendToStream(stream, made(), { expectedRevision }));
      expect(failure).toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION, streamName: stream, expectedVersion: expected, actualVersion: 1n });
      expect(await revisionsOf(client, stream)).toEqual([0n, 1n]);
    });

    it('refuses a revision and "exists" of a stream that is not there', async () => {
      const { client } = world();
      const stream = newStream();
      expect(await failureOf(client.appendToStream(stream, made(), { expectedRevision: 0n })))
        .toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION, actualVersion: 'no_stream' });
      expect(await failureOf(client.appendToStream(stream, made(), { expectedRevision: 'stream_exists' })))
        .toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION, expectedVersion: 'stream_exists', actualVersion: 'no_stream' });
    });

    it('answers the same ids at the original revision with the original place, and does not compare the data', async () => {
      const { client } = world();
      const stream = newStream();
      const ids = [randomUUID(), randomUUID()];
      await client.appendToStream(stream, made());
      const first = await client.appendToStream(stream, several(2, ids), { expectedRevision: 0n });
      await client.appendToStream(stream, made());
      const again = await client.appendToStream(stream, [made({ other: true }, ids[0]), made({}, ids[1], 'Other')], { expectedRevision: 0n });
      expect(again).toEqual(first);
      expect(await revisionsOf(client, stream)).toHaveLength(4);
    });

    it('answers the same ids to whoever expects anything with the original place', async () => {
      const { client } = world();
      const stream = newStream();
      const ids = [randomUUID(), randomUUID()];
      const first = await client.appendToStream(stream, several(2, ids));
      await client.appendToStream(stream, made());
      expect(await client.appendToStream(stream, several(2, ids))).toEqual(first);
      expect(await client.appendToStream(stream, several(1, ids.slice(0, 1)), { expectedRevision: 'stream_exists' })).toMatchObject({ nextExpectedRevision: 0n });
      expect(await revisionsOf(client, stream)).toHaveLength(3);
    });

    it('writes the same ids again when they expect the current revision', async () => {
      const { client } = world();
      const stream = newStream();
      const ids = [randomUUID(), randomUUID()];
      await client.appendToStream(stream, several(2, ids), { expectedRevision: 'no_stream' });
      expect(await client.appendToStream(stream, several(2, ids), { expectedRevision: 1n })).toMatchObject({ nextExpectedRevision: 3n });
      expect(await revisionsOf(client, stream)).toHaveLength(4);
    });

    it.each([['at the original revision', 'no_stream'], ['expecting anything', 'any']] as const)('calls old and new ids together a wrong version, %s', async (_, expectedRevision) => {
      const { client } = world();
      const stream = newStream();
      const id = randomUUID();
      await client.appendToStream(stream, made({}, id), { expectedRevision: 'no_stream' });
      expect(await failureOf(client.appendToStream(stream, [made({}, id), made()], { expectedRevision })))
        .toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION, actualVersion: 0n });
      expect(await revisionsOf(client, stream)).toEqual([0n]);
    });

    it('writes a first part of what was written before once', async () => {
      const { client } = world();
      const stream = newStream();
      const ids = [randomUUID(), randomUUID(), randomUUID()];
      await client.appendToStream(stream, several(3, ids), { expectedRevision: 'no_stream' });
      expect(await client.appendToStream(stream, several(2, ids), { expectedRevision: 'no_stream' })).toMatchObject({ nextExpectedRevision: 1n });
      expect(await revisionsOf(client, stream)).toHaveLength(3);
    });

    it('writes the same ids once when they come at the same time, and may leave the others without an answer until they time out', async () => {
      const { client } = world();
      const stream = newStream();
      const events = several(2, [randomUUID(), randomUUID()]);
      const results = await Promise.allSettled(Array.from({ length: 6 }, () => client.appendToStream(stream, events, { expectedRevision: 'no_stream' })));
      const answered = results.filter((result) => result.status === 'fulfilled');
      expect(answered.length).toBeGreaterThan(0);
      for (const { value } of answered) expect(value.nextExpectedRevision).toBe(1n);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ type: ErrorType.DEADLINE_EXCEEDED });
      expect(await revisionsOf(client, stream)).toEqual([0n, 1n]);
    });

    it('answers an empty append as if it had been written, and checks what it expects', async () => {
      const { client } = world();
      const stream = newStream();
      await client.appendToStream(stream, []);
      expect(await failureOf(revisionsOf(client, stream))).toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
      await client.appendToStream(stream, made());
      expect(await client.appendToStream(stream, [], { expectedRevision: 0n })).toMatchObject({ nextExpectedRevision: 0n });
      expect(await failureOf(client.appendToStream(stream, [], { expectedRevision: 'no_stream' }))).toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION });
      expect(await revisionsOf(client, stream)).toEqual([0n]);
    });

    it('takes a mebibyte, and not a byte more', async () => {
      const { client, version } = world();
      const stream = newStream();
      const type = 'Big';
      // Until 22 the data alone counts; later also the metadata, and the type twice.
      const fitting = version.startsWith('22.') ? mebibyte : mebibyte - 2 * type.length;
      await client.appendToStream(stream, binaryEvent({ type, data: Buffer.alloc(fitting) }), { expectedRevision: 'no_stream' });
      expect(await failureOf(client.appendToStream(stream, binaryEvent({ type, data: Buffer.alloc(fitting + 1) }))))
        .toMatchObject({ type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED, maxAppendSize: mebibyte });
      const halves = [0, 1].map((more) => binaryEvent({ type, data: Buffer.alloc(mebibyte / 2 + more) }));
      expect(await failureOf(client.appendToStream(stream, halves))).toMatchObject({ type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED });
      expect(await revisionsOf(client, stream)).toEqual([0n]);
    });

    it('refuses 16 MiB in one message, and with it whatever else was under way', async () => {
      const { client } = world();
      const [huge, small] = await Promise.allSettled([
        client.appendToStream(newStream(), binaryEvent({ type: 'Huge', data: Buffer.alloc(16 * mebibyte) })),
        client.appendToStream(newStream(), made()),
      ]);
      expect(huge).toMatchObject({ status: 'rejected', reason: { code: 8 } });
      if (small.status === 'rejected') expect(small.reason).toMatchObject({ code: 8 });
      await client.appendToStream(newStream(), made());
    });

    it('gives back data, metadata and id as they were given', async () => {
      const { client } = world();
      const stream = newStream();
      const id = randomUUID();
      await client.appendToStream(stream, [
        jsonEvent({ id, type: 'Said', data: { text: '直补 → 到人' }, metadata: { by: 'x' } }),
        binaryEvent({ type: 'Bytes', data: Uint8Array.from([0, 255, 7]), metadata: Uint8Array.from([1]) }),
      ]);
      const events = [];
      for await (const { event } of client.readStream(stream)) events.push(event!);
      expect(events[0]).toMatchObject({ id, type: 'Said', isJson: true, data: { text: '直补 → 到人' }, metadata: { by: 'x' }, streamId: stream });
      expect(events[1]).toMatchObject({ type: 'Bytes', isJson: false });
      expect([...(events[1]!.data as Uint8Array)]).toEqual([0, 255, 7]);
      expect(Math.abs(events[0]!.created.getTime() - Date.now())).toBeLessThan(60_000);
    });

    describe('over a call of its own, as with credentials for one call', () => {
      const credentials = { username: 'admin', password: 'changeit' };

      it('answers as the batch does', async () => {
        const { client } = world();
        const stream = newStream();
        const events = several(2, [randomUUID(), randomUUID()]);
        const first = await client.appendToStream(stream, events, { credentials, expectedRevision: 'no_stream' });
        expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
        expect(await client.appendToStream(stream, events, { credentials, expectedRevision: 'no_stream' })).toEqual(first);
        expect(await failureOf(client.appendToStream(stream, made(), { credentials, expectedRevision: 5n })))
          .toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION, streamName: stream, expectedVersion: 5n, actualVersion: 1n });
        expect(await failureOf(client.appendToStream(newStream(), made(), { credentials, expectedRevision: 5n }))).toMatchObject({ actualVersion: 'no_stream' });
        expect(await failureOf(client.appendToStream(stream, binaryEvent({ type: 'Big', data: Buffer.alloc(mebibyte + 1) }), { credentials })))
          .toMatchObject({ type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED, maxAppendSize: mebibyte });
      });
    });
  });
};

import { Pool } from 'pg';
import { AppendRequest, EventStore } from '../port';
import { createPostgresEventStore } from './postgres-event-store';
import { refusedRunState } from './schema/append-batch';

const request = (stream: string, key: string): AppendRequest => ({
  stream, expectedVersion: 'any', events: [{ type: 'Noted', schemaVersion: 1, data: {}, subjects: [] }], command: { key, contentHash: 'h' }, recordedAt: '2026-03-01T08:00:00.000Z',
  simulated: false, actor: { userId: 'u', kind: 'officer', roles: [] }, causationId: 'c', correlationId: 'c',
});
const failing = (code: string): Error => Object.assign(new Error(code), { code });
const appended = { rows: [['{appended}', '{0}', '7', '{1}']] };

/** A store whose database answers as told, one statement after the other. */
const storeOver = (query: () => Promise<unknown>): EventStore =>
  createPostgresEventStore({ pool: { connect: () => Promise.resolve({ on: () => undefined, off: () => undefined, release: () => undefined, query }) } as unknown as Pool });

describe('appends in order', () => {
  it.each([
    ['a fault of ours as itself', '42703', { code: '42703' }],
    ['what passes as a store that is unavailable', '57014', { name: 'StoreUnavailable' }],
  ])('give %s, in a run and one by one', async (_, code, thrown) => {
    await expect(storeOver(() => Promise.reject(failing(code))).appendAllInOrder?.([request('a', '1')])).rejects.toMatchObject(thrown);
    const answers = [failing(refusedRunState), failing(code)];
    await expect(storeOver(() => Promise.reject(answers.shift() ?? failing('unasked'))).appendAllInOrder?.([request('a', '1')])).rejects.toMatchObject(thrown);
  });

  it('are finished before the store is closed', async () => {
    let answer: () => void = () => undefined;
    const store = storeOver(() => new Promise((resolve) => (answer = () => resolve(appended))));
    // Of one stream: each is a statement of its own.
    const appending = store.appendAllInOrder?.([request('a', '1'), request('a', '2')]);
    const ended: string[] = [];
    void appending?.then(() => ended.push('appended'));
    const closing = store.close().then(() => ended.push('closed'));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    for (let statement = 0; statement < 2; statement += 1) {
      await turn();
      expect(ended).toEqual([]);
      answer();
    }
    expect(await appending).toHaveLength(2);
    await closing;
    expect(ended).toEqual(['appended', 'closed']);
  });
});

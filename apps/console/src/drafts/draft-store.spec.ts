/** @jest-environment node */
import { newDraft } from './draft';
import { createDraftStore } from './draft-store';

const stores = { drafts: new Map<string, object>(), files: new Map<string, object>(), keys: new Map<string, object>(), session: new Map<string, object>() };
const idOf = { drafts: 'draftId', files: 'fileId', keys: 'owner', session: 'id' } as const;
type Name = keyof typeof stores;
let hasRoom = true;

jest.mock('./database', () => ({
  ...jest.requireActual<object>('./database'),
  getRow: async (name: Name, key: string) => stores[name].get(key),
  allRows: async (name: Name) => [...stores[name].values()],
  changeRows: async (_: unknown, change: (rows: (name: Name) => object) => void) => {
    const put = (name: Name) => (row: Record<string, unknown>) => {
      if (name === 'files' && !hasRoom) throw new DOMException('no room', 'QuotaExceededError');
      stores[name].set(String(row[idOf[name]]), row);
    };
    change((name) => ({ put: put(name), add: put(name), delete: (key: string) => stores[name].delete(key) }));
  },
}));

const store = createDraftStore('caseworker-01');
const piece = (pieceId: string, sha256: string | null = null) => ({ pieceId, kind: 'id-card', title: pieceId, sha256, content: new Blob([pieceId]) });
const draftOf = (...pieces: readonly ReturnType<typeof piece>[]) => ({ ...newDraft('1', '2026-11-22T00:00:00.000Z'), state: 'waiting' as const, pieces });

beforeEach(() => {
  hasRoom = true;
  for (const rows of [stores.drafts, stores.files]) rows.clear();
});

it('keeps the content of what was sent until the draft is', async () => {
  expect(await store.put(draftOf(piece('card', 'sha')))).toEqual([]);
  const kept = (await store.get('1'))?.pieces[0];
  expect([kept?.sha256, await kept?.content?.text()]).toEqual(['sha', 'card']);
  await store.put({ ...draftOf(), state: 'sent' });
  expect(stores.files.size).toBe(0);
});

it('keeps by its name what was sent and finds no room, and sends the rest from the page', async () => {
  hasRoom = false;
  expect(await store.put(draftOf(piece('card', 'sha')))).toEqual([]);
  expect(await store.get('1')).toMatchObject({ state: 'waiting', pieces: [{ sha256: 'sha', content: null }] });
  expect(await store.put(draftOf(piece('card', 'sha'), piece('register')))).toEqual(['register']);
  expect(await store.get('1')).toMatchObject({ state: 'typing', pieces: [{ pieceId: 'card' }] });
});

/** @jest-environment node */
import type { ApiClient } from '../api/client';
import { ApiProblem, NoLine } from '../api/problem';
import { Draft, Taken, newDraft, withTyped } from './draft';
import { sendWaiting } from './outbox';
import { sendDraft, stepKey } from './send-draft';

const asks = ['self residence-kind', 'self children-ever', 'child:* alive'];
const form = { areaCode: '990101100001', scheme: 'rural-reward', appliedOn: '2026-11-22', name: '张秀兰', idNumber: '990000196402299022', children: ['c1'], facts: { 'self residence-kind': 'rural', 'self children-ever': '1', 'child:c1 alive': 'true' } };
const draftOf = (draftId: string, more: Partial<Draft> = {}): Draft => ({ ...newDraft(draftId, '2026-11-22T00:00:00.000Z', form), asks, state: 'waiting', queuedAt: `2026-11-22T00:00:0${draftId}Z`, ...more });
const refusal = (code: string, status = 409) => new ApiProblem({ type: '', title: code, status, detail: '', code, expected: '', actual: '', requestId: '1' });

interface Call { readonly path: string; readonly key: string | undefined; readonly ifMatch: string | undefined; readonly body: unknown }

const me = { userId: 'caseworker-01' };
const others = { p: form.idNumber, q: '990000194706150017' };

/** A service that keeps the keys it was sent, refuses what it is told to, and can lose its answer on the way. */
const service = (trouble: (call: Call) => Error | null = () => null, signedIn: () => object = () => me) => {
  const calls: Call[] = [];
  const done = new Map<string, string>();
  const POST = async (path: string, { params, body }: { readonly params?: { readonly header?: Record<string, string> }; readonly body?: unknown }) => {
    const call: Call = { path, key: params?.header?.['Idempotency-Key'], ifMatch: params?.header?.['If-Match'], body };
    calls.push(call);
    const wrong = trouble(call);
    if (wrong !== null && !(wrong instanceof NoLine)) throw wrong;
    if (call.key !== undefined) done.set(call.key, path);
    if (wrong !== null) throw wrong;
    const personKey = (body as { readonly idNumber?: string }).idNumber === others.q ? 'q' : 'p';
    return { data: path === '/api/v1/people/find' ? { personKey: 'p', name: '张秀兰', idMasked: null, areaCode: form.areaCode, registeredOn: '2016-01-01', version: 7 } : { personKey, version: 8, applicationId: 'rural-reward.p.1' } };
  };
  const GET = async (path: string) => ({ data: path === '/api/v1/session' ? signedIn() : { items: [] } });
  return { api: { POST, GET } as unknown as ApiClient, calls, done };
};

const storeOf = (...drafts: readonly Draft[]) => {
  const kept = new Map(drafts.map((draft) => [draft.draftId, draft]));
  return {
    kept,
    list: async () => [...kept.values()],
    get: async (draftId: string) => kept.get(draftId) ?? null,
    put: async (draft: Draft) => {
      kept.set(draft.draftId, draft);
      return [];
    },
    remove: async (draftId: string) => void kept.delete(draftId),
  };
};
const rest = { me, language: 'zh' as const, now: () => '2026-11-22T01:00:00.000Z' };
const send = (store: ReturnType<typeof storeOf>, api: ApiClient) => sendWaiting(store, { ...rest, api }, () => undefined);

it('registers, then applies, and keeps nothing of the person once it is sent', async () => {
  const { api, calls } = service();
  const store = storeOf(draftOf('1'));
  expect(await send(store, api)).toBe('empty');
  expect(calls.map(({ path }) => path)).toEqual(['/api/v1/people', '/api/v1/applications/for-person']);
  const sent = store.kept.get('1');
  expect([sent?.state, sent?.applicationId]).toEqual(['sent', 'rural-reward.p.1']);
  expect(JSON.stringify(sent)).not.toMatch(/张秀兰|990000196402299022/);
  expect(calls[0]?.body).toMatchObject({ facts: [{ fact: { fact: 'residence-kind', value: 'rural' } }, { fact: { fact: 'alive', of: 'child:c1', value: true } }, { fact: { fact: 'children-ever', value: 1 } }] });
});

it('sends the same keys again when the answer was lost, at whichever step', async () => {
  for (const lost of ['/api/v1/people', '/api/v1/applications/for-person']) {
    let cut = true;
    const { api, calls, done } = service(({ path }) => (cut && path === lost ? new NoLine('cut') : null));
    const store = storeOf(draftOf('1'));
    expect([lost, await send(store, api)]).toEqual([lost, 'no-line']);
    expect(store.kept.get('1')?.state).toBe('waiting');
    cut = false;
    expect(await send(store, api)).toBe('empty');
    expect(done.size).toBe(2);
    expect(calls.filter(({ path }) => path === lost).map(({ key }) => key)).toEqual(Array(2).fill(calls.find(({ path }) => path === lost)?.key));
  }
});

it('sends in the order in which they were put there, and stands where the line is cut', async () => {
  let left = 3;
  const { api, calls } = service(() => ((left -= 1) < 0 ? new NoLine('cut') : null));
  const store = storeOf(draftOf('3'), draftOf('1'), draftOf('2'));
  expect(await send(store, api)).toBe('no-line');
  expect([...store.kept.values()].map(({ draftId, state }) => `${draftId} ${state}`).sort()).toEqual(['1 sent', '2 waiting', '3 waiting']);
  expect(calls[0]?.key).toBe(stepKey('1', 'register', calls[0]?.body));
});

it('gives back to its form what is refused, and sends the others', async () => {
  const { api } = service(({ path, body }) => (path === '/api/v1/people' && (body as { name: string }).name === '' ? refusal('text.length', 422) : null));
  const store = storeOf(draftOf('1', { form: { ...draftOf('1').form, name: '' } }), draftOf('2'));
  expect(await send(store, api)).toBe('empty');
  expect([store.kept.get('1')?.state, store.kept.get('1')?.refusal?.code, store.kept.get('2')?.state]).toEqual(['refused', 'text.length', 'sent']);
});

it('puts whoever is registered already beside what was typed, and adds to them only as they were seen', async () => {
  const { api, calls } = service(({ path }) => (path === '/api/v1/people' ? refusal('person.already-registered') : null));
  const conflict = await sendDraft(draftOf('1'), { ...rest, api, save: async () => undefined });
  expect([conflict.state, conflict.conflict?.kind]).toEqual(['conflict', 'person']);
  const again = await sendDraft({ ...conflict, state: 'waiting', conflict: null, known: { personKey: 'p', version: 7 } }, { ...rest, api, save: async () => undefined });
  expect(again.state).toBe('sent');
  expect(calls.find(({ path }) => path === '/api/v1/people/{personKey}/facts')?.ifMatch).toBe('"7"');
});

it('corrects, and registers nobody twice, when the form was mended after the application was refused', async () => {
  let refused = true;
  const { api, calls } = service(({ path }) => (refused && path === '/api/v1/applications/for-person' ? refusal('evidence.not-kept', 422) : null));
  const first = await sendDraft(draftOf('1'), { ...rest, api, save: async () => undefined });
  expect([first.state, first.taken?.personKey]).toEqual(['refused', 'p']);
  refused = false;
  const second = await sendDraft({ ...first, state: 'waiting', form: { ...first.form, name: '张秀岚' } }, { ...rest, api, save: async () => undefined });
  expect(second.state).toBe('sent');
  expect(calls.filter(({ path }) => path === '/api/v1/people')).toHaveLength(1);
  expect(calls.map(({ path }) => path)).toContain('/api/v1/people/{personKey}/corrections');
});

it('waits on, and refuses nothing, where the session ended or the service is busy', async () => {
  for (const [error, how] of [[refusal('identity.required', 401), 'signed-out'], [refusal('engine.away', 503), 'busy'], [refusal('request.too-many', 429), 'busy']] as const) {
    const store = storeOf(draftOf('1'));
    expect(await send(store, service(() => error).api)).toBe(how);
    expect(store.kept.get('1')?.state).toBe('waiting');
  }
});

it('sends no further what was taken back into its form meanwhile, and goes on with the next', async () => {
  const store = storeOf(draftOf('1'), draftOf('2'));
  const { api, calls } = service(({ path }) => {
    const first = store.kept.get('1');
    if (path === '/api/v1/people' && first !== undefined && calls.length === 1) store.kept.set('1', { ...first, state: 'typing', form: { ...first.form, name: '张秀岚' } });
    return null;
  });
  expect(await send(store, api)).toBe('empty');
  expect([store.kept.get('1')?.state, store.kept.get('1')?.form.name, store.kept.get('2')?.state]).toEqual(['typing', '张秀岚', 'sent']);
  expect(calls.filter(({ path }) => path === '/api/v1/applications/for-person')).toHaveLength(1);
});

it('registers where the village was corrected after a refusal, so that both villages are seen, whatever an earlier build kept of the first', async () => {
  let refused = true;
  const { api, calls } = service(({ path, body }) => (path === '/api/v1/people' && (body as { areaCode: string }).areaCode !== form.areaCode ? refusal('person.already-registered') : refused && path === '/api/v1/applications/for-person' ? refusal('scheme.not-open', 422) : null));
  const first = await sendDraft(draftOf('1'), { ...rest, api, save: async () => undefined });
  expect([first.state, first.taken?.areaCode]).toEqual(['refused', form.areaCode]);
  refused = false;
  const mended: Draft = { ...withTyped(first, { areaCode: '990101100002' }), state: 'waiting' };
  const { areaCode: _, ...early } = first.taken as Taken;
  for (const taken of [mended.taken, early]) {
    const second = await sendDraft({ ...mended, taken }, { ...rest, api, save: async () => undefined });
    expect([second.state, second.conflict?.kind === 'person' ? second.conflict.theirs.areaCode : null, second.form.areaCode]).toEqual(['conflict', form.areaCode, '990101100002']);
  }
  expect(calls.filter(({ path }) => path === '/api/v1/applications/for-person')).toHaveLength(1);
  const third = await sendDraft({ ...withTyped({ ...mended, taken: first.taken }, { areaCode: form.areaCode, name: '张秀岚' }), state: 'waiting' }, { ...rest, api, save: async () => undefined });
  expect([third.state, calls.at(-2)?.path]).toEqual(['sent', '/api/v1/people/{personKey}/facts']);
});

describe('evidence', () => {
  const posted: string[] = [];
  const real = globalThis.XMLHttpRequest;
  class Request {
    readonly upload = {};
    response: unknown = null;
    onload = (): void => undefined;
    onloadend = (): void => undefined;
    private path = '';
    open(_: string, path: string): void { this.path = path; }
    setRequestHeader(): void {}
    abort(): void {}
    send(content: Blob): void {
      void content.text().then((words) => {
        posted.push(`${this.path.split('/')[4] ?? ''} ${words}`);
        this.response = { sha256: `sha of ${words}` };
        this.onload();
        this.onloadend();
      });
    }
  }
  beforeAll(() => { globalThis.XMLHttpRequest = Request as never; });
  afterAll(() => { globalThis.XMLHttpRequest = real; });

  const piece = (pieceId: string) => ({ pieceId, kind: 'id-card', title: pieceId, sha256: null, content: new Blob([pieceId]) });

  it('goes to the other person where the number was corrected after it was sent, and to one person once', async () => {
    let refused = true;
    const { api, calls } = service(({ path }) => (refused && path === '/api/v1/applications/for-person' ? refusal('scheme.not-open', 422) : null));
    const first = await sendDraft(draftOf('1', { pieces: [piece('card'), piece('register')] }), { ...rest, api, save: async () => undefined });
    expect([first.state, first.pieces.map(({ sha256 }) => sha256)]).toEqual(['refused', ['sha of card', 'sha of register']]);
    const again = await sendDraft({ ...withTyped(first, { phone: '13800000000' }), state: 'waiting' }, { ...rest, api, save: async () => undefined });
    expect([again.state, posted]).toEqual(['refused', ['p card', 'p register']]);
    refused = false;
    const sent = await sendDraft({ ...withTyped(again, { idNumber: others.q }), state: 'waiting' }, { ...rest, api, save: async () => undefined });
    expect([sent.state, sent.pieces, posted.slice(2)]).toEqual(['sent', [], ['q card', 'q register']]);
    expect(calls.at(-1)?.body).toMatchObject({ personKey: 'q', application: { evidence: [{ sha256: 'sha of card' }, { sha256: 'sha of register' }] } });
  });
});

it('forgets who stood beside the form when the number is another', () => {
  const draft = draftOf('1', { state: 'conflict', known: { personKey: 'p', version: 7 }, conflict: { kind: 'person', problem: refusal('person.already-registered').problem, theirs: {} as never } });
  expect(withTyped(draft, { phone: '13800000000' })).toMatchObject({ state: 'conflict', known: draft.known, conflict: draft.conflict });
  expect(withTyped(draft, { idNumber: others.q })).toMatchObject({ state: 'typing', known: null, conflict: null });
});

it.each([
  ['another user', { userId: 'caseworker-02' }],
  ['the same user in the name of another', { userId: 'caseworker-01', onBehalfOf: 'caseworker-02' }],
  ['nobody', refusal('identity.required', 401)],
])('sends nothing under the session of %s', async (_, signedIn) => {
  const { api, calls } = service(() => null, () => {
    if (signedIn instanceof ApiProblem) throw signedIn;
    return signedIn;
  });
  const store = storeOf(draftOf('1'));
  expect(await send(store, api)).toBe('signed-out');
  expect([store.kept.get('1')?.state, calls]).toEqual(['waiting', []]);
});

it('stands before the application where somebody else signed in while the files went', async () => {
  let signedIn = me;
  const { api, calls } = service(({ path }) => {
    if (path === '/api/v1/people') signedIn = { userId: 'caseworker-02' };
    return null;
  }, () => signedIn);
  const store = storeOf(draftOf('1'));
  expect(await send(store, api)).toBe('signed-out');
  expect([store.kept.get('1')?.state, calls.map(({ path }) => path)]).toEqual(['waiting', ['/api/v1/people']]);
  signedIn = me;
  expect([await send(store, api), store.kept.get('1')?.state, calls.length]).toEqual(['empty', 'sent', 2]);
});

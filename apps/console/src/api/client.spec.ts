/** @jest-environment node */
import { createApiClient } from './client';

let told = 0;
let status = 201;

beforeAll(() => {
  const Whole = Request;
  Object.assign(globalThis, {
    BroadcastChannel: class { postMessage(): void { told += 1; } },
    // Addresses of the console are those of whoever serves it.
    Request: class extends Whole { constructor(address: string, init?: RequestInit) { super(new URL(address, 'http://localhost'), init); } },
    fetch: async () => Response.json({ code: 'identity.sign-in-failed', detail: '' }, { status }),
  });
});

it('tells the other tabs of who signed in, and of nothing else', async () => {
  const api = createApiClient({ language: () => 'zh', onSignedOut: () => undefined });
  await api.GET('/api/v1/session');
  await api.POST('/api/v1/people/find', { body: { idNumber: '990000196402299022' } });
  status = 401;
  await api.POST('/api/v1/session', { body: { userId: 'caseworker-01', password: 'wrong' } }).catch(() => undefined);
  expect(told).toBe(0);
  status = 201;
  await api.POST('/api/v1/session', { body: { userId: 'caseworker-01', password: 'right' } });
  expect(told).toBe(1);
});

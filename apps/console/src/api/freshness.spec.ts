/** @jest-environment node */
import { createFreshness } from './freshness';

const asked = (method: string, headers: Readonly<Record<string, string>> = {}) => ({ method, headers: new Headers(headers) });
const answered = (headers: Readonly<Record<string, string>> = {}) => ({ headers: new Headers(headers) });
const command = asked('POST', { 'Idempotency-Key': 'k' });

const desk = () => {
  let time = 0;
  const { ask, hear } = createFreshness(() => time);
  const isFreshAskedFor = (method = 'GET'): boolean => {
    const request = asked(method);
    ask(request);
    return request.headers.get('X-Zhibu-Fresh') === '1';
  };
  return { hear, isFreshAskedFor, pass: (ms: number) => void (time += ms) };
};

it('asks for what is up to date for ten seconds after a command, and with reads only', () => {
  const { hear, isFreshAskedFor, pass } = desk();
  expect(isFreshAskedFor()).toBe(false);
  hear(command, answered());
  expect([isFreshAskedFor(), isFreshAskedFor('POST')]).toEqual([true, false]);
  pass(9_999);
  expect(isFreshAskedFor()).toBe(true);
  pass(1);
  expect(isFreshAskedFor()).toBe(false);
});

it('does not after a search, which changes nothing', () => {
  const { hear, isFreshAskedFor } = desk();
  hear(asked('POST'), answered());
  expect(isFreshAskedFor()).toBe(false);
});

it('waits once for a service that is late, and anew after the next command', () => {
  const { hear, isFreshAskedFor } = desk();
  hear(command, answered());
  hear(asked('GET', { 'X-Zhibu-Fresh': '1' }), answered({ 'X-Zhibu-Fresh': '0' }));
  expect(isFreshAskedFor()).toBe(false);
  hear(command, answered());
  expect(isFreshAskedFor()).toBe(true);
});

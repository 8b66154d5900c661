import { act, render } from '@testing-library/react';
import { Service, plainQueries } from '../../test/service';
import { whoKey } from '../shared/refresh-all';
import { OtherTabs } from './other-tabs';

/** As browsers have it: heard by every channel of the name but the one that speaks. */
class Channel extends EventTarget {
  static readonly all: Channel[] = [];
  constructor(readonly name: string) {
    super();
    Channel.all.push(this);
  }
  postMessage(): void {
    for (const each of Channel.all) if (each !== this && each.name === this.name) each.dispatchEvent(new Event('message'));
  }
}
beforeAll(() => Object.defineProperty(globalThis, 'BroadcastChannel', { value: Channel }));

const me = { userId: 'caseworker-01' };
const tell = (): Promise<void> => act(async () => new Channel('zhibu.signed-in').postMessage());

const tabOf = (known: object | null, session: object) => {
  const queries = plainQueries();
  queries.setQueryData(whoKey, known);
  const onReplaced = jest.fn();
  render(<Service queries={queries} answers={{ GET: async () => ({ data: session }) }}><OtherTabs onReplaced={onReplaced} /></Service>);
  return { queries, onReplaced };
};

it.each([
  ['the same user', me, 0],
  ['another user', { userId: 'caseworker-02' }, 1],
  ['the same user in the name of another', { ...me, onBehalfOf: 'caseworker-02' }, 1],
])('after a sign-in of %s elsewhere the session of this page has ended, or goes on', async (_, session, times) => {
  const { onReplaced } = tabOf(me, session);
  await tell();
  expect(onReplaced).toHaveBeenCalledTimes(times);
});

it('looks up again who is signed in where nobody was', async () => {
  const { queries, onReplaced } = tabOf(null, me);
  await tell();
  expect([queries.getQueryState(whoKey)?.isInvalidated, onReplaced.mock.calls.length]).toEqual([true, 0]);
});

import { Clock, Decider, DomainCommand, DomainEvent, decided, refuse, text } from '@zhibu/kernel';
import { EventStore } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { createPlainCodec, plainPseudonyms } from '../testing/plain-codec';
import { CommandContext } from './context';
import { execute } from './execute';
import { executeMany } from './execute-many';
import { StreamDeps } from './stream-loader';

type Counted = DomainEvent<'Counted', { readonly by: number; readonly total: number }>;
type Count = DomainCommand<'Count', { readonly by: number; readonly today?: string }>;

const counter: Decider<number, Count, Counted> = {
  initialState: 0,
  decide: (state, { data }) => {
    if (data.by === 0) return decided();
    const total = state + data.by;
    const refused = { code: 'counter.limit', message: text('', ''), expected: text('', ''), actual: text('', '') };
    return total > 100 ? refuse(refused) : decided({ type: 'Counted', data: { by: data.by, total } });
  },
  evolve: (state, event) => state + event.data.by,
};

const clockAt = (...instants: string[]): Clock => ({ simulated: false, now: () => (instants.length > 1 ? instants.shift() : instants[0]) ?? '' });
const context = (commandKey: string, more: Partial<CommandContext> = {}): CommandContext => ({
  clock: clockAt('2026-11-21T00:00:00.000Z'),
  actor: { userId: 'u1', kind: 'officer', roles: [] },
  commandKey,
  correlationId: 'c',
  causationId: 'r',
  ...more,
});
const count = (by: number, stream = 'counter-1') => ({ stream, ask: { type: 'Count' as const, data: { by } } });

describe('execute', () => {
  let store: EventStore;
  let deps: StreamDeps;
  beforeEach(() => {
    store = createMemoryEventStore();
    deps = { store, codec: createPlainCodec({}), pseudonyms: plainPseudonyms };
  });

  it('appends what the decider says, with who and when', async () => {
    expect(await execute(deps, counter, context('k1'), count(3))).toEqual({
      ok: true, stream: 'counter-1', version: 1, events: [{ type: 'Counted', data: { by: 3, total: 3 } }], duplicate: false,
    });
    const [stored] = (await store.readStreams(['counter-1'])).get('counter-1') ?? [];
    expect(stored?.meta).toMatchObject({ version: 1, commandKey: 'k1', recordedAt: '2026-11-21T00:00:00.000Z', actor: { userId: 'u1' } });
  });

  it('gives the first result to the same command again, also after other commands', async () => {
    await execute(deps, counter, context('k1'), count(60));
    await execute(deps, counter, context('k2'), count(40));
    expect(await execute(deps, counter, context('k1', { expectedVersion: 0 }), count(60))).toMatchObject({ ok: true, version: 1, duplicate: true, events: [{ data: { total: 60 } }] });
  });

  it('refuses the same key with other content, and ignores what the server adds', async () => {
    await execute(deps, counter, context('k1'), { stream: 'counter-1', ask: { type: 'Count', data: { by: 1, today: '2026-11-21' } } });
    expect(await execute(deps, counter, context('k1'), count(2))).toMatchObject({ ok: false, rejection: { code: 'command.key-reused' } });
    expect(await execute(deps, counter, context('k1'), { stream: 'counter-1', ask: { type: 'Count', data: { by: 1, today: '2026-11-22' } } })).toMatchObject({ ok: true, duplicate: true });
  });

  it('tells expected and actual version when the caller gave one', async () => {
    await execute(deps, counter, context('k1'), count(1));
    expect(await execute(deps, counter, context('k2', { expectedVersion: 0 }), count(1))).toMatchObject({
      ok: false, rejection: { code: 'command.version-conflict', expected: { en: 'version 0' }, actual: { en: 'version 1' } },
    });
  });

  it('tries again when somebody else was first, and loses nothing', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, index) => execute(deps, counter, context(`k${index}`), count(1))));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(8);
    expect((await store.readStreams(['counter-1'])).get('counter-1')?.map((event) => (event.data as Counted['data']).total)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('writes once when the same command comes twice at once', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => execute(deps, counter, context('k1'), count(5))));
    expect(outcomes.map((outcome) => outcome.ok && outcome.version)).toEqual([1, 1, 1]);
    expect((await store.readStreams(['counter-1'])).get('counter-1')).toHaveLength(1);
  });

  it('never lets recorded time run backwards within a stream', async () => {
    await execute(deps, counter, context('k1', { clock: clockAt('2026-11-21T10:00:00.000Z') }), count(1));
    await execute(deps, counter, context('k2', { clock: clockAt('2026-11-21T09:00:00.000Z') }), count(1));
    expect((await store.readStreams(['counter-1'])).get('counter-1')?.at(-1)?.meta.recordedAt).toBe('2026-11-21T10:00:00.000Z');
  });

  it('stores several commands of one form together or not at all', async () => {
    const composed = (...steps: number[]) => ({ stream: 'counter-1', content: steps, asks: () => steps.map((by) => ({ type: 'Count' as const, data: { by } })) });
    expect(await execute(deps, counter, context('k1'), composed(60, 50))).toMatchObject({ ok: false, rejection: { code: 'counter.limit' } });
    expect(await execute(deps, counter, context('k2'), composed(60, 30))).toMatchObject({ ok: true, version: 2, events: [{ data: { total: 60 } }, { data: { total: 90 } }] });
    expect(await execute(deps, counter, context('k3'), composed(0))).toMatchObject({ ok: true, version: 2, events: [] });
  });

  it('runs many commands with an outcome for each, in order', async () => {
    const steps = [count(1, 'counter-a'), count(101, 'counter-b'), count(2, 'counter-a'), count(0, 'counter-c')];
    const outcomes = await executeMany(deps, counter, context('bulk'), steps.map((step, index) => ({ ...step, commandKey: `m${index}` })));
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.version : outcome.rejection.code))).toEqual([1, 'counter.limit', 2, 0]);
    const again = await executeMany(deps, counter, context('bulk'), steps.map((step, index) => ({ ...step, commandKey: `m${index}` })));
    expect(again.map((outcome) => (outcome.ok ? outcome.duplicate : outcome.rejection.code))).toEqual([true, 'counter.limit', true, false]);
  });
});

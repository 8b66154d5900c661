import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainEvent, EventCatalogue, RecordedEvent, fold } from '@zhibu/kernel';
import { PersonState, eventCatalogue, personDecider, personStream } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { createEventCodec, createMemoryKeyVault } from '@zhibu/privacy';
import { loadStream } from '@zhibu/application';

type Data = Record<string, unknown>;
const catalogue: EventCatalogue = eventCatalogue;
const spec = (type: string) => {
  const found = catalogue[type];
  if (found === undefined) throw new Error(`expected ${type} in the catalogue`);
  return found;
};

/** As if accounts had once been stored under other names, and the bank as a code: two steps to what they are today. */
const first: EventCatalogue = { ...catalogue, AccountRecorded: { ...spec('AccountRecorded'), schemaVersion: 1, personal: [{ of: 'personKey', fields: ['card.number', 'holder'] }] } };
const toSecond = ({ card, holder, ...rest }: Data): Data => ({ ...rest, accountNumber: (card as { number: unknown } | null)?.number ?? null, holderName: holder });
const toThird = ({ bankCode, ...rest }: Data): Data => ({ ...rest, bank: bankCode === 'R1' ? '示例县农村商业银行' : '未知银行' });
const third: EventCatalogue = {
  ...catalogue,
  AccountRecorded: { ...spec('AccountRecorded'), schemaVersion: 3, upcasters: { 1: toSecond, 2: toThird } },
};
const asFirst = ({ accountNumber, holderName, bank: _, ...rest }: Data): Data => ({ ...rest, card: { number: accountNumber }, holder: holderName, bankCode: 'R1' });

const history = readFileSync(join(__dirname, 'returned-payment-and-reissue.jsonl'), 'utf8').split('\n').filter((line) => line !== '').slice(1).map((line) => JSON.parse(line) as RecordedEvent);
const accounts = history.filter(({ type }) => type === 'AccountRecorded');
const { personKey } = accounts[0]?.data as { personKey: string };
const own = history.filter(({ meta }) => meta.stream === personStream(personKey));

const stateNow = (): PersonState => fold(personDecider, own as never);

/** Stores a person's stream: what the old program wrote as it wrote it, what the new one added as it writes now. */
const storeOf = async (old: (event: RecordedEvent, index: number) => boolean) => {
  const [store, vault] = [createMemoryEventStore(), createMemoryKeyVault()];
  for (const [index, event] of own.entries()) {
    const isOld = old(event, index);
    const content: DomainEvent = { type: event.type, data: isOld && event.type === 'AccountRecorded' ? asFirst(event.data as Data) : event.data };
    const events = await createEventCodec({ catalogue: isOld ? first : third, vault }).seal([content]);
    const { actor, causationId, correlationId, recordedAt, simulated, commandHash, stream } = event.meta;
    const outcome = await store.append({ stream, expectedVersion: index, events, command: { key: `k${index}`, contentHash: commandHash }, recordedAt, simulated, actor, causationId, correlationId });
    expect(outcome.kind).toBe('appended');
  }
  return { store, vault };
};

describe('an event type that grew two schema versions', () => {
  it('is stored with the version it was written in, its personal fields sealed', async () => {
    const { store } = await storeOf(() => true);
    const stored: StoredEvent[] = [];
    for await (const event of store.readStream(personStream(personKey))) stored.push(event);
    const account = stored.find(({ type }) => type === 'AccountRecorded');
    expect(account?.meta.schemaVersion).toBe(1);
    expect(account?.data).toMatchObject({ bankCode: 'R1', card: { number: null }, holder: null });
    expect(JSON.stringify(stored)).not.toContain((accounts[0]?.data as { accountNumber: string }).accountNumber);
  });

  it.each([
    ['all of them old', () => true],
    ['old ones and new ones in one stream', (_: RecordedEvent, index: number) => index < own.length - 1],
    ['none of them old', () => false],
  ])('%s: folds to the state of today', async (_, old) => {
    const { store, vault } = await storeOf(old);
    const loaded = await loadStream({ store, codec: createEventCodec({ catalogue: third, vault }) }, personDecider, personStream(personKey));
    expect(loaded.version).toBe(own.length);
    expect(JSON.parse(JSON.stringify(loaded.state))).toEqual(JSON.parse(JSON.stringify(stateNow())));
    expect(loaded.state.accounts).toHaveLength(2);
  });

  it('stays readable after the key was erased', async () => {
    const { store, vault } = await storeOf(() => true);
    await vault.erase(personKey);
    const { state } = await loadStream({ store, codec: createEventCodec({ catalogue: third, vault }) }, personDecider, personStream(personKey));
    expect(state.accounts.map(({ accountNumber, bank }) => ({ accountNumber, bank }))).toEqual(state.accounts.map(() => ({ accountNumber: null, bank: '示例县农村商业银行' })));
  });
});

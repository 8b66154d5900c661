import { unwrap, uuidFrom } from '@zhibu/kernel';
import { AppendRequest, NewEvent, appendBytesMax, eventBytesMax } from './port';
import { eventId, prepareAppend } from './prepare-append';

const request = (events: readonly NewEvent[], change: Partial<AppendRequest> = {}): AppendRequest => ({
  stream: 'person-a', expectedVersion: 0, events, command: { key: 'k', contentHash: 'h' }, recordedAt: '2026-03-01T08:00:00.000Z',
  simulated: false, actor: { userId: 'u', kind: 'officer', roles: [] }, causationId: 'c', correlationId: 'c', ...change,
});
const noted = (data: unknown): NewEvent => ({ type: 'Noted', schemaVersion: 1, data, subjects: [] });
const codeOf = (one: AppendRequest): string => {
  const result = prepareAppend(one);
  return result.ok ? 'accepted' : result.rejection.code;
};

describe('prepareAppend', () => {
  it('makes the same ids for the same stream, key and place, and others for others', () => {
    const [first, second] = unwrap(prepareAppend(request([noted(1), noted(1)]))).events;
    expect(first?.id).toBe(eventId('person-a', 'k', 0));
    expect(second?.id).toBe(eventId('person-a', 'k', 1));
    const all = [eventId('a', 'b', 1), eventId('a', 'b1', 0), eventId('ab', '', 1), eventId('a","b', '', 1), eventId('a', 'b', 11)];
    expect(new Set(all).size).toBe(all.length);
    // Stored logs have the kernel's ids: any other would let a repeated command in twice.
    expect(eventId('人员-a', 'k"1', 7)).toBe(uuidFrom(JSON.stringify(['人员-a', 'k"1', 7])));
  });

  it('counts bytes, not characters, up to the limit exactly', () => {
    const overhead = unwrap(prepareAppend(request([noted('')]))).bytes;
    const characters = Math.floor((eventBytesMax - overhead) / 3);
    const rest = 'x'.repeat(eventBytesMax - overhead - characters * 3);
    expect(codeOf(request([noted('汉'.repeat(characters) + rest)]))).toBe('accepted');
    expect(codeOf(request([noted('汉'.repeat(characters) + rest + 'x')]))).toBe('event.too-large');
  });

  it('adds the bytes of all events', () => {
    const half = noted('x'.repeat(appendBytesMax / 2 - 1_000));
    expect(codeOf(request([half, half]))).toBe('accepted');
    expect(codeOf(request([half, half, noted('x'.repeat(2_000))]))).toBe('append.too-large');
  });

  it('counts what stands beside the content of every event: many small events with much beside them are a large append', () => {
    const beside = { subjects: Array.from({ length: 20 }, (_, index) => `${index}`.padStart(64, 'p')) };
    const many = (count: number) => Array.from({ length: count }, () => ({ ...noted(1), ...beside }));
    expect(codeOf(request(many(500), { command: { key: 'k'.repeat(200), contentHash: 'h'.repeat(64) } }))).toBe('append.too-large');
    expect(codeOf(request(many(400)))).toBe('accepted');
  });

  it.each([
    ['a circle', (() => { const circle: unknown[] = []; circle.push(circle); return circle; })()],
    ['a BigInt', 1n],
    ['a function', () => 1],
  ])('refuses %s as content', (_, data) => {
    expect(codeOf(request([noted(data)]))).toBe('event.not-json');
  });

  it('names the field that is malformed', () => {
    const result = prepareAppend(request([noted(1), { ...noted(1), schemaVersion: 0 }]));
    expect(result).toMatchObject({ ok: false, rejection: { code: 'append.malformed', field: 'events.1.schemaVersion' } });
  });
});

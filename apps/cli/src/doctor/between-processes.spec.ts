import { text } from '@zhibu/kernel';
import { checkEngine } from './between-processes';

describe('what may be wrong of an engine', () => {
  it('is an engine that is away or unfit, with what mends it', () => {
    const look = { engine: 'queue', address: 'h:6379', version: '7.0', faults: [] } as const;
    expect(checkEngine(look)).toMatchObject({ ok: true, found: { zh: 'h:6379, 7.0', en: 'h:6379, 7.0' } });
    const rejection = { code: 'redis.eviction', message: text('丢弃', 'evicts'), expected: text('改', 'CONFIG SET maxmemory-policy noeviction'), actual: text('x', 'allkeys-lru') };
    expect(checkEngine({ ...look, faults: [{ kind: 'unfit', rejection }] })).toMatchObject({ ok: false, found: { zh: 'h:6379：丢弃 [redis.eviction]：x', en: 'h:6379: evicts [redis.eviction]: allkeys-lru' }, expected: { en: 'CONFIG SET maxmemory-policy noeviction' } });
  });
});

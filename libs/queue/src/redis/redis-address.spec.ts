import fc from 'fast-check';
import { addressText, parseRedisUrl } from './redis-address';

const plain = { mode: 'single', login: {}, sentinelLogin: {}, database: 0, prefix: '{zhibu}' };

describe('the URL of Redis', () => {
  it.each([
    ['redis://127.0.0.1', { ...plain, hosts: [{ host: '127.0.0.1', port: 6379 }] }],
    ['redis://:s%40x%2Fy@redis:6380/2?keyPrefix=town-1', { ...plain, hosts: [{ host: 'redis', port: 6380 }], login: { password: 's@x/y' }, database: 2, prefix: '{town-1}' }],
    ['redis://jobs@[::1]:6379', { ...plain, hosts: [{ host: '::1', port: 6379 }], login: { username: 'jobs' } }],
    [
      'rediss://jobs:a:b@r.example?tlsCaFile=/run/ca.pem&tlsServerName=redis.example&tlsCertFile=/c&tlsKeyFile=/k',
      { ...plain, hosts: [{ host: 'r.example', port: 6379 }], login: { username: 'jobs', password: 'a:b' }, tls: { caFile: '/run/ca.pem', serverName: 'redis.example', certFile: '/c', keyFile: '/k' } },
    ],
    [
      'redis+sentinel://u:p@h1,h2:26380/mymaster/1?sentinelPassword=q%26',
      { ...plain, mode: 'sentinel', hosts: [{ host: 'h1', port: 26_379 }, { host: 'h2', port: 26_380 }], login: { username: 'u', password: 'p' }, sentinelLogin: { password: 'q&' }, masterName: 'mymaster', database: 1 },
    ],
    ['rediss+cluster://h1:7000,h2:7001', { ...plain, mode: 'cluster', hosts: [{ host: 'h1', port: 7_000 }, { host: 'h2', port: 7_001 }], tls: {} }],
  ])('%s', (url, address) => expect(parseRedisUrl(url)).toEqual({ ok: true, value: address }));

  it.each([
    '', 'localhost:6379', 'http://h', 'redis://', 'redis://h:0', 'redis://h:65536', 'redis://h:x', 'redis://h1,h2', 'redis://h/1/2', 'redis://h/x', 'redis://h/1000',
    'redis://h?tlsCaFile=/ca', 'redis://h?nothing=1', 'redis://h?keyPrefix=', 'redis://h?keyPrefix={a}', 'redis://h?keyPrefix=a&keyPrefix=b', 'redis://u:%zz@h',
    'rediss://h?tlsCertFile=/c', 'redis+sentinel://h', 'redis+sentinel://h/', 'redis+sentinel://h/my%20master', 'redis+cluster://h/1',
    `redis://${'h'.repeat(5_000)}`, `redis+cluster://${Array.from({ length: 33 }, () => 'h').join()}`,
  ])('refuses %.60s', (url) => expect(parseRedisUrl(url)).toMatchObject({ ok: false, rejection: { code: 'redis.url' } }));

  it('is refused, and shown, without any part of a password', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 30, unit: fc.constantFrom(...'QZ19@:/?#%&=,[]') }), (password) => {
        for (const url of [`redis://u:${password}@h:6379`, `redis://${password}`, `redis://h?sentinelPassword=${password}`, `redis+sentinel://u:${password}@h/m`]) {
          const parsed = parseRedisUrl(url);
          // The second one carries no password where it can be read at all: what stands there is the host.
          if (parsed.ok) expect(addressText(parsed.value)).toMatch(/^(h:\d+(\/m)?|[QZ19:[\]]+:\d+)$/);
          else expect(JSON.stringify(parsed.rejection)).not.toMatch(/[QZ]/);
        }
      }),
      { examples: [['QQQQQQ'], ['QZ:9999'], ['QQQ@ZZZ']] },
    );
  });
});

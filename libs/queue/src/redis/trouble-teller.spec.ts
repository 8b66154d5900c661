import { redisFault } from './redis-faults';
import { RedisTrouble } from './redis-trouble';
import { createTroubleTeller } from './trouble-teller';

const trouble = (code: 'redis.unreachable' | 'redis.memory-full') => new RedisTrouble(redisFault(code, '127.0.0.1:6379'));

describe('telling of trouble with Redis', () => {
  it('says each kind once when it begins, once a minute while it lasts, and when it is over', () => {
    let now = 0;
    const said: string[] = [];
    const teller = createTroubleTeller((error) => said.push(error.message), '127.0.0.1:6379', () => now);
    teller.works();
    for (now = 0; now < 150_000; now += 100) teller.tell(trouble('redis.unreachable'));
    teller.tell(trouble('redis.memory-full'));
    now += 2_000;
    teller.works();
    expect(said).toHaveLength(4);
    now += 2_000;
    teller.works();
    teller.works();
    teller.tell(trouble('redis.unreachable'));
    const away = 'redis.unreachable: Redis cannot be reached (127.0.0.1:6379); expected a Redis that accepts connections at this address';
    expect(said).toEqual([
      away,
      `${away}, 600 times in the last minutes; jobs wait, it is tried again`,
      `${away}, 600 times in the last minutes; jobs wait, it is tried again`,
      'redis.memory-full: The memory of Redis is full (127.0.0.1:6379); expected memory to write to: raise maxmemory',
      'redis.back: Redis works again after 150 s (127.0.0.1:6379)',
      away,
    ]);
  });

  it('does not call a Redis back that was never away', () => {
    let now = 0;
    const said: string[] = [];
    const teller = createTroubleTeller((error) => said.push(error.message), '127.0.0.1:6379', () => now);
    teller.tell(trouble('redis.memory-full'));
    now = 3_600_000;
    teller.works();
    expect(said).toHaveLength(1);
  });
});

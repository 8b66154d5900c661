import { randomUUID } from 'node:crypto';
import { RedisClient } from './redis-client';

/**
 * The mark that says "these are the jobs of before", and which run of which server holds it. A server that was started
 * again, or took over from another, may have lost the last writes although the mark is there.
 */
const generationScript = `
local mark = redis.call('GET', KEYS[1])
if not mark then return false end
local info = redis.pcall('INFO', 'server')
local run = type(info) == 'string' and string.match(info, 'run_id:(%x+)') or ''
return mark .. ' ' .. run`;

const keyOf = (prefix: string): string => `${prefix}:generation`;

/** `null` where every key is gone. */
export const readGeneration = async (client: RedisClient, prefix: string): Promise<string | null> => {
  const found: unknown = await client.eval(generationScript, 1, keyOf(prefix));
  return typeof found === 'string' ? found : null;
};

/** The first of many processes makes it; the others find it. */
export const makeGeneration = async (client: RedisClient, prefix: string): Promise<void> => {
  await client.set(keyOf(prefix), randomUUID(), 'NX');
};

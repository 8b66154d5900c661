import { randomUUID } from 'node:crypto';
import { RedisClient } from './redis-client';
import { RedisTrouble } from './redis-trouble';
import { otherInstallation } from './redis-faults';

/**
 * The mark that says "these are the jobs of before", whose jobs they are, and which run of which server holds them. A server
 * that was started again, or took over from another, may have lost the last writes although the mark is there. A mark of
 * an older version names no installation, and is taken over by whoever comes first.
 */
const generationScript = `
local mark = redis.call('GET', KEYS[1])
if not mark then return false end
if ARGV[1] ~= '' and not string.find(mark, ' ', 1, true) then
  mark = mark .. ' ' .. ARGV[1]
  redis.call('SET', KEYS[1], mark)
end
local info = redis.pcall('INFO', 'server')
local run = type(info) == 'string' and string.match(info, 'run_id:(%x+)') or ''
return {mark, run}`;

const keyOf = (prefix: string): string => `${prefix}:generation`;
const ownerIn = (mark: string): string | undefined => mark.split(' ')[1];

/** Whose jobs are stored, as they say themselves; `undefined` where nobody is named. Changes nothing. */
export const readOwner = async (client: RedisClient, prefix: string): Promise<string | undefined> => ownerIn((await client.get(keyOf(prefix))) ?? '');

export interface StoreOwner {
  readonly prefix: string;
  /** Fingerprint of the installation whose jobs these are; `undefined`: nobody compares. */
  readonly installation: string | undefined;
}

/** `null` where every key is gone. Rejects with `redis.other-installation` where the jobs are another's. */
export const readGeneration = async (client: RedisClient, { prefix, installation }: StoreOwner, address: string): Promise<string | null> => {
  const found: unknown = await client.eval(generationScript, 1, keyOf(prefix), installation ?? '');
  if (!Array.isArray(found)) return null;
  const [mark = '', run = ''] = found.map(String);
  const owner = ownerIn(mark);
  if (installation !== undefined && owner !== undefined && owner !== installation) throw new RedisTrouble(otherInstallation({ address, prefix, installation, owner }));
  return `${mark.split(' ')[0] ?? ''} ${run}`;
};

/** The first of many processes makes it; the others find it. */
export const makeGeneration = async (client: RedisClient, { prefix, installation }: StoreOwner): Promise<void> => {
  await client.set(keyOf(prefix), [randomUUID(), ...(installation === undefined ? [] : [installation])].join(' '), 'NX');
};

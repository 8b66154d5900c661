import { RunningNotes } from '../queue-engine';
import { RedisClient } from './redis-client';

/** A job that is running is in the list of active ones, which is as long as the workers work at once. */
const noteScript = `
if redis.call('LLEN', KEYS[1]) == 0 then return 0 end
local noted = 0
for i = 1, #ARGV, 2 do
  if redis.call('LPOS', KEYS[1], ARGV[i]) then
    noted = noted + redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
  end
end
return noted`;

const takeScript = `
local kept = redis.call('HGET', KEYS[1], ARGV[1])
if kept then redis.call('HDEL', KEYS[1], ARGV[1]) end
return kept`;

/**
 * On Redis a job is looked for by its id before anything else, so that BullMQ never gets to `keepLastIfActive`: it
 * ignores a wake-up whose job is running. Hence these notes.
 */
export const createRedisRunningNotes = (client: RedisClient, prefix: string): RunningNotes => {
  const noted = (queue: string): string => `${prefix}:${queue}:woken`;
  return {
    note: async (queue, wakeUps) => {
      await client.eval(noteScript, 2, `${prefix}:${queue}:active`, noted(queue), ...wakeUps.flatMap(({ storedId, text }) => [storedId, text]));
    },
    take: async (queue, storedId) => {
      const kept: unknown = await client.eval(takeScript, 1, noted(queue), storedId);
      return typeof kept === 'string' ? kept : null;
    },
  };
};

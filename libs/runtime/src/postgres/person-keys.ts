import { Text, text } from '@zhibu/kernel';
import type { Runtime } from '../runtime';
import { pause } from './pause';

/** How the keys of people stand to the people of the log. */
export interface PersonKeys {
  /** People who are registered in the log. */
  readonly people: number;
  /** Of these, the ones without a key who were not erased: nobody can read what is stored about them. */
  readonly missing: number;
  /** Keys of people whom the log does not know. */
  readonly unowned: number;
}

type Parts = Pick<Runtime, 'pool' | 'projections'>;

const answerMsMax = 60_000;
const againMs = 1_000;

// The first event of a person's stream seals name and number, so whoever has one had a key.
const countSql = `
  with registered as materialized (select person_key from read_models.person_events where version = 1 and stream = 'person-' || person_key)
  select (select count(*) from registered)::int as people,
    (select count(*) from registered r where not exists (select 1 from vault.person_key k where k.person_key = r.person_key))::int as missing,
    (select count(*) from vault.person_key k where k.wrapped is not null and not exists (select 1 from registered r where r.person_key = k.person_key))::int as unowned`;

const counted = async ({ pool }: Parts): Promise<PersonKeys> => {
  const client = await pool.connect();
  try {
    await client.query('begin read only');
    await client.query(`set local statement_timeout = ${answerMsMax}`);
    const { rows } = await client.query<PersonKeys>(countSql);
    await client.query('commit');
    client.release();
    return rows[0] ?? { people: 0, missing: 0, unowned: 0 };
  } catch (error) {
    client.release(true);
    throw error;
  }
};

const lagMsMax = 5_000;

/** Whether the index of who is named where shows the log, but for what was written a moment ago. It opens nothing, so no missing key stops it. */
const isIndexed = async ({ projections }: Parts): Promise<boolean> =>
  (await projections.status()).some(({ name, role, behind, lagMs, stopped }) => name === 'person-index' && role === 'live' && stopped === null && (!behind || (lagMs !== null && lagMs < lagMsMax)));

/**
 * Compares the vault of keys with the log; null while the index of people does not show the whole log. Reads the index once: costs
 * seconds on millions of events.
 */
export const lookAtPersonKeys = async (parts: Parts): Promise<PersonKeys | null> => {
  if (!(await isIndexed(parts))) return null;
  const found = await counted(parts);
  if (found.missing === 0 && found.unowned === 0) return found;
  // Whoever was registered between the look at one and at the other.
  await pause(againMs, new AbortController().signal);
  const again = await counted(parts);
  return { people: again.people, missing: Math.min(found.missing, again.missing), unowned: Math.min(found.unowned, again.unowned) };
};

const lostPageMax = 1_000;

const lostSql = `
  select e.person_key as key from read_models.person_events e
   where e.version = 1 and e.stream = 'person-' || e.person_key and not exists (select 1 from vault.person_key k where k.person_key = e.person_key)
   order by 1 limit ${lostPageMax}`;

/**
 * Marks everybody as erased whose key is missing: for keys that are in no backup. What is stored about these people reads as
 * erased from then on, and read models that stood still at it go on. May be repeated. Returns how many people.
 */
export const giveUpLostKeys = async ({ pool, projections, vault, evidence }: Parts & Pick<Runtime, 'vault' | 'evidence'>): Promise<number> => {
  let people = 0;
  for (;;) {
    const { rows } = await pool.query<{ readonly key: string }>(lostSql);
    for (const { key } of rows) {
      await vault.erase(key);
      await evidence.erase(key);
      await projections.erasePerson(key);
    }
    people += rows.length;
    if (rows.length < lostPageMax) break;
  }
  for (const { name, stopped } of await projections.status()) if (stopped !== null) await projections.retry(name);
  return people;
};

const lookEveryMs = 10_000;

/** For whoever starts a process: says once, as soon as it can be known, that keys of people are missing. Ends with the signal. */
export const tellOfPersonKeys = async (parts: Parts, say: (words: Text) => void, signal: AbortSignal, everyMs = lookEveryMs): Promise<void> => {
  while (!signal.aborted) {
    // What cannot be asked now is asked again; that an engine is away is told by others.
    const found = await lookAtPersonKeys(parts).catch(() => null);
    if (found !== null) {
      if (found.missing > 0) say(missingWords(found));
      return;
    }
    await pause(everyMs, signal);
  }
};

const missingWords = ({ people, missing }: PersonKeys): Text =>
  text(
    `日志中 ${people} 人，其中 ${missing} 人没有密钥，也没有删除记录，其资料无法读取：密钥库可能来自较早的备份。请停止各进程，恢复较新的模式 vault；详见 zhibu doctor 和部署指南`,
    `of ${people} people in the log ${missing} have no key and were not erased, so their data cannot be read: the vault of keys may be of an older backup. Stop all processes and restore a newer schema vault; see zhibu doctor and the guide to deployment`,
  );

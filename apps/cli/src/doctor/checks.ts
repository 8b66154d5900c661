import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { LocalDate, Text, dateOf, text } from '@zhibu/kernel';
import type { Config } from '@zhibu/platform';
import type { PolicySet } from '@zhibu/policy';
import type { Runtime } from '@zhibu/runtime';
import { failureOf } from '../failures';
import type { Output } from '../output';

/** One thing that was looked at. `found` is for people and programs alike; it holds no secret. */
export interface Check {
  readonly check: string;
  readonly title: Text;
  readonly ok: boolean;
  /** Nothing is wrong yet, but somebody should see to it. */
  readonly warning?: true;
  readonly found: string;
  readonly expected: Text;
}

const nodeMinimum = [20, 11] as const;
const freeBytesMin = 512 * 1024 * 1024;
export const clockDriftMsMax = 5_000;
const lagMsMax = 10_000;

export const checkNode = (version = process.versions.node): Check => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > nodeMinimum[0] || (major === nodeMinimum[0] && minor >= nodeMinimum[1]);
  return { check: 'node', title: text('Node.js 版本', 'version of Node.js'), ok, found: version, expected: text('20.11 或更高', '20.11 or newer') };
};

export const checkFolder = async ({ dataFolder }: Config): Promise<readonly Check[]> => {
  const there = existsSync(dataFolder);
  const writable = there && (await access(dataFolder, constants.R_OK | constants.W_OK).then(() => true, () => false));
  const folder = { check: 'data-folder', title: text('数据目录', 'data folder'), ok: !there || writable, found: there ? dataFolder : `${dataFolder} (-)`, expected: text('可读写，或尚未建立', 'readable and writable, or not made yet') };
  if (!there) return [folder];
  const { bavail, bsize } = await statfs(dataFolder);
  const free = bavail * bsize;
  return [folder, { check: 'disk', title: text('磁盘剩余', 'free disk'), ok: free >= freeBytesMin, found: `${Math.floor(free / 1024 / 1024)} MB`, expected: text('至少 512 MB', '512 MB at least') }];
};

export const checkPolicies = async ({ policiesFolder }: Config): Promise<readonly Check[]> => {
  const { readPolicyFiles, systemClock } = await import('@zhibu/platform');
  const { loadRules } = await import('@zhibu/runtime');
  const base = { check: 'policies', title: text('政策和流程', 'policies and procedures'), expected: text('全部可用', 'all usable') };
  try {
    const files = await readPolicyFiles(policiesFolder);
    const { policies } = loadRules(files);
    const usable: Check = { ...base, ok: true, found: `${files.length} files, ${policies.schemes.map(({ id }) => id).join(', ')}` };
    return [usable, await checkCalendar(policies, dateOf(systemClock.now()))];
  } catch (error) {
    return [{ ...base, ok: false, found: error instanceof Error ? error.message : String(error) }];
  }
};

/** Procedures and rules that changed after they were used, and rows of rates that changed after payments. */
export const checkDefinitions = async (runtime: Runtime, output: Pick<Output, 'say'>): Promise<Check> => {
  const base = { check: 'definitions', title: text('用过的流程、规则和标准', 'procedures, rules and rates that were used'), expected: text('与使用时一致；改动另立新版本', 'as they were when used; changes are new versions') };
  try {
    const warnings = await runtime.checkDefinitions();
    if (warnings.length === 0) return { ...base, ok: true, found: output.say(text('未改动', 'unchanged')) };
    return { ...base, ok: true, warning: true, found: warnings.map(({ file, line, reason }) => `${file}:${line} ${output.say(reason)}`).join('; ') };
  } catch (error) {
    return { ...base, ok: false, found: failureOf(error).problems.map((one) => `${output.say(one.actual)} ${output.say(one.message)}`).join('; ') };
  }
};

/** The holidays of the next year are announced late in this one: until they are on record, deadlines in it are provisional. */
export const checkCalendar = async (policies: PolicySet, today: LocalDate): Promise<Check> => {
  const { yearsWithoutHolidays } = await import('@zhibu/policy');
  const years = yearsWithoutHolidays(policies.calendar, today);
  return {
    check: 'calendar',
    title: text('节假日安排', 'holiday calendar'),
    ok: true,
    ...(years.length === 0 ? {} : { warning: true as const }),
    found: years.length === 0 ? `${policies.calendar.years.map(({ year }) => year).join(', ')}` : `no ${years.join(', ')}`,
    expected: text('今明两年的安排均在 calendar/ 目录；缺少的年度，工作日期限只是暂定', 'this year and the next in the folder calendar/; deadlines in working days are provisional in a year that is missing'),
  };
};

export const checkPostgres = async ({ pool, clock }: Runtime): Promise<readonly Check[]> => {
  const { rows } = await pool.query<{ version: string; fsync: string; encoding: string; now: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync, current_setting('server_encoding') as encoding, (extract(epoch from clock_timestamp()) * 1000)::float8::text as now`,
  );
  const [{ version, fsync, encoding, now }] = rows as [(typeof rows)[number]];
  const driftMs = Math.round(Math.abs(Date.parse(clock.now()) - Number(now)));
  return [
    { check: 'postgresql', title: text('PostgreSQL', 'PostgreSQL'), ok: Number.parseInt(version, 10) >= 15 && encoding === 'UTF8', found: `${version}, ${encoding}`, expected: text('15 或更高，UTF8', '15 or newer, UTF8') },
    { check: 'fsync', title: text('落盘', 'fsync'), ok: fsync === 'on', found: fsync, expected: text('on：断电不丢已确认的数据', 'on: what was acknowledged survives a power cut') },
    { check: 'clock', title: text('时钟与数据库相差', 'clock against that of the database'), ok: driftMs <= clockDriftMsMax, found: `${driftMs} ms`, expected: text(`不超过 ${clockDriftMsMax} ms`, `${clockDriftMsMax} ms at most`) },
  ];
};

export const checkReadModels = async ({ projections }: Runtime): Promise<readonly Check[]> =>
  (await projections.status())
    .filter(({ role }) => role !== 'retired')
    .map(({ name, version, generation, role, code, behind, lagMs, stopped }) => ({
      check: `read-model ${name}`,
      title: text(`查询表 ${name}`, `read model ${name}`),
      ok: stopped === null && code === 'same' && (!behind || (lagMs !== null && lagMs <= lagMsMax) || role === 'building'),
      found: stopped === null ? `v${version}.${generation} ${role}, ${code}, ${behind ? `behind (${lagMs ?? '?'} ms)` : 'up to date'}` : `stopped at ${stopped.stream}/${stopped.version} (${stopped.type}): ${stopped.reason}`,
      expected: text('跟上日志，无停顿', 'up to date with the log, not stopped'),
    }));

export const checkQueues = async (runtime: Runtime): Promise<readonly Check[]> => {
  const queues = await runtime.queues();
  const [counts, ages] = [Object.entries(await queues.counts()), await queues.oldestWaitingMs()];
  return counts.map(([queue, count]) => {
    const waitingMs = ages[queue as keyof typeof ages];
    return {
      check: `queue ${queue}`,
      title: text(`队列 ${queue}`, `queue ${queue}`),
      ok: count.failed === 0,
      found: `waiting ${count.waiting}${waitingMs === 0 ? '' : ` (oldest ${Math.round(waitingMs / 1000)} s)`}, active ${count.active}, delayed ${count.delayed}, dead ${count.failed}`,
      expected: text('没有死信', 'no dead letters'),
    };
  });
};

import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { LocalDate, Text, dateOf, text } from '@zhibu/kernel';
import type { Config } from '@zhibu/platform';
import type { PolicySet } from '@zhibu/policy';
import type { Finding, Runtime } from '@zhibu/runtime';
import { failureOf } from '../failures';

/** One thing that was looked at: the console shows the same. */
export type Check = Finding;

/** The same in every language: a version, a path, a number with its unit. */
export const plain = (words: string): Text => text(words, words);
/** Several in a row. */
export const joined = (parts: readonly Text[]): Text => text(parts.map(({ zh }) => zh).join('；'), parts.map(({ en }) => en).join('; '));

const nodeMinimum = [20, 11] as const;
const freeBytesMin = 512 * 1024 * 1024;
const clockDriftMsMax = 5_000;

export const checkNode = (version = process.versions.node): Check => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > nodeMinimum[0] || (major === nodeMinimum[0] && minor >= nodeMinimum[1]);
  return { check: 'node', title: text('Node.js 版本', 'version of Node.js'), ok, found: plain(version), expected: text('20.11 或更高', '20.11 or newer') };
};

/** Names of the environment that have no effect. */
export const checkSettings = ({ warnings = [] }: Config): Check => ({
  check: 'settings',
  title: text('设置', 'settings'),
  ok: true,
  ...(warnings.length === 0 ? {} : { warning: true as const }),
  found: warnings.length === 0 ? text('名称均已知', 'every name is known') : text(warnings.map(({ zh }) => zh).join('；'), warnings.map(({ en }) => en).join('; ')),
  expected: text('zhibu config 列出的名称', 'names that zhibu config lists'),
});

export const checkFolder = async ({ dataFolder }: Config): Promise<readonly Check[]> => {
  const there = existsSync(dataFolder);
  const writable = there && (await access(dataFolder, constants.R_OK | constants.W_OK).then(() => true, () => false));
  const folder = { check: 'data-folder', title: text('数据目录', 'data folder'), ok: !there || writable, found: there ? plain(dataFolder) : text(`${dataFolder}，尚未建立`, `${dataFolder}, not made yet`), expected: text('可读写，或尚未建立', 'readable and writable, or not made yet') };
  if (!there) return [folder];
  const { bavail, bsize } = await statfs(dataFolder);
  const free = bavail * bsize;
  return [folder, { check: 'disk', title: text('磁盘剩余', 'free disk'), ok: free >= freeBytesMin, found: plain(`${Math.floor(free / 1024 / 1024)} MB`), expected: text('至少 512 MB', '512 MB at least') }];
};

export const checkPolicies = async ({ policiesFolder }: Config): Promise<readonly Check[]> => {
  const { readPolicyFiles, systemClock } = await import('@zhibu/platform');
  const { loadRules } = await import('@zhibu/runtime');
  const base = { check: 'policies', title: text('政策和流程', 'policies and procedures'), expected: text('全部可用', 'all usable') };
  try {
    const files = await readPolicyFiles(policiesFolder);
    const { policies } = loadRules(files);
    const ids = policies.schemes.map(({ id }) => id);
    const usable: Check = { ...base, ok: true, found: text(`${files.length} 个文件：${ids.join('、')}`, `${files.length} files: ${ids.join(', ')}`) };
    return [usable, await checkCalendar(policies, dateOf(systemClock.now()))];
  } catch (error) {
    return [{ ...base, ok: false, found: joined(failureOf(error).problems.map(({ message, actual }) => text(`${message.zh} ${actual.zh}`.trim(), `${message.en} ${actual.en}`.trim()))) }];
  }
};

/** Procedures and rules that changed after they were used, and rows of rates that changed after payments. */
export const checkDefinitions = async (runtime: Runtime): Promise<Check> => {
  const base = { check: 'definitions', title: text('用过的流程、规则和标准', 'procedures, rules and rates that were used'), expected: text('与使用时一致；改动另立新版本', 'as they were when used; changes are new versions') };
  try {
    const warnings = await runtime.checkDefinitions();
    if (warnings.length === 0) return { ...base, ok: true, found: text('未改动', 'unchanged') };
    return { ...base, ok: true, warning: true, found: joined(warnings.map(({ file, line, reason }) => text(`${file}:${line} ${reason.zh}`, `${file}:${line} ${reason.en}`))) };
  } catch (error) {
    return { ...base, ok: false, found: joined(failureOf(error).problems.map(({ actual, message }) => text(`${actual.zh} ${message.zh}`, `${actual.en} ${message.en}`))) };
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
    found: years.length === 0 ? plain(policies.calendar.years.map(({ year }) => year).join(', ')) : text(`缺 ${years.join('、')} 年`, `no ${years.join(', ')}`),
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
    { check: 'postgresql', title: text('PostgreSQL', 'PostgreSQL'), ok: Number.parseInt(version, 10) >= 15 && encoding === 'UTF8', found: plain(`${version}, ${encoding}`), expected: text('15 或更高，UTF8', '15 or newer, UTF8') },
    { check: 'fsync', title: text('落盘', 'fsync'), ok: fsync === 'on', found: plain(fsync), expected: text('on：断电不丢已确认的数据', 'on: what was acknowledged survives a power cut') },
    { check: 'clock', title: text('时钟与数据库相差', 'clock against that of the database'), ok: driftMs <= clockDriftMsMax, found: plain(`${driftMs} ms`), expected: text(`不超过 ${clockDriftMsMax} ms`, `${clockDriftMsMax} ms at most`) },
  ];
};

export const checkReadModels = async (runtime: Runtime): Promise<readonly Check[]> => {
  const { checkReadModels: inWords } = await import('@zhibu/runtime');
  return inWords((await runtime.health()).readModels ?? []);
};

/** People of the log without a key, and keys without a person: one of the two is of an older backup. */
export const checkPersonKeys = async (runtime: Runtime): Promise<Check> => {
  const { lookAtPersonKeys } = await import('@zhibu/runtime');
  const found = await lookAtPersonKeys(runtime);
  const base = { check: 'person-keys', title: text('个人密钥', 'keys of people') };
  if (found === null) return { ...base, ok: true, warning: true, found: text('尚不可知：人员索引未读到日志末尾', 'not known yet: the index of people does not show the whole log'), expected: text('每个登记的人都有密钥', 'a key for everybody who is registered') };
  const { people, missing, unowned } = found;
  return {
    ...base,
    ok: missing === 0,
    ...(missing === 0 && unowned > 0 ? { warning: true as const } : {}),
    found: joined([
      text(`日志中 ${people} 人`, `people in the log ${people}`),
      ...(missing === 0 ? [] : [text(`没有密钥也没有删除记录的 ${missing} 人`, `without a key and not erased ${missing}`)]),
      ...(unowned === 0 ? [] : [text(`日志中没有其人的密钥 ${unowned} 个：少数是登记中断所留，无害；多则事件日志比密钥旧，请恢复较新的事件日志`, `keys of nobody in the log ${unowned}: a few are left by registrations that broke off, and harmless; many mean that the log is older than the keys: restore a newer log`)]),
    ]),
    expected: text(
      '每个登记的人都有密钥或删除记录：立即停止接口和后台进程，恢复较新的模式 vault；否则再办理这些人的事项会另生新密钥',
      'a key, or the mark of an erasure, for everybody who is registered: stop API and workers now and restore a newer schema vault; whatever is written about these people meanwhile makes new keys',
    ),
  };
};

export const checkQueues = async (runtime: Runtime): Promise<readonly Check[]> => {
  const { checkQueue } = await import('@zhibu/runtime');
  const { queueNames } = await import('@zhibu/application');
  const queues = await runtime.queues();
  const [counts, ages] = [await queues.counts(), await queues.oldestWaitingMs()];
  return queueNames.map((queue) => checkQueue(queue, counts[queue], ages[queue]));
};

import { Text, text } from '@zhibu/kernel';
import type { Config } from '@zhibu/platform';
import type { EngineLook, LeaseStatus, LiveProcess, Runtime } from '@zhibu/runtime';
import { Check, clockDriftMsMax, joined, plain } from './checks';

/** One row for each engine that is named: what it is, or everything that is wrong with it. */
export const checkEngines = async (config: Config): Promise<readonly Check[]> => {
  const { engineLooks } = await import('@zhibu/runtime');
  const looks = await Promise.all(engineLooks(config, await fingerprintAt(config)).map((look) => look()));
  return looks.map(checkEngine);
};

/** Of the keys as far as they are there: doctor makes none. */
const fingerprintAt = async ({ dataFolder, secretsFile: path }: Config): Promise<string | undefined> => {
  const { fingerprintOf, openSecrets } = await import('@zhibu/platform');
  try {
    return fingerprintOf(openSecrets(dataFolder, true, path));
  } catch {
    // That keys are missing or damaged is told where they are needed.
    return undefined;
  }
};

export const checkEngine = ({ engine, address, version, faults }: EngineLook): Check => {
  const titles = { database: text('数据库引擎', 'database engine'), 'event-store': text('事件库引擎', 'event store engine'), queue: text('队列引擎', 'queue engine') };
  const wrong = joined(faults.map(({ rejection: { message, code, actual } }) => text(`${message.zh} [${code}]：${actual.zh}`, `${message.en} [${code}]: ${actual.en}`)));
  return {
    check: `engine ${engine}`,
    title: titles[engine],
    ok: faults.length === 0,
    found: faults.length === 0 ? plain(`${address}, ${version ?? '?'}`) : address === '' ? wrong : text(`${address}：${wrong.zh}`, `${address}: ${wrong.en}`),
    expected: faults.length === 0 ? text('应答，版本合适', 'answers, and is new enough') : joined(faults.map(({ rejection }) => rejection.expected)),
  };
};

/** Everybody at work on this database, seen from here. */
export const checkProcesses = async ({ pool }: Runtime): Promise<readonly Check[]> => {
  const { codeVersion, liveProcesses, readLeases, workersRunning } = await import('@zhibu/runtime');
  const processes = (await liveProcesses(pool)).filter(({ kind }) => kind !== 'command');
  return [checkWorkers(processes, await workersRunning(pool)), checkCode(processes, await codeVersion()), checkClocks(processes), checkLeases(await readLeases(pool))];
};

const kindWords: Readonly<Record<LiveProcess['kind'], string>> = { api: '接口', worker: '后台', start: '启动器', command: '命令' };
const inWords = ({ kind, host, pid }: LiveProcess): Text => text(`${kindWords[kind]} ${host}/${pid}`, `${kind} ${host}/${pid}`);
const listed = (words: readonly Text[]): Text => text(words.map(({ zh }) => zh).join('、'), words.map(({ en }) => en).join(', '));

export const checkWorkers = (processes: readonly LiveProcess[], running: boolean): Check => ({
  check: 'workers',
  title: text('进程', 'processes'),
  // Nobody turns events into jobs while people work: cases stand still.
  ok: running || processes.length === 0,
  found: processes.length === 0 ? (running ? text('有后台进程', 'workers running') : text('无', 'none')) : joined([listed(processes.map(inWords)), ...(running ? [] : [text('没有后台进程在工作', 'no worker at work')])]),
  expected: text('有接口进程时至少一个后台进程在工作', 'a worker at work wherever the API runs'),
});

export const checkCode = (processes: readonly LiveProcess[], here: string): Check => {
  const versions = new Map<string, Text[]>([[here, [plain('zhibu doctor')]]]);
  for (const each of processes) versions.set(each.code, [...(versions.get(each.code) ?? []), inWords(each)]);
  return {
    check: 'code',
    title: text('程序版本', 'code of the processes'),
    ok: versions.size === 1,
    found: joined([...versions].map(([code, who]) => text(`${code}：${listed(who).zh}`, `${code}: ${listed(who).en}`))),
    expected: text('只有一个版本；更新期间可短暂并存', 'one; during an update two for a while'),
  };
};

export const checkClocks = (processes: readonly LiveProcess[]): Check => {
  const wrong = processes.filter(({ driftMs }) => Math.abs(driftMs) > clockDriftMsMax);
  return {
    check: 'clocks',
    title: text('各进程时钟与数据库相差', 'clocks of the processes against that of the database'),
    ok: wrong.length === 0,
    found: wrong.length === 0 ? plain(`${Math.max(0, ...processes.map(({ driftMs }) => Math.abs(driftMs)))} ms`) : listed(wrong.map((each) => text(`${inWords(each).zh}：${each.driftMs} ms`, `${inWords(each).en}: ${each.driftMs} ms`))),
    expected: text(`不超过 ${clockDriftMsMax} ms`, `${clockDriftMsMax} ms at most`),
  };
};

const leasesShownMax = 5;

export const checkLeases = (leases: readonly LeaseStatus[]): Check => {
  const expired = leases.filter((lease) => lease.expired);
  const shown = expired.slice(0, leasesShownMax).map(({ name, owner, renewedAt }) => `${name} (${owner ?? '-'}, ${renewedAt})`);
  const names = `${shown.join(', ')}${expired.length > shown.length ? ' …' : ''}`;
  const held = leases.filter(({ owner }) => owner !== null).length;
  return {
    check: 'leases',
    title: text('租约', 'leases'),
    ok: expired.length === 0,
    found: expired.length === 0 ? text(`共 ${leases.length} 份，已持有 ${held} 份`, `held ${held} of ${leases.length}`) : text(`过期 ${expired.length} 份：${names}`, `expired ${expired.length}: ${names}`),
    expected: text('持有者按时续期；无人续期的由其他后台进程接手', 'renewed by who holds them; another worker takes over those that nobody renews'),
  };
};

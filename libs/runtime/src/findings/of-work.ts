import { Text, text } from '@zhibu/kernel';
import type { QueueName } from '@zhibu/application';
import type { QueueCounts } from '@zhibu/queue';
import type { EngineName } from '../engines/engine';
import { engineTitles } from '../engines/engine';
import type { EngineState } from '../engines/engine-monitor';
import type { Lag, ReadModelHealth } from '../health/health-report';
import { Finding } from './finding';
import { durationWords, lagWords } from './lag-words';

/** Longer than this is no moment any more. */
const lagMsMax = 10_000;

type Role = ReadModelHealth['role'];
const roleWords: Readonly<Record<Role, string>> = { building: '正在建立', live: '在用', retired: '已停用' };
const codeWords: Readonly<Record<ReadModelHealth['code'], string>> = {
  same: '与程序一致', 'older-than-code': '旧于程序', 'newer-than-code': '新于程序', 'changed-without-version': '定义已改而版本未变', 'no-code': '程序中没有',
};

const modelTitles: Readonly<Record<string, Text>> = {
  'access-log': text('查看记录', 'who looked at whom'), cases: text('案件', 'cases'), entitlements: text('资格', 'entitlements'), funds: text('资金', 'funds'), 'outstanding-work': text('系统待办', 'outstanding work'),
  payments: text('发放', 'payments'), people: text('人员', 'people'), 'person-index': text('人员索引', 'index of people'), rates: text('五率', 'rates'), registers: text('登记册', 'registers'), imports: text('导入', 'imports'), timers: text('期限', 'deadlines'), users: text('用户', 'users'),
};

export const modelTitle = (name: string): Text => modelTitles[name] ?? text(name, name);

const modelTodo = ({ name, stopped, code, behind }: ReadModelHealth): Text => {
  if (stopped) return text(`停在一个事件上，其余查询不受影响。按原因处理后会自动继续；表本身有误时运行 zhibu rebuild ${name}`, `It stands at one event and the others go on. Mend the reason and it goes on by itself; where the table itself is wrong, run zhibu rebuild ${name}`);
  if (code === 'same' && behind) return text('页面上的数据暂时较旧。确认有后台进程在工作；数分钟后仍未跟上时查看日志', 'Pages show older data for a while. See that a worker is at work; where it does not catch up within minutes, look at the log');
  return text(`程序与表不是同一版本：完成更新并重新启动，或运行 zhibu rebuild ${name}`, `Code and table are not of one version: finish the update and restart, or run zhibu rebuild ${name}`);
};

export const checkReadModel = (model: ReadModelHealth): Finding => {
  const { name, version, generation, role, code, behind, lagMs, lagEvents, stopped, stoppedAt } = model;
  const ok = !stopped && code === 'same' && (!behind || (lagMs !== null && lagMs <= lagMsMax) || role === 'building');
  const lag = lagWords({ behind, events: lagEvents, ms: lagMs });
  return {
    check: `read-model ${name}`,
    title: text(`查询表 ${name}`, `read model ${name}`),
    ok,
    found: stopped
      ? text(`停在 ${stoppedAt?.stream}/${stoppedAt?.version}（${stoppedAt?.type}）：${stoppedAt?.reason}`, `stopped at ${stoppedAt?.stream}/${stoppedAt?.version} (${stoppedAt?.type}): ${stoppedAt?.reason}`)
      : text(`v${version}.${generation} ${roleWords[role]}，${codeWords[code]}，${lag.zh}`, `v${version}.${generation} ${role}, ${code}, ${lag.en}`),
    expected: text('跟上日志，无停顿', 'up to date with the log, not stopped'),
    ...(ok ? {} : { todo: modelTodo(model) }),
  };
};

export const checkReadModels = (models: readonly ReadModelHealth[]): readonly Finding[] => models.filter(({ role }) => role !== 'retired').map(checkReadModel);

/** Events that the workers have still to turn into jobs. */
export const checkFollowUps = ({ behind, events }: Lag, workersAtWork: boolean): Finding => ({
  check: 'follow-ups',
  title: text('后续任务的生成', 'events that become jobs'),
  ok: !behind || workersAtWork,
  found: lagWords({ behind, events }),
  expected: text('后台进程随时把新事件变为任务', 'workers turn every new event into its jobs'),
  ...(!behind || workersAtWork ? {} : { todo: text('没有后台进程在工作：启动一个', 'No worker is at work: start one') }),
});

const queueTitles: Readonly<Record<QueueName, Text>> = {
  eligibility: text('自动核查', 'automatic checks'), 'case-steps': text('案件流转', 'steps of cases'), 'batch-building': text('名单生成', 'building lists'),
  'payment-files': text('银行文件', 'bank files'), returns: text('回盘', 'answers of the bank'), timers: text('定时', 'deadlines'),
};

export const queueTitle = (queue: QueueName): Text => queueTitles[queue];

export const checkQueue = (queue: QueueName, { waiting, active, delayed, failed }: QueueCounts, oldestWaitingMs: number): Finding => {
  const oldest = durationWords(oldestWaitingMs);
  const waited = waiting > 0 && oldestWaitingMs > 0;
  return {
    check: `queue ${queue}`,
    title: text(`队列 ${queue}`, `queue ${queue}`),
    ok: failed === 0,
    found: text(
      `等待 ${waiting}${waited ? `（最早的已等${oldest.zh}）` : ''}，在办 ${active}，定时 ${delayed}，死信 ${failed}`,
      `waiting ${waiting}${waited ? ` (oldest ${oldest.en})` : ''}, active ${active}, delayed ${delayed}, dead ${failed}`,
    ),
    expected: text('没有死信', 'no dead letters'),
    ...(failed === 0 ? {} : { todo: text('查看死信的原因，处理后重新运行；没有什么会丢失', 'Look at the reasons of the dead letters, mend them and run them again; nothing is lost') }),
  };
};

const engineTodo: Readonly<Record<EngineName, Text>> = {
  database: text('现在无人能办理。查看 PostgreSQL 是否运行、能否连接；恢复后各进程自动继续，已确认的内容不会丢失', 'Nobody can work now. See that PostgreSQL runs and can be reached; every process goes on by itself then, and what was acknowledged is not lost'),
  'event-store': text('可以查询，不能办理。查看事件库是否运行、能否连接；恢复后自动继续', 'People can look things up and change nothing. See that the event store runs and can be reached; it goes on by itself'),
  queue: text('可以办理，后续工作暂停。查看 Redis 是否运行、能否连接；恢复后遗漏的任务会重新找出', 'People can work, and what follows waits. See that Redis runs and can be reached; jobs that were missed are found again'),
};

/** What serves as an engine, and what it is there for. An engine without an address of its own is the database. */
export const engineProducts: Readonly<Record<EngineName, string>> = { database: 'PostgreSQL', 'event-store': 'EventStoreDB', queue: 'Redis' };

/** What was asked a moment ago, by how the engine is used here. */
export const checkEngineState = ({ engine, ok, fault, forMs }: EngineState): Finding => {
  const since = durationWords(forMs);
  return {
    check: `engine ${engine}`,
    title: text(`${engineProducts[engine]}（${engineTitles[engine].zh}）`, `${engineProducts[engine]} (${engineTitles[engine].en})`),
    ok,
    found: ok ? text('应答正常', 'answers') : text(`${fault?.message.zh ?? '不应答'}，已${since.zh}`, `${fault?.message.en ?? 'does not answer'}, for ${since.en}`),
    expected: fault?.expected ?? text('应答', 'answers'),
    ...(ok ? {} : { todo: engineTodo[engine] }),
  };
};

import { Text, text } from '@zhibu/kernel';
import type { LeaseStatus } from '@zhibu/projections';
import type { LiveProcess } from '../postgres/processes';
import { Finding, joined, listed, plain } from './finding';

export const clockDriftMsMax = 5_000;

const kindWords: Readonly<Record<LiveProcess['kind'], string>> = { api: '接口', worker: '后台', start: '启动器', command: '命令' };
const inWords = ({ kind, host, pid }: LiveProcess): Text => text(`${kindWords[kind]} ${host}/${pid}`, `${kind} ${host}/${pid}`);

export const checkWorkers = (processes: readonly LiveProcess[], running: boolean): Finding => {
  // Nobody turns events into jobs while people work: cases stand still.
  const ok = running || processes.length === 0;
  return {
    check: 'workers',
    title: text('进程', 'processes'),
    ok,
    found: processes.length === 0 ? (running ? text('有后台进程', 'workers running') : text('无', 'none')) : joined([listed(processes.map(inWords)), ...(running ? [] : [text('没有后台进程在工作', 'no worker at work')])]),
    expected: text('有接口进程时至少一个后台进程在工作', 'a worker at work wherever the API runs'),
    ...(ok ? {} : { todo: text('启动一个后台进程（worker）；积压的工作会自动补做', 'Start a worker; what has piled up is done by itself') }),
  };
};

export const checkCode = (processes: readonly LiveProcess[], here: string, self: Text = plain('zhibu doctor')): Finding => {
  const versions = new Map<string, Text[]>([[here, [self]]]);
  for (const each of processes) versions.set(each.code, [...(versions.get(each.code) ?? []), inWords(each)]);
  return {
    check: 'code',
    title: text('程序版本', 'code of the processes'),
    ok: versions.size === 1,
    found: joined([...versions].map(([code, who]) => text(`${code}：${listed(who).zh}`, `${code}: ${listed(who).en}`))),
    expected: text('只有一个版本；更新期间可短暂并存', 'one; during an update two for a while'),
    ...(versions.size === 1 ? {} : { todo: text('更新完成后，重新启动旧版本的进程', 'When the update is over, restart the processes with the older code') }),
  };
};

export const checkClocks = (processes: readonly LiveProcess[]): Finding => {
  const wrong = processes.filter(({ driftMs }) => Math.abs(driftMs) > clockDriftMsMax);
  return {
    check: 'clocks',
    title: text('各进程时钟与数据库相差', 'clocks of the processes against that of the database'),
    ok: wrong.length === 0,
    found: wrong.length === 0 ? plain(`${Math.max(0, ...processes.map(({ driftMs }) => Math.abs(driftMs)))} ms`) : listed(wrong.map((each) => text(`${inWords(each).zh}：${each.driftMs} ms`, `${inWords(each).en}: ${each.driftMs} ms`))),
    expected: text(`不超过 ${clockDriftMsMax} ms`, `${clockDriftMsMax} ms at most`),
    ...(wrong.length === 0 ? {} : { todo: text('在该主机上启用时间同步（NTP）', 'Keep the clock of that host by NTP') }),
  };
};

const leasesShownMax = 5;

export const checkLeases = (leases: readonly LeaseStatus[]): Finding => {
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
    ...(expired.length === 0 ? {} : { todo: text('其他后台进程数秒内接手；仍不变时启动一个后台进程，并结束停顿的进程', 'Another worker takes over within seconds; where it stays so, start a worker and end the process that stands still') }),
  };
};

import { text } from '@zhibu/kernel';
import type { Config } from '@zhibu/platform';
import type { EngineLook, Runtime } from '@zhibu/runtime';
import { Check, joined, plain } from './checks';

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
  const { checkClocks, checkCode, checkLeases, checkWorkers, codeVersion, liveProcesses, readLeases, workersRunning } = await import('@zhibu/runtime');
  const processes = (await liveProcesses(pool)).filter(({ kind }) => kind !== 'command');
  return [checkWorkers(processes, await workersRunning(pool)), checkCode(processes, await codeVersion()), checkClocks(processes), checkLeases(await readLeases(pool))];
};

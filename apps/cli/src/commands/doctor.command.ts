import { text } from '@zhibu/kernel';
import type { CliCommand, CommandContext } from '../cli-command';
import { Check, checkDefinitions, checkFolder, checkNode, checkPersonKeys, checkPolicies, checkPostgres, checkQueues, checkReadModels, checkSettings, joined } from '../doctor/checks';
import { ExitCode, exitCodes } from '../exit-codes';
import { checkEngines, checkProcesses } from '../doctor/between-processes';
import { failureOf } from '../failures';
import { formatTable } from '../output';
import { configOf, withRuntime } from '../runtime/open-runtime';

export const doctor: CliCommand = {
  words: ['doctor'],
  text: text('检查本机、数据目录、各引擎、查询表、各进程、队列和政策', 'Look at this computer, the data folder, the engines, the read models, the processes, the queues and the policies'),
  run: async (context) => {
    const config = await configOf(context);
    const checks: Check[] = [checkNode(), checkSettings(config), ...(await checkFolder(config)), ...(await checkPolicies(config)), ...(await checkEngines(config))];
    // Nothing opens over an engine that is away or unfit; it would only be waited for.
    const opened = checks.some(({ check, ok }) => check.startsWith('engine ') && !ok) ? exitCodes.refused : await insideRuntime(context, checks);
    const ok = opened === exitCodes.ok && checks.every((check) => check.ok);
    const { output } = context;
    output.result({ ok, checks }, () => {
      const header = context.language === 'zh' ? ['', '项目', '实际', '应为'] : ['', 'what', 'found', 'expected'];
      return formatTable(header, checks.map((check) => [check.ok ? (check.warning === true ? '! ' : 'ok') : '!!', output.say(check.title), output.say(check.found), check.ok && check.warning !== true ? '' : [check.expected, ...(check.todo === undefined ? [] : [check.todo])].map((words) => output.say(words)).join(context.language === 'zh' ? '。' : '. ')]));
    });
    return opened === exitCodes.interrupted ? opened : ok ? exitCodes.ok : exitCodes.refused;
  },
};

/** A database that does not open is a finding like any other, and the last one. */
const insideRuntime = async (context: CommandContext, checks: Check[]): Promise<ExitCode> => {
  try {
    return await withRuntime(context, { settledWithinMs: 0, definitions: 'as-they-are' }, async ({ runtime, database, config }) => {
      const where = database.started ? text('内置，为本命令启动', 'embedded, started for this command') : config.databaseUrl === undefined ? text('内置，运行中', 'embedded, running') : text('DATABASE_URL', 'DATABASE_URL');
      checks.push({ check: 'database', title: text('数据库', 'database'), ok: true, found: where, expected: text('可用', 'usable') });
      // Read models that this command itself has to bring up get a moment; what is behind after it is told.
      await runtime.caughtUp(5_000);
      checks.push(await checkDefinitions(runtime), ...(await checkPostgres(runtime)), ...(await checkReadModels(runtime)), await checkPersonKeys(runtime), ...(await checkProcesses(runtime)), ...(await checkQueues(runtime)));
      return exitCodes.ok;
    });
  } catch (error) {
    const { problems, exitCode } = failureOf(error);
    const found = joined(problems.map(({ code, message, actual }) => (code === 'cli.failed' ? text(`${message.zh} ${actual.zh}`, `${message.en} ${actual.en}`) : message)));
    checks.push({ check: 'database', title: text('数据库', 'database'), ok: false, found, expected: text('可用', 'usable') });
    return exitCode;
  }
};

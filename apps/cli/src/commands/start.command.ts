import { text } from '@zhibu/kernel';
import type { Runtime } from '@zhibu/runtime';
import type { CliCommand, CommandContext } from '../cli-command';
import { demoIsLoaded, demoPassword, demoYear, giveDemoPasswords, loadDemoCounty } from '../demo/load-demo-county';
import { failureOf } from '../failures';
import { ratesToJson } from '../rates/rates-view';
import { figuresText } from '../start/compare-figures';
import { whenNpmIsGone } from '../start/npm-gone';
import { Serving, serve } from '../start/serve';

const settledWithinMs = 60_000;

export const start: CliCommand = {
  words: ['start'],
  text: text('启动数据库、接口和后台进程，首次启动时装载演示县；Ctrl-C 结束', 'Start the database, the API and the workers, and load the demo county the first time; Ctrl-C ends it'),
  options: [{ name: 'no-demo', text: text('不装载演示县', 'without the demo county') }],
  run: async (context) => {
    const startedMs = Date.now();
    const { output } = context;
    whenNpmIsGone(context.env, () => process.kill(process.pid, 'SIGTERM'));
    const serving = await serve(context);
    const { untilSignalled } = await import('@zhibu/platform');
    const stopping = new AbortController();
    let welcomed: Promise<void> = Promise.resolve();
    const signalled = untilSignalled({
      stop: async () => {
        stopping.abort();
        output.note(text('正在结束……', 'ending ...'));
        // The load ends at its next step; until then it needs the database.
        await welcomed;
        await serving.stop();
      },
      kill: () => serving.kill(),
    });
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    output.note(text(`服务已就绪（${seconds} 秒）：${serving.url}  接口文档：${serving.url}/docs  日志：${serving.config.dataFolder}/logs`, `serving after ${seconds} s: ${serving.url}  API: ${serving.url}/docs  logs: ${serving.config.dataFolder}/logs`));
    welcomed = welcome(context, serving, stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) output.note(failedWords(error));
    });
    try {
      return await Promise.race([signalled, serving.finished.then(() => signalled)]);
    } catch (error) {
      stopping.abort();
      await welcomed;
      await serving.stop();
      throw error;
    }
  },
};

const failedWords = (error: unknown) => {
  const found = failureOf(error).problems;
  const words = (language: 'zh' | 'en'): string => found.map((one) => `${one.message[language]} [${one.code}] ${one.actual[language]}`).join('; ');
  return text(`演示县未能装载：${words('zh')}；再次启动会接着装载`, `the demo county was not loaded: ${words('en')}; the next start goes on with it`);
};

/** What a person sees once the service is up: the county, its figures, and how to sign in. People can work meanwhile. */
const welcome = async (context: CommandContext, { runtime, config, url }: Serving, signal: AbortSignal): Promise<void> => {
  const { output, values } = context;
  const { isReachedHereOnly } = await import('@zhibu/platform');
  const loaded = await demoIsLoaded(runtime);
  // The demo's officers and their password are known to everybody: they are made where nobody else can reach them.
  const wanted = values['no-demo'] !== true && isReachedHereOnly(config);
  if (wanted && !loaded) await load(context, runtime, url, signal);
  if (!wanted && !loaded) {
    output.result({ url, demo: false }, () => output.say(text(`打开 ${url} 。尚无演示数据；添加第一名管理员：npm run zhibu -- users add`, `Open ${url}. There is no demo county; add the first administrator with: npm run zhibu -- users add`)));
    return;
  }
  await runtime.caughtUp(settledWithinMs);
  const { demoCounty, publishedFigures } = await import('@zhibu/demo');
  const { scopeOf } = await import('@zhibu/projections');
  const found = await runtime.queries.rates.ratesOn({ scope: scopeOf([demoCounty]), year: demoYear, areaCode: demoCounty });
  output.result({ url, demo: true, year: demoYear, areaCode: demoCounty, schemes: found.map(ratesToJson), published: publishedFigures }, () =>
    [
      output.say(text(`示例县 ${demoYear} 年，按本系统事件算出，与公开数字对照：`, `The demo county in ${demoYear}, worked out from its events, beside the published figures:`)),
      '',
      figuresText(found, publishedFigures, output),
      '',
      output.say(howToSignIn(url)),
    ].join('\n'),
  );
};

const howToSignIn = (url: string) =>
  text(
    `打开 ${url} 。登录：county-1、finance-1、finance-2、inspector、admin 等，密码 ${demoPassword}（仅本机可用）。按 Ctrl-C 结束。`,
    `Open ${url}. Sign in as county-1, finance-1, finance-2, inspector, admin and others with the password ${demoPassword} (on this machine only). Ctrl-C ends it.`,
  );

const load = async ({ output, language }: CommandContext, runtime: Runtime, url: string, signal: AbortSignal): Promise<void> => {
  const { createProgress } = await import('@zhibu/platform');
  // First, so that people can sign in while the county is still living through its year.
  await giveDemoPasswords(runtime);
  output.note(howToSignIn(url));
  const progress = createProgress(output.say(text('装载演示县', 'loading the demo county')), 1000);
  await loadDemoCounty(runtime, { language, progress, signal });
};

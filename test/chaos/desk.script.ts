import { demoPlan, scaledNumbers } from '@zhibu/demo';
import { MiniCounty } from '../support/mini-county';
import { chaosRuntime } from './chaos-runtime';

/** The process that officers work through: pays one month from the list to the closing, by the same keys each time. */
void (async () => {
  const [, , , , period = '', closedFrom = '2'] = process.argv;
  const { runtime, clock, dataFolder } = await chaosRuntime(process.argv.slice(2));
  const county = new MiniCounty(runtime, clock, dataFolder, demoPlan(scaledNumbers(244), 7));
  if (period === '') await county.settleIn();
  const paid = period === '' ? null : await county.pay('rural-reward', period, Number(closedFrom));
  process.stdout.write(`${JSON.stringify({ paid })}\n`);
  await runtime.stop();
})();

import { contentHash } from '@zhibu/kernel';
import { Ask, executeMany } from '@zhibu/application';
import { demoTownships } from '@zhibu/demo';
import { PaymentLinesCommand, linesStream, paymentLinesDecider } from '@zhibu/domain';
import { County, contextOf, must, officer } from '../county/open-county';
import { scheme } from '../county/seed-people';
import { clock } from './clock';
import { duePages, lineOf } from './due-pages';
import { Stopwatch } from './stopwatch';

const context = contextOf(clock, officer('preparer', 'finance-preparer'), 'lines');

/** The shipped design without its claims: what is left of building is what the claims do not cost. */
export const unclaimedDesign = async (county: County, township: number, watch: Stopwatch): Promise<number> => {
  const { deps } = county;
  const areaCode = demoTownships[township] ?? '';
  const batchId = `${scheme}.${areaCode}.2016.unclaimed`;
  let lines = 0;
  await watch('built', async () => {
    let chunk = 0;
    for await (const due of duePages(county, areaCode)) {
      chunk += 1;
      const list = due.map((pay, index) => lineOf(pay, lines + index + 1));
      const asks = (): readonly Ask<PaymentLinesCommand>[] => [
        { type: 'PlanLines', data: { batchId, chunk, entitlementIds: due.map(({ entitlementId }) => entitlementId) } },
        { type: 'BuildLines', data: { batchId, chunk, lines: list, exceptions: [] } },
      ];
      const step = { commandKey: `lines-${chunk}`, stream: linesStream(batchId, chunk), asks, content: contentHash({ batchId, chunk }) };
      (await executeMany(deps, paymentLinesDecider, context, [step], new Map())).forEach(must);
      lines += due.length;
    }
  });
  return lines;
};

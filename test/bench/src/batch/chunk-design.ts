import { demoCounty, demoTownships } from '@zhibu/demo';
import { loadStream } from '@zhibu/application';
import { batchStream, paymentBatchDecider } from '@zhibu/domain';
import { County, contextOf, must, officer, value } from '../county/open-county';
import { scheme } from '../county/seed-people';
import { clock } from './clock';
import { Stopwatch } from './stopwatch';

const year = 2016;

/** The shipped design by the services of everybody: chunks of lines, each person claimed on a ledger first. */
export const chunkDesign = async ({ services, deps }: County, township: number, watch: Stopwatch): Promise<number> => {
  const { payments, funds } = services;
  const areaCode = demoTownships[township] ?? '';
  const by = (userId: string, role: 'finance-preparer' | 'finance-approver', step: string) => contextOf(clock, officer(userId, role), `${areaCode}/${step}`);
  const preparer = (step: string) => by('preparer', 'finance-preparer', step);
  const { batchId } = value(await watch('built', () => payments.open(preparer('open'), { scheme, areaCode, period: String(year) })));
  const { lines } = value(await watch('built', () => payments.buildAll(preparer('build'), { batchId })));
  must(await watch('frozen', () => payments.freeze(preparer('freeze'), { batchId })));
  const { state } = await loadStream(deps, paymentBatchDecider, batchStream(batchId));
  await watch('approved', async () => {
    for (const { level, amountFen } of state.byLevel) {
      const receipt = { scheme, areaCode: demoCounty, year, receiptNo: `${areaCode}-${level}`, level, amountFen, receivedOn: '2016-01-04', document: '示例财社〔2016〕1号' } as const;
      must(await funds.recordReceipt(preparer(`receipt-${level}`), receipt));
    }
    must(await payments.submit(preparer('submit'), { batchId }));
    must(await payments.approve(by('approver', 'finance-approver', 'approve'), { batchId, listHash: state.listHash ?? '' }));
    must(await payments.reserveFunds(preparer('reserve'), { batchId }));
  });
  const file = value(await watch('file written', () => payments.writeFile(preparer('file'), { batchId })));
  must(await watch('sent', () => payments.send(preparer('send'), { batchId, fileNo: file.fileNo, bankReference: 'bench' })));
  return lines;
};

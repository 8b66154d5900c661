import type { RegisterRowInput } from '@zhibu/application';
import { demoPlan, scaledNumbers } from '@zhibu/demo';
import { takeOver } from '../support/take-over';
import { until } from '../support/until';
import type { World } from './world';

const county = '990101000000';

/** People of the first village, registered over HTTP and taken over from the register of the year before; their keys. */
export const carriedOver = async (world: World, count: number): Promise<readonly string[]> => {
  const desk = await world.desk('caseworker-01');
  const plan = demoPlan(scaledNumbers(60), 11).filter(({ story, scheme }) => story === 'carried-over' && scheme === 'rural-reward').slice(0, count);
  const rows: RegisterRowInput[] = [];
  for (const { form } of plan) {
    const { personKey } = await desk.must<{ personKey: string }>('/people', { ...form, areaCode: '990101100001' });
    rows.push({ personKey, branch: null, paidThrough: '2015-12' });
  }
  const { services, automation } = world.runtime;
  await takeOver({ services, automation, as: (actor, commandKey) => ({ clock: world.clock, actor, commandKey, correlationId: commandKey, causationId: commandKey }) }, { scheme: 'rural-reward', areaCode: county, title: '2015 年度名册', conditionsOn: '2016-01-01' }, rows, 'carry');
  await world.settle();
  return rows.map(({ personKey }) => personKey);
};

/** The batch of the year, opened and planned; workers build it where there are any. */
export const openBatch = async (world: World): Promise<string> => {
  world.clock.advanceTo('2016-07-11T01:00:00.000Z');
  const { batchId } = await (await world.desk('finance-1')).must<{ batchId: string }>('/batches', { scheme: 'rural-reward', areaCode: county, period: '2016' });
  await world.settle();
  return batchId;
};

/** The same approved by another officer, paid for, written and sent to the bank. */
export const sentBatch = async (world: World): Promise<string> => {
  const batchId = await openBatch(world);
  const [preparer, approver] = [await world.desk('finance-1'), await world.desk('finance-2')];
  const path = `/batches/${batchId}`;
  interface Seen { readonly status: string; readonly listHash: string; readonly byLevel: readonly { readonly level: string; readonly amountFen: number }[] }
  const inState = async (status: string): Promise<Seen> => {
    await until(async () => (await preparer.read<Seen>(path)).status === status);
    return preparer.read<Seen>(path);
  };
  await preparer.get(`${path}/progress`).buffer(true);
  await preparer.must(`${path}/freezing`);
  const { listHash, byLevel } = await inState('frozen');
  for (const { level, amountFen } of byLevel.filter((part) => part.amountFen > 0)) {
    await preparer.must('/funds/receipts', { scheme: 'rural-reward', areaCode: county, year: 2016, level, amountFen, receiptNo: `receipt-${level}`, receivedOn: '2016-07-11', document: '示例财社〔2016〕1号' });
  }
  await preparer.must(`${path}/submission`);
  await approver.must(`${path}/approvals`, { listHash });
  // The service sets the money aside and writes the file by itself.
  await inState('filed');
  await preparer.must(`${path}/sendings`, { fileNo: 1, bankReference: '示例行-1' });
  await inState('sent');
  return batchId;
};

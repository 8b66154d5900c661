import { LocalDate, Rejection, Result, accept, areaLevel, refuse, text } from '@zhibu/kernel';
import { fundDecider, fundIdOf, fundStream } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { execute } from '../execute/execute';
import { StreamDeps } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { FundRef, FundsService } from './funds-service';

const account = ({ scheme, areaCode, year }: FundRef) => ({ fundId: fundIdOf(scheme, areaCode, year), scheme, areaCode, year });

export const createFunds = (deps: StreamDeps & Pick<ServiceDeps, 'policies'>): FundsService => ({
  recordReceipt: async (context, input) => {
    const known = checkFund(deps, input);
    const come = known.ok ? checkArrival(context, input.receivedOn) : known;
    if (!come.ok) return come;
    return execute(deps, fundDecider, context, { stream: fundStream(account(input).fundId), ask: { type: 'RecordFundReceipt', data: { ...input, ...account(input) } } });
  },
  allowOverdraft: async (context, input) => {
    const known = checkFund(deps, input);
    if (!known.ok) return known;
    return execute(deps, fundDecider, context, { stream: fundStream(account(input).fundId), ask: { type: 'AllowOverdraft', data: { ...input, ...account(input) } } });
  },
});

/** Money booked for a scheme or a place that no batch draws from would lie there unseen. */
const checkFund = ({ policies }: Pick<ServiceDeps, 'policies'>, { scheme, areaCode }: FundRef): Result<FundRef['areaCode']> => {
  const schemes = policies.schemes.map(({ id }) => id);
  if (!schemes.includes(scheme)) return refuse(unknownScheme(scheme, schemes));
  const area = policies.areas.lookup(areaCode);
  if (!area.ok) return refuse({ ...area.rejection, field: 'areaCode' });
  return areaLevel(area.value.code) === 'county' ? accept(area.value.code) : refuse(notACounty(areaCode));
};

const unknownScheme = (scheme: string, known: readonly string[]): Rejection => ({
  code: 'policy.unknown-scheme',
  message: text('没有这个项目', 'There is no such scheme'),
  expected: text(`${known.join('、')} 之一`, `one of ${known.join(', ')}`),
  actual: text(`“${scheme}”`, `"${scheme}"`),
  field: 'scheme',
});

const notACounty = (areaCode: string): Rejection => ({
  code: 'fund.not-a-county',
  message: text('资金按县登记', 'Funds are kept by county'),
  expected: text('县级代码，如 990101000000', 'the code of a county, such as 990101000000'),
  actual: text(areaCode, areaCode),
  field: 'areaCode',
});

const checkArrival = (context: CommandContext, receivedOn: LocalDate): Result<LocalDate> => {
  const today = todayOf(context);
  if (receivedOn <= today) return accept(receivedOn);
  return refuse({
    code: 'date.in-the-future',
    message: text('日期在今天之后', 'The day has not come yet'),
    expected: text(`不晚于 ${today}`, `${today} or earlier`),
    actual: text(receivedOn, receivedOn),
    field: 'receivedOn',
  });
};

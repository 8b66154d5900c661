import { fundDecider, fundIdOf, fundStream } from '@zhibu/domain';
import { execute } from '../execute/execute';
import { StreamDeps } from '../execute/stream-loader';
import { FundRef, FundsService } from './funds-service';

const account = ({ scheme, areaCode, year }: FundRef) => ({ fundId: fundIdOf(scheme, areaCode, year), scheme, areaCode, year });

export const createFunds = (deps: StreamDeps): FundsService => ({
  recordReceipt: (context, input) =>
    execute(deps, fundDecider, context, { stream: fundStream(account(input).fundId), ask: { type: 'RecordFundReceipt', data: { ...input, ...account(input) } } }),
  allowOverdraft: (context, input) =>
    execute(deps, fundDecider, context, { stream: fundStream(account(input).fundId), ask: { type: 'AllowOverdraft', data: { ...input, ...account(input) } } }),
});

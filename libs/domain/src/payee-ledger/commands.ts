import { DomainCommand, Fen, Month, Text } from '@zhibu/kernel';
import { DueComponent, Scheme } from '@zhibu/policy';
import { DuesRun } from './events';

export type PayeeLedgerCommand =
  | DomainCommand<
      'ClaimDues',
      {
        readonly personKey: string;
        readonly entitlementId: string;
        readonly scheme: Scheme;
        /** Schemes of which only one may pay a month. */
        readonly exclusiveWith: readonly Scheme[];
        readonly batchId: string;
        readonly lineNo: number;
        readonly accountKey: string;
        readonly months: readonly { readonly month: Month; readonly amountFen: Fen }[];
        readonly components: readonly DueComponent[];
        /** What the amounts follow from, for every month claimed. */
        readonly basis: readonly DuesRun[];
      }
    >
  | DomainCommand<
      'SuppressDues',
      {
        readonly personKey: string;
        readonly entitlementId: string;
        readonly scheme: Scheme;
        readonly batchId: string;
        readonly months: readonly Month[];
        readonly amountFen: Fen;
        readonly higherScheme: Scheme;
        readonly higherAmountFen: Fen;
        readonly reason: Text;
        readonly basis: readonly DuesRun[];
        readonly higherBasis: readonly DuesRun[];
      }
    >
  | DomainCommand<'ReleaseDues', { readonly personKey: string; readonly batchId: string; readonly reason: string; /** Recorded also where the batch holds nothing, so that a builder still at work claims nothing for it afterwards. */ readonly bar?: boolean }>
  | DomainCommand<
      'HoldDuesAgain',
      { readonly personKey: string; readonly batchId: string; readonly scheme: Scheme; /** Schemes of which only one may pay a month. */ readonly exclusiveWith: readonly Scheme[]; readonly reason: string }
    >;

import { AreaCode, Fen, LocalDate } from '@zhibu/kernel';
import { FundEvent } from '@zhibu/domain';
import { FundingLevel, Scheme } from '@zhibu/policy';
import { CommandContext } from '../execute/context';
import { Outcome } from '../execute/outcome';

export interface FundRef {
  readonly scheme: Scheme;
  /** County, 12 digits. */
  readonly areaCode: AreaCode;
  readonly year: number;
}

export interface FundsService {
  recordReceipt(context: CommandContext, input: FundRef & { readonly receiptNo: string; readonly level: FundingLevel; readonly amountFen: Fen; readonly receivedOn: LocalDate; readonly document: string }): Promise<Outcome<FundEvent>>;
  /** A recorded decision that lets the county pay out more than it holds. */
  allowOverdraft(context: CommandContext, input: FundRef & { readonly level: FundingLevel; readonly limitFen: Fen; readonly document: string }): Promise<Outcome<FundEvent>>;
}

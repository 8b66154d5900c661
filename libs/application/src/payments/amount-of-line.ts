import { Fen, LocalDate, Month } from '@zhibu/kernel';
import { DuesRun, PaymentLine } from '@zhibu/domain';
import { DueComponent } from '@zhibu/policy';

/** What the amount of a line was made of on the day it was claimed; nothing is worked out anew. */
export interface LineAmount extends PaymentLine {
  /** As claimed; the line pays exactly this. */
  readonly claimedFen: Fen;
  readonly months: readonly { readonly month: Month; readonly amountFen: Fen }[];
  readonly components: readonly DueComponent[];
  /** Which rates, without the facts that chose them; empty for claims of the first version. */
  readonly basis: readonly Omit<DuesRun, 'rateFacts'>[];
  readonly claimedOn: LocalDate | null;
  /** The batch gave these months back. */
  readonly released: boolean;
}

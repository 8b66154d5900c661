import { BatchRow, LineStatus } from './tables';

type Bucket = 'pending' | 'credited' | 'returned' | 'unknown' | 'cancelled';
type Totals = Pick<BatchRow, Bucket | `${Bucket}Fen`>;

/** A line that was sent and not answered is as pending as one that was not sent. */
const bucketOf = (status: LineStatus): Bucket => (status === 'sent' ? 'pending' : status);

export interface Moved {
  readonly from: LineStatus;
  readonly to: LineStatus;
  readonly amountFen: number;
}

/** Moves lines between the totals: nothing is ever added to one that is not taken from another. */
export const moveTotals = (row: BatchRow, moves: readonly Moved[]): Totals => {
  const { pending, pendingFen, credited, creditedFen, returned, returnedFen, unknown, unknownFen, cancelled, cancelledFen } = row;
  const totals = { pending, pendingFen, credited, creditedFen, returned, returnedFen, unknown, unknownFen, cancelled, cancelledFen };
  for (const { from, to, amountFen } of moves) {
    const [source, target] = [bucketOf(from), bucketOf(to)];
    totals[source] -= 1;
    totals[`${source}Fen`] -= amountFen;
    totals[target] += 1;
    totals[`${target}Fen`] += amountFen;
  }
  return totals;
};

import { Lease } from '../../leases';
import { Generation } from './generation';

/** A checkpoint that moved over events which changed no row. */
export interface CheckpointMove {
  readonly from: Generation;
  readonly to: string;
  readonly caughtUp: boolean;
  readonly lease: Lease;
}

/** Whether each move was made, in the order given. */
export type MoveAll = (moves: readonly CheckpointMove[]) => Promise<readonly boolean[]>;

interface Waiting {
  readonly move: CheckpointMove;
  resolve(moved: boolean): void;
  reject(error: unknown): void;
}

/** Read models that an event does not concern all say so within a few milliseconds. */
const gatherMs = 5;

/** Moves of many read models in one statement: each alone would take a transaction for every event of others. */
export class CheckpointMoves {
  private waiting: Waiting[] = [];
  private gathering = false;

  constructor(private readonly moveAll: MoveAll) {}

  move(move: CheckpointMove): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ move, resolve, reject });
      if (this.gathering) return;
      this.gathering = true;
      setTimeout(() => void this.flush(), gatherMs);
    });
  }

  private async flush(): Promise<void> {
    this.gathering = false;
    const asked = this.waiting.splice(0);
    try {
      const moved = await this.moveAll(asked.map(({ move }) => move));
      asked.forEach(({ resolve }, index) => resolve(moved[index] === true));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}

import { ReturnFileRow } from '@zhibu/domain';

/** Rows in one part of a return file. */
export interface ReturnRowsPart {
  /** Counts the parts from 0. */
  readonly part: number;
  /** 500; what is left in the last part. */
  readonly rows: readonly ReturnFileRow[];
}

/** The rows of a return file where they can be read again and again, a part at a time: never all of them in memory. */
export interface ReturnRows {
  readonly parts: number;
  /** The parts with these numbers, which rise. */
  read(parts: readonly number[]): AsyncIterable<ReturnRowsPart>;
}

import { Checkpoint } from '@zhibu/kernel';

/** "major/minor": PostgreSQL's transaction id and position, EventStoreDB's commit and prepare position. Both are needed to resume without a gap. */
export const checkpointOf = (major: string, minor: string): Checkpoint => `${major}/${minor}` as Checkpoint;

export const partsOf = (checkpoint: Checkpoint): readonly [major: string, minor: string] => {
  const match = /^(\d{1,20})\/(\d{1,20})$/.exec(checkpoint);
  if (!match?.[1] || !match[2]) throw new RangeError(`expected a checkpoint of two numbers such as "742/19", found "${checkpoint}"`);
  return [match[1], match[2]];
};

/** Asked several times for every event that a live reader takes, so the form is not checked again. */
export const compareCheckpoints = (a: Checkpoint, b: Checkpoint): number => {
  const [endA, endB] = [a.indexOf('/'), b.indexOf('/')];
  return compareDigits(a.slice(0, endA), b.slice(0, endB)) || compareDigits(a.slice(endA + 1), b.slice(endB + 1));
};

// Both parts have 64 bits, more than a number holds.
const compareDigits = (a: string, b: string): number => Math.sign(a.length - b.length) || (a < b ? -1 : a > b ? 1 : 0);

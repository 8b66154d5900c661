import { Rows } from '../framework/projection';
import { settle } from './owe';
import { EndedByDeath, workEnded } from './tables';

const endedOf = (rows: Rows, personKey: string): readonly EndedByDeath[] => rows.get(workEnded, [personKey])?.rights ?? [];

/** Rights that ended by a death, and for which nobody has proposed to go on since. */
export const toPropose = (rows: Rows, personKey: string): readonly EndedByDeath[] => endedOf(rows, personKey).filter(({ proposed }) => !proposed);

/** A proposal is owed after a death was taken back, until each of the rights has one. */
export const endedChanged = (rows: Rows, personKey: string, change: (rights: readonly EndedByDeath[]) => readonly EndedByDeath[]): void => {
  const rights = change(endedOf(rows, personKey));
  if (rights.length > 0) rows.put(workEnded, { personKey, rights });
  else rows.delete(workEnded, [personKey]);
  if (rights.every(({ proposed }) => proposed)) settle(rows, { work: 'propose-reversal', personKey });
};

import type { components } from '../generated/openapi';
import { changeRows, getRow, hasDatabase } from './database';
import { keyOfUser } from './draft-store';
import { canSeal, openJson, sealJson } from './seal';

type Me = components['schemas']['CurrentView'];

/** The service ends every session after so long; nobody is believed for longer without it. */
const longestMs = 12 * 3_600_000;
const place = (owner: string): string => `${owner}/session`;

/** Keeps who is signed in, so that the console opens without a line. Only for those who keep drafts. */
export const rememberSession = async (me: Me): Promise<void> => {
  if (!canSeal()) return;
  const owner = me.userId;
  const sealed = await sealJson(await keyOfUser(owner), place(owner), me);
  await changeRows(['session'], (rows) => rows('session').put({ id: 'last', owner, seenAt: new Date().toISOString(), sealed }));
};

/** Who was signed in when the service was last asked; `null`: nobody, or too long ago. */
export const recallSession = async (): Promise<Me | null> => {
  if (!canSeal() || !(await hasDatabase())) return null;
  const row = await getRow('session', 'last');
  if (row === undefined || Date.now() - Date.parse(row.seenAt) > longestMs) return null;
  return (await openJson(await keyOfUser(row.owner), place(row.owner), row.sealed)) as Me;
};

/** The service says that nobody is signed in: the drafts stay, sealed, for whoever typed them. */
export const forgetSession = async (): Promise<void> => {
  if (await hasDatabase()) await changeRows(['session'], (rows) => rows('session').delete('last'));
};

import { chownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** PostgreSQL refuses to run as root, so a root shell hands it to "nobody". */
export const unprivilegedUid = 65534;

export const runsAsRoot = (): boolean => process.platform === 'linux' && process.geteuid?.() === 0;

export interface ServerUser { readonly uid: number; readonly gid: number }

const nobody: ServerUser = { uid: unprivilegedUid, gid: unprivilegedUid };

/** Makes a path the server's own, where root prepares it for another user. */
export const giveToServer = (path: string, { uid, gid } = nobody): void => {
  if (runsAsRoot()) chownSync(path, uid, gid);
};

const giveTreeToServer = (folder: string): void => {
  giveToServer(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveTreeToServer(path);
    else if (entry.isFile()) giveToServer(path);
  }
};

/**
 * The user a root shell runs the server as: the one the data folder belongs to, so that it stays theirs, or
 * "nobody". A folder that belongs to root, such as a restored copy, is handed over first. Undefined for an
 * ordinary user, who runs the server under the own name.
 */
export const serverUser = (dataFolder: string): ServerUser | undefined => {
  if (!runsAsRoot()) return undefined;
  const { uid, gid } = statSync(dataFolder);
  if (uid !== 0) return { uid, gid };
  giveTreeToServer(dataFolder);
  return nobody;
};

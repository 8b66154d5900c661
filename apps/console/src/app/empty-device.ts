import { letGoOfDatabase } from '../drafts/database';
import { letGoOfWorker } from './offline';

/** The language of the screen and whether single keys are used say nothing about anybody, and the next person has them too. */
const kept = ['zhibu.language', 'zhibu.shortcuts'];

const stores = async (): Promise<readonly string[]> => (await indexedDB.databases()).flatMap(({ name }) => name ?? []);

/** A store that another tab still holds open goes away as soon as that tab lets go of it; nobody is kept waiting. */
const dropped = (name: string): Promise<void> => new Promise((resolve) => {
  const asked = indexedDB.deleteDatabase(name);
  asked.onsuccess = asked.onerror = asked.onblocked = () => resolve();
});

/** Leaves nothing on the device that somebody after us could read. */
export const emptyDevice = async (): Promise<void> => {
  letGoOfDatabase();
  await letGoOfWorker();
  sessionStorage.clear();
  for (const key of Object.keys(localStorage)) if (!kept.includes(key)) localStorage.removeItem(key);
  const names = 'caches' in window ? await caches.keys() : [];
  await Promise.all([...names.map((name) => caches.delete(name)), ...(await stores()).map(dropped)]);
};

import type { Page } from 'playwright-core';

/** An ID number of somebody synthetic, old or new, or an account of theirs; codes of areas and keys of people look different. */
const personal = /990000(?:\d{9}|\d{11}[\dXx])(?!\d)|9999\d{12,15}/;

/** Also where an address writes letters by their bytes. `names`: people known to be shown. */
export const personalIn = (words: string, names: readonly string[] = []): boolean => {
  const read = ((): string => {
    try {
      return decodeURIComponent(words);
    } catch {
      return words;
    }
  })();
  return personal.test(read) || names.some((name) => read.includes(name));
};

/** Words that somebody typed in the query of an address: codes, days, keys and places in a list have neither blanks nor letters beyond ASCII. */
export const typedIn = (address: string): boolean => {
  return [...new URL(address).searchParams.values()].some((value) => /[^\x21-\x7e]/.test(value));
};

/** Everything that the page has written down on the device or in its history, a line for each place; sealed drafts are there as bytes. */
export const writtenDown = (page: Page): Promise<readonly string[]> => page.evaluate(async () => {
  const wait = <T>(asked: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(new Error('expected a readable store'));
  });
  const said = (value: unknown): string => JSON.stringify(value) ?? '';
  const lines = [`address ${location.href}`, `history ${said(history.state)}`, `title ${document.title}`, `cookies ${document.cookie}`];
  for (const [name, store] of [['local', localStorage], ['session', sessionStorage]] as const) for (const key of Object.keys(store)) lines.push(`${name} ${key} ${store.getItem(key)}`);
  for (const { name = '' } of await indexedDB.databases()) {
    const base = await wait(indexedDB.open(name));
    for (const table of base.objectStoreNames) {
      const store = base.transaction(table).objectStore(table);
      lines.push(`${name} ${table} ${said(await wait(store.getAllKeys()))} ${said(await wait(store.getAll()))}`);
    }
    base.close();
  }
  // Over plain http from elsewhere there are none.
  for (const name of 'caches' in globalThis ? await caches.keys() : []) for (const { url } of await (await caches.open(name)).keys()) lines.push(`cache ${name} ${url}`);
  return lines;
});

import type { DraftState } from './draft';
import type { Sealed } from './seal';

/** In the clear stands what tells nothing of anybody applied for: whose row it is, how it stands, and when it was changed. */
export interface DraftRow {
  readonly draftId: string;
  readonly owner: string;
  readonly state: DraftState;
  readonly changedAt: string;
  readonly sealed: Sealed;
}

export interface FileRow {
  readonly fileId: string;
  readonly draftId: string;
  readonly sealed: Sealed;
}

export interface KeyRow {
  readonly owner: string;
  readonly key: CryptoKey;
}

/** Who was signed in last, sealed with the key of that user. */
export interface SessionRow {
  readonly id: 'last';
  readonly owner: string;
  readonly seenAt: string;
  readonly sealed: Sealed;
}

export interface Rows {
  readonly drafts: DraftRow;
  readonly files: FileRow;
  readonly keys: KeyRow;
  readonly session: SessionRow;
}

export type RowStore = keyof Rows;

const databaseName = 'zhibu-drafts';
const databaseVersion = 1;

const answerOf = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('the store of the device gave no answer'));
});

let isLetGo = false;

/** From now on this page keeps nothing more: what is still on its way to the store does not make it anew behind whoever signed out. */
export const letGoOfDatabase = (): void => {
  isLetGo = true;
};

const openDatabase = async (): Promise<IDBDatabase> => {
  if (isLetGo) throw new Error('expected somebody who is signed in; the device was emptied');
  const opening = indexedDB.open(databaseName, databaseVersion);
  opening.onupgradeneeded = () => {
    const database = opening.result;
    database.createObjectStore('drafts', { keyPath: 'draftId' });
    database.createObjectStore('files', { keyPath: 'fileId' }).createIndex('draftId', 'draftId');
    database.createObjectStore('keys', { keyPath: 'owner' });
    database.createObjectStore('session', { keyPath: 'id' });
  };
  const database = await answerOf(opening);
  // Signing out in another tab empties the device: this one lets go at once.
  database.onversionchange = () => database.close();
  return database;
};

/** Whether there is a store at all: looking for something does not make one. */
export const hasDatabase = async (): Promise<boolean> => typeof indexedDB !== 'undefined' && (await indexedDB.databases()).some(({ name }) => name === databaseName);

/** Opens the store for one piece of work, and closes it: nobody is kept from emptying the device. */
const withDatabase = async <T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> => {
  const database = await openDatabase();
  try {
    return await work(database);
  } finally {
    database.close();
  }
};

export const getRow = <S extends RowStore>(store: S, key: string): Promise<Rows[S] | undefined> =>
  withDatabase((database) => answerOf(database.transaction(store).objectStore(store).get(key) as IDBRequest<Rows[S] | undefined>));

export const allRows = <S extends RowStore>(store: S): Promise<readonly Rows[S][]> =>
  withDatabase((database) => answerOf(database.transaction(store).objectStore(store).getAll() as IDBRequest<Rows[S][]>));

/** Several rows at once, or none. */
export const changeRows = (stores: readonly RowStore[], change: (rows: <S extends RowStore>(store: S) => IDBObjectStore) => void): Promise<void> =>
  withDatabase((database) => new Promise<void>((resolve, reject) => {
    const transaction = database.transaction([...stores], 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    let refused: DOMException | null = null;
    // The request says first what is wrong; the transaction may only say that it was given up.
    transaction.onerror = ({ target }) => { refused ??= target instanceof IDBRequest ? target.error : null; };
    transaction.onabort = () => reject(refused ?? transaction.error ?? new Error('the store of the device took nothing'));
    change((store) => transaction.objectStore(store));
  }));

/** The device has no more room for what is kept here. */
export const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';

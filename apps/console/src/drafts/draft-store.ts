import type { EvidencePiece } from '../shared/evidence/piece';
import { FileRow, allRows, changeRows, getRow, hasDatabase, isFull } from './database';
import { Draft, DraftState, isUnsent } from './draft';
import { newSealingKey, open, openJson, seal, sealJson } from './seal';

/** Drafts of one user on this device. */
export interface DraftStore {
  list(): Promise<readonly Draft[]>;
  get(draftId: string): Promise<Draft | null>;
  /**
   * Gives the pieces that found no room. A draft without one of them is kept as one that is being typed, whatever it was: nothing
   * sends it from the store.
   */
  put(draft: Draft): Promise<readonly string[]>;
  remove(draftId: string): Promise<void>;
}

/** A piece of evidence without its content, which lies beside it and is sealed once. */
interface PieceKept extends Omit<EvidencePiece, 'content'> {
  readonly type: string | null;
}

type DraftKept = Omit<Draft, 'pieces'> & { readonly pieces: readonly PieceKept[] };

const fileIdOf = (draftId: string, pieceId: string): string => `${draftId}/${pieceId}`;

/** The key of a user, made when it is first needed and given to nobody. */
export const keyOfUser = async (owner: string): Promise<CryptoKey> => {
  const found = await getRow('keys', owner);
  if (found !== undefined) return found.key;
  const key = await newSealingKey();
  await changeRows(['keys'], (rows) => rows('keys').add({ owner, key })).catch(() => undefined);
  // Another tab may have been quicker; there is one key for each user.
  const kept = await getRow('keys', owner);
  if (kept === undefined) throw new Error('the device keeps no key');
  return kept.key;
};

const filesOf = async (draftId: string): Promise<ReadonlyMap<string, FileRow>> =>
  new Map((await allRows('files')).filter((row) => row.draftId === draftId).map((row) => [row.fileId, row]));

/** Everything that says something of somebody is sealed with the user's key before it is written. */
export const createDraftStore = (owner: string): DraftStore => {
  let key: Promise<CryptoKey> | undefined;
  const ownKey = (): Promise<CryptoKey> => (key ??= keyOfUser(owner));
  const placeOf = (id: string): string => `${owner}/${id}`;

  const opened = async (draftId: string, kept: DraftKept): Promise<Draft> => {
    const files = await filesOf(draftId);
    const pieces = await Promise.all(kept.pieces.map(async ({ type, ...piece }): Promise<EvidencePiece> => {
      const row = files.get(fileIdOf(draftId, piece.pieceId));
      if (row === undefined || type === null) return { ...piece, content: null };
      return { ...piece, content: new Blob([await open(await ownKey(), placeOf(row.fileId), row.sealed)], { type }) };
    }));
    return { ...kept, pieces };
  };

  const get = async (draftId: string): Promise<Draft | null> => {
    const row = await getRow('drafts', draftId);
    if (row === undefined || row.owner !== owner) return null;
    return opened(draftId, (await openJson(await ownKey(), placeOf(draftId), row.sealed)) as DraftKept);
  };

  const write = async (draft: Draft, before: ReadonlyMap<string, FileRow>): Promise<void> => {
    const { draftId, state, changedAt, pieces } = draft;
    const ofOwn = await ownKey();
    const kept: DraftKept = { ...draft, pieces: pieces.map(({ content, ...piece }) => ({ ...piece, type: content?.type ?? null })) };
    const wanted = pieces.flatMap(({ pieceId, content }) => (content === null ? [] : [{ fileId: fileIdOf(draftId, pieceId), content }]));
    const added = await Promise.all(wanted.filter(({ fileId }) => !before.has(fileId)).map(async ({ fileId, content }): Promise<FileRow> => ({ fileId, draftId, sealed: await seal(ofOwn, placeOf(fileId), await content.arrayBuffer()) })));
    const sealed = await sealJson(ofOwn, placeOf(draftId), kept);
    await changeRows(['drafts', 'files'], (rows) => {
      rows('drafts').put({ draftId, owner, state, changedAt, sealed });
      for (const row of added) rows('files').put(row);
      for (const fileId of before.keys()) if (!wanted.some((each) => each.fileId === fileId)) rows('files').delete(fileId);
    });
  };

  return {
    get,
    list: async () => {
      const own = (await allRows('drafts')).filter((row) => row.owner === owner);
      const drafts = await Promise.all(own.map(({ draftId }) => get(draftId)));
      return drafts.filter((draft) => draft !== null).sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
    },
    put: async (draft) => {
      const { draftId, pieces } = draft;
      const before = await filesOf(draftId);
      const isNew = ({ pieceId, content }: EvidencePiece): boolean => content !== null && !before.has(fileIdOf(draftId, pieceId));
      try {
        await write(draft, before);
        return [];
      } catch (error) {
        if (!isFull(error) || !pieces.some(isNew)) throw error;
        // What the service has is named without its content.
        const left = pieces.filter((piece) => isNew(piece) && piece.sha256 === null);
        const kept = pieces.filter((piece) => !left.includes(piece)).map((piece) => (isNew(piece) ? { ...piece, content: null } : piece));
        await write({ ...draft, state: left.length > 0 && draft.state === 'waiting' ? 'typing' : draft.state, pieces: kept }, before);
        return left.map(({ pieceId }) => pieceId);
      }
    },
    remove: async (draftId) => {
      const files = await filesOf(draftId);
      await changeRows(['drafts', 'files'], (rows) => {
        rows('drafts').delete(draftId);
        for (const fileId of files.keys()) rows('files').delete(fileId);
      });
    },
  };
};

/** How many drafts of anybody this device alone has: signing out would lose them. */
export const unsentOnDevice = async (): Promise<number> => {
  if (!(await hasDatabase())) return 0;
  return (await allRows('drafts')).filter(({ state }: { readonly state: DraftState }) => isUnsent(state)).length;
};

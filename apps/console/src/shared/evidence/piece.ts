/** A piece of evidence in a form. The form sends `kind`, `title` and `sha256`. */
export interface EvidencePiece {
  /** Tells pieces of one form apart; made here, and sent to nobody. */
  readonly pieceId: string;
  /** One of `evidenceKinds`; older forms may hold other words. */
  readonly kind: string;
  readonly title: string;
  /** By the service, once it keeps the file; `null` before. */
  readonly sha256: string | null;
  /** The file as it is sent; in a form that is not sent yet also afterwards, because it may turn out to be somebody else's. */
  readonly content: Blob | null;
}

/** What an application or a correction names. */
export interface EvidenceNamed {
  readonly kind: string;
  readonly title: string;
  readonly sha256: string;
}

export const piecesMax = 50;
export const titleCharactersMax = 200;

export const isWhole = ({ title, sha256 }: EvidencePiece): boolean => sha256 !== null && title.trim() !== '';

/** Neither the service nor this device has the file: it was sent for somebody else, and not kept here. */
export const isGone = ({ sha256, content }: EvidencePiece): boolean => sha256 === null && content === null;

/** Pieces as a form names them; those that are not kept by the service yet cannot be named. */
export const namedOf = (pieces: readonly EvidencePiece[]): EvidenceNamed[] => pieces.flatMap(({ kind, title, sha256 }) => (sha256 === null ? [] : [{ kind, title: title.trim(), sha256 }]));

export const pieceOf = ({ kind, title, sha256 }: EvidenceNamed): EvidencePiece => ({ pieceId: sha256, kind, title, sha256, content: null });

/** The same file, byte for byte: it is kept once, so it stands in a list once. Also where the browser makes no hashes. */
export const sameContent = async (one: Blob, other: Blob): Promise<boolean> => {
  if (one.size !== other.size) return false;
  const [a, b] = (await Promise.all([one.arrayBuffer(), other.arrayBuffer()])).map((buffer) => new Uint8Array(buffer));
  return a !== undefined && b !== undefined && a.every((byte, index) => byte === b[index]);
};

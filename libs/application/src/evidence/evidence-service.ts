import { Actor, AreaCode, Result } from '@zhibu/kernel';
import { EvidenceRef } from '@zhibu/domain';
import { FileType } from './file-type';

/** A file of 10 MB holds any page that a phone takes; the console sends far smaller ones. */
export const evidenceBytesMax = 10 * 1024 * 1024;
/** Files of one person over a life: what was taken in and never used stays until the person is erased. */
export const evidenceFilesMax = 200;

export interface KeptEvidenceFile {
  readonly sha256: string;
  readonly type: FileType;
  readonly bytes: number;
}

/** One piece as a case names it; kind and title are null once the person was erased. */
export interface EvidenceItem {
  readonly sha256: string;
  readonly kind: string | null;
  readonly title: string | null;
  /** Named by the latest form of the application; otherwise it was replaced by a correction, and was before those who decided earlier. */
  readonly current: boolean;
  /** Whether the file itself is here. */
  readonly kept: boolean;
}

export interface EvidenceService {
  /**
   * Takes a file in about a person who is registered; the same content again gives the same answer. Refuses whoever has no window
   * where the person lives, `evidence.type`, `evidence.not-whole`, `evidence.pixels`, `evidence.too-large`, `evidence.too-many`.
   */
  keep(actor: Actor, input: { readonly personKey: string; readonly content: Uint8Array }): Promise<Result<KeptEvidenceFile>>;
  /** To be called after the look was recorded. Refuses `evidence.not-found`, `evidence.damaged`, `evidence.erased`. */
  open(input: { readonly personKey: string; readonly sha256: string }): Promise<Result<{ readonly type: FileType; readonly content: Uint8Array }>>;
  /** All that the case ever named, in the order it came in. */
  ofApplication(applicationId: string): Promise<Result<readonly EvidenceItem[]>>;
  /**
   * Refuses `evidence.not-kept` where a form names a file that is not here. Whoever may not send the form learns nothing: then
   * it is the form itself that is refused.
   */
  checkForm(actor: Actor, input: { readonly personKey: string; readonly areaCode: AreaCode | null; readonly evidence: readonly EvidenceRef[] }): Promise<Result<null>>;
  /** The same for a correction of a case that is there. */
  checkCorrection(actor: Actor, input: { readonly applicationId: string; readonly evidence: readonly EvidenceRef[] }): Promise<Result<null>>;
}

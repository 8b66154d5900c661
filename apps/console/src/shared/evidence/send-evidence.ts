import { Language } from '@zhibu/kernel';
import { ApiProblem, NoLine, Problem } from '../../api/problem';
import { components } from '../../generated/openapi';
import { EvidencePiece } from './piece';

type Kept = components['schemas']['KeptEvidenceView'];

interface SendOptions {
  readonly personKey: string;
  readonly content: Blob;
  readonly language: Language;
  /** From 0 to 100. */
  readonly onProgress?: (percent: number) => void;
}

const whole = 100;
/** A line that carries nothing for so long is as good as cut: what waits is tried again, and nobody looks at a bar that stands still. */
const silenceMsMax = 60_000;

/**
 * Sends one file and gives the SHA-256 under which an application names it. The same content gives the same answer, so sending again
 * after a cut line is harmless. Refusals are `ApiProblem`, a cut line is `NoLine`. Not by `fetch`, which cannot tell how far it has come.
 */
export const sendEvidence = ({ personKey, content, language, onProgress }: SendOptions): Promise<string> => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open('POST', `/api/v1/people/${encodeURIComponent(personKey)}/evidence`);
  request.setRequestHeader('Accept-Language', language);
  request.setRequestHeader('Content-Type', content.type === '' ? 'application/octet-stream' : content.type);
  request.responseType = 'json';
  let silence = setTimeout(() => request.abort(), silenceMsMax);
  request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
    clearTimeout(silence);
    silence = setTimeout(() => request.abort(), silenceMsMax);
    if (lengthComputable && total > 0) onProgress?.(Math.floor((loaded * whole) / total));
  };
  request.onloadend = () => clearTimeout(silence);
  request.onerror = request.onabort = () => reject(new NoLine('no answer'));
  request.onload = () => {
    const answer = request.response as Kept | Problem | null;
    if (answer !== null && 'sha256' in answer) resolve(answer.sha256);
    else reject(answer === null ? new NoLine(`${request.status}`) : new ApiProblem(answer));
  };
  request.send(content);
});

interface SendPiecesOptions {
  readonly personKey: string;
  readonly language: Language;
  /** Waited for, so that what was sent is known as such before the next one is begun. */
  readonly onSent?: (piece: EvidencePiece) => Promise<void>;
  /** From 0 to 100, of one piece. */
  readonly onProgress?: (piece: EvidencePiece, percent: number) => void;
}

/**
 * Sends whatever of the pieces only this device has, one after the other, and gives all of them as they can be named then. Stops at the
 * first refusal; what was sent before it stays known by `onSent`. The contents stay: for another person they are sent again.
 */
export const sendPieces = async (pieces: readonly EvidencePiece[], { personKey, language, onSent, onProgress }: SendPiecesOptions): Promise<readonly EvidencePiece[]> => {
  const sent: EvidencePiece[] = [];
  for (const piece of pieces) {
    const { content } = piece;
    if (piece.sha256 !== null || content === null) {
      sent.push(piece);
      continue;
    }
    onProgress?.(piece, 0);
    const now = { ...piece, sha256: await sendEvidence({ personKey, content, language, onProgress: (percent) => onProgress?.(piece, percent) }) };
    await onSent?.(now);
    // A file that is in the list already is one piece, not two.
    if (!sent.some(({ sha256 }) => sha256 === now.sha256)) sent.push(now);
  }
  return sent;
};

export const evidenceTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

/** The service takes no more. */
export const evidenceBytesMax = 10 * 1024 * 1024;

const headBytes = 12;
const ascii = (word: string): readonly number[] => [...word].map((letter) => letter.charCodeAt(0));
const begins: readonly { readonly type: EvidenceType; readonly parts: readonly (readonly [at: number, bytes: readonly number[]])[] }[] = [
  { type: 'image/jpeg', parts: [[0, [0xff, 0xd8, 0xff]]] },
  { type: 'image/png', parts: [[0, [0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a]]] },
  { type: 'image/webp', parts: [[0, ascii('RIFF')], [8, ascii('WEBP')]] },
  { type: 'application/pdf', parts: [[0, ascii('%PDF-')]] },
];

/** What a file is by how its content begins; `null`: nothing that is taken. The service looks at all of it again. */
export const typeOfContent = async (file: Blob): Promise<EvidenceType | null> => {
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  return begins.find(({ parts }) => parts.every(([at, bytes]) => bytes.every((byte, index) => head[at + index] === byte)))?.type ?? null;
};

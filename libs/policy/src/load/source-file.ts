import { Text, text } from '@zhibu/kernel';
import { LineCounter, Document, isNode, parseDocument } from 'yaml';
import { Place } from '../model';
import { PolicyFile, PolicyProblem } from '../policy-set';

/** Path of a value in a file, for example `['schemes', 'rural-reward', 'layers', 0]`. */
export type ValuePath = readonly (string | number)[];

/** One YAML file that knows on which line each of its values stands. */
export interface SourceFile {
  readonly path: string;
  readonly content: unknown;
  placeOf(path: ValuePath): Place;
}

/** Collects problems while everything is read, so that a reader sees all of them at once. */
export class ProblemList {
  private readonly found: PolicyProblem[] = [];

  add(at: Place, code: string, reason: Text): void {
    this.found.push({ file: at.file, line: at.line, code, reason });
  }

  /** In the order of files and lines, without repetitions. */
  sorted(): PolicyProblem[] {
    const keys = new Set<string>();
    return this.found
      .filter(({ file, line, code, reason }) => {
        const key = JSON.stringify([file, line, code, reason.en]);
        return !keys.has(key) && keys.add(key) !== undefined;
      })
      .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  }
}

/** The line of a value, or of the nearest thing around it when the value itself is missing. */
const offsetOf = (document: Document.Parsed, path: ValuePath): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
};

/** Parses one file. YAML errors, repeated keys among them, go to `problems`. */
export const readSource = (file: PolicyFile, problems: ProblemList): SourceFile | null => {
  const lines = new LineCounter();
  const document = parseDocument(file.text.replace(/^\uFEFF/, ''), { lineCounter: lines, uniqueKeys: true, maxAliasCount: 0 } as object);
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  // Only the first: the errors after it are mostly echoes of it.
  for (const error of document.errors.slice(0, 1)) {
    const sentence = error.message.split('\n')[0] ?? '';
    problems.add({ file: file.path, line: lineAt(error.pos[0]) }, 'policy.file.not-yaml', text(`不是正确的 YAML：${sentence}`, `This is not YAML: ${sentence}`));
  }
  if (document.errors.length > 0) return null;
  return {
    path: file.path,
    content: document.toJS() as unknown,
    placeOf: (path) => ({ file: file.path, line: lineAt(offsetOf(document, path)) }),
  };
};

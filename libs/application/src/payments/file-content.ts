import { Fen, Result, accept, formatYuan, refuse, sha256Hex, sumFen } from '@zhibu/kernel';
import { BatchFile, BatchReissued, carriedBy, fileStale, instructionNameOf } from '@zhibu/domain';
import { ServiceDeps } from '../service-deps';
import { BatchView, chunkOfLine, linesInOrder } from './batch-view';

/** What a file that was not sent carries by its lines as they stand now. */
export interface FileContent {
  readonly lines: number;
  readonly totalFen: Fen;
  readonly instructionsHash: string;
  /** `<lineNo>/<attempt>` by chunk. */
  readonly byChunk: ReadonlyMap<number, readonly string[]>;
}

/** Chunks that have instructions in a file: all for the first one, later those of the lines reissued. */
export const chunksOfFile = ({ loaded, plan }: BatchView, fileNo: number): readonly number[] => {
  if (fileNo === 1) return plan.map(({ chunk }) => chunk);
  const lineNos = loaded.events.flatMap((event) => (event.type === 'BatchReissued' ? (event.data as BatchReissued['data']).lines.map(({ lineNo }) => lineNo) : []));
  const chunks = new Set(lineNos.flatMap((lineNo) => chunkOfLine(plan, lineNo) ?? []));
  return [...chunks].sort((a, b) => a - b);
};

export const instructionsHashOf = (names: readonly string[]): string => sha256Hex(names.join('\n'));

/** For files of reissued lines, which are few: the first file is the whole list, and nothing holds a line of it. */
export const contentNow = async (deps: ServiceDeps, view: BatchView, fileNo: number): Promise<FileContent> => {
  const byChunk = new Map<number, readonly string[]>();
  const amounts: Fen[] = [];
  for await (const group of linesInOrder(deps, view.opened.batchId, chunksOfFile(view, fileNo))) {
    for (const { state } of group) {
      const lines = carriedBy(state, fileNo);
      byChunk.set(state.chunk, lines.map(instructionNameOf));
      amounts.push(...lines.map((line) => line.amountFen));
    }
  }
  return { lines: amounts.length, totalFen: sumFen(amounts), instructionsHash: instructionsHashOf([...byChunk.values()].flat()), byChunk };
};

/** What the file carries now, refused with `batch.file-stale` when that is not what was written into it. */
export const contentAsWritten = async (deps: ServiceDeps, view: BatchView, file: BatchFile): Promise<Result<FileContent>> => {
  const now = await contentNow(deps, view, file.fileNo);
  const same = now.lines === file.lines && now.totalFen === file.totalFen && (file.instructionsHash ?? now.instructionsHash) === now.instructionsHash;
  const shown = ({ lines, totalFen }: Pick<FileContent, 'lines' | 'totalFen'>): string => `${lines} / ${formatYuan(totalFen)}`;
  return same ? accept(now) : refuse(fileStale(file.fileNo, shown(file), shown(now)));
};

import { RejectionError, refuse, text } from '@zhibu/kernel';
import {
  BatchFileWritten, BatchReissued, LineState, PaymentLinesState, PersonEvent, PersonState, fileContent, instructionIdOf, linesOf, nextFileNo, paymentBatchDecider, personDecider,
  personStream,
} from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { prepare } from '../execute/execute';
import { Done } from '../execute/outcome';
import { loadStreams } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { PaymentFileRow, WrittenFile } from '../ports/payment-file-writer';
import { ServiceDeps } from '../service-deps';
import { BatchView, chunkOfLine, linesInOrder, loadBatch, onBatch } from './batch-view';
import { BatchRef } from './payments-service';
import { completeReissues } from './reissue-lines';

/** A file that was written and not sent is written again, to the same content; else the next one is. */
export const writeFile =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId }: BatchRef): Promise<Done<WrittenFile & { readonly fileNo: number }>> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const { state, opened, loaded } = view.value;
    const repeated = loaded.events.find((event) => event.meta.commandKey === context.commandKey && event.type === 'BatchFileWritten');
    if (repeated !== undefined) {
      const { fileNo, layout, sha256, lines, totalFen } = repeated.data as BatchFileWritten['data'];
      return { ok: true, value: { fileNo, layout, sha256, lines, totalFen, location: deps.files.locate(batchId, fileNo) }, version: repeated.meta.version, duplicate: true };
    }
    const waiting = state.files.find((file) => !file.sent);
    const fileNo = waiting?.fileNo ?? nextFileNo(state);
    const ready = await completeReissues(deps, context, view.value);
    if (ready !== null) return ready;
    const content = await contentOf(deps, view.value, fileNo);
    if (content.lines === 0) return nothingToWrite(batchId, fileNo);
    if (waiting === undefined) {
      // Duties and status are checked before a single row is written; the hash is not known yet.
      const ask = { type: 'RecordFile' as const, data: { fileNo, layout: '', sha256: '', ...content } };
      const allowed = prepare(deps, paymentBatchDecider, context, { stream: loaded.stream, ask }, loaded);
      if (allowed.kind === 'settled' && !allowed.outcome.ok) return allowed.outcome;
    }
    const { scheme, areaCode, period } = opened;
    try {
      const written = await deps.files.write({ batchId, fileNo, scheme, areaCode, period, writtenOn: todayOf(context), ...content }, rowsOf(deps, view.value, fileNo));
      const { layout, sha256, lines, totalFen } = written;
      const outcome = await onBatch(deps, context, batchId, { type: 'RecordFile', data: { fileNo, layout, sha256, lines, totalFen } }, { type: 'RecordFile', data: { batchId } });
      return outcome.ok ? { ok: true, value: { ...written, fileNo }, version: outcome.version, duplicate: waiting !== undefined } : outcome;
    } catch (error) {
      if (error instanceof RejectionError) return { ok: false, rejection: error.rejection };
      throw error;
    }
  };

/** Chunks that have instructions in a file: all for the first one, later those of the lines reissued. */
export const chunksOfFile = ({ loaded, plan }: BatchView, fileNo: number): readonly number[] => {
  if (fileNo === 1) return plan.map(({ chunk }) => chunk);
  const lineNos = loaded.events.flatMap((event) => (event.type === 'BatchReissued' ? (event.data as BatchReissued['data']).lines.map(({ lineNo }) => lineNo) : []));
  const chunks = new Set(lineNos.flatMap((lineNo) => chunkOfLine(plan, lineNo) ?? []));
  return [...chunks].sort((a, b) => a - b);
};

/** Also those that an interrupted sending has marked already: the file that carries them is still the same. */
const linesOfFile = (state: PaymentLinesState, fileNo: number): readonly LineState[] =>
  linesOf(state).filter((line) => line.fileNo === fileNo && (line.status === 'pending' || line.status === 'sent'));

/** A reissued line may be held back by a later answer of the bank, so later files are counted from the lines. */
const contentOf = async (deps: ServiceDeps, view: BatchView, fileNo: number): Promise<{ readonly lines: number; readonly totalFen: number }> => {
  if (fileNo === 1) return fileContent(view.state, 1);
  const content = { lines: 0, totalFen: 0 };
  for await (const group of linesInOrder(deps, view.opened.batchId, chunksOfFile(view, fileNo))) {
    for (const line of group.flatMap(({ state }) => linesOfFile(state, fileNo))) {
      content.lines += 1;
      content.totalFen += line.amountFen;
    }
  }
  return content;
};

async function* rowsOf(deps: ServiceDeps, view: BatchView, fileNo: number): AsyncGenerator<PaymentFileRow, void, undefined> {
  const { batchId } = view.opened;
  for await (const group of linesInOrder(deps, batchId, chunksOfFile(view, fileNo))) {
    const lines = group.flatMap(({ state }) => linesOfFile(state, fileNo));
    const people = await loadStreams<PersonState, PersonEvent>(deps, personDecider, lines.map((line) => personStream(line.personKey)));
    for (const line of lines) yield rowOf(batchId, line, people.get(personStream(line.personKey))?.state);
  }
}

const rowOf = (batchId: string, line: LineState, person: PersonState | undefined): PaymentFileRow => {
  const account = person?.accounts.find((candidate) => candidate.accountKey === line.accountKey);
  const [name, idNumber, accountNumber, bank] = [account?.holderName ?? person?.name ?? null, person?.idNumber ?? null, account?.accountNumber ?? null, account?.bank ?? null];
  if (name === null || idNumber === null || accountNumber === null || bank === null) throw new RejectionError(dataMissing(line.lineNo));
  const { lineNo, attempt, amountFen } = line;
  return { lineNo, attempt, instructionId: instructionIdOf(batchId, lineNo, attempt), name, idNumber, accountNumber, bank, amountFen };
};

const dataMissing = (lineNo: number) => ({
  code: 'file.person-data-missing',
  message: text('名单上有人的姓名、身份证号或账号已不可读', 'Name, ID number or account of somebody on the list cannot be read any more'),
  expected: text('每行都有姓名、身份证号、账号', 'name, ID number and account on every line'),
  actual: text(`第 ${lineNo} 行缺失`, `missing on line ${lineNo}`),
});

const nothingToWrite = (batchId: string, fileNo: number) =>
  refuse({
    code: 'file.nothing-to-write',
    message: text('没有待写入文件的发放行', 'There is no line waiting for a file'),
    expected: text('至少一行待发', 'at least one line to pay'),
    actual: text(`${batchId} 第 ${fileNo} 个文件：0 行`, `${batchId}, file ${fileNo}: none`),
  });

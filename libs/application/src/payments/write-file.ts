import { RejectionError, refuse, text } from '@zhibu/kernel';
import {
  BatchFileWritten, LineState, PersonEvent, PersonState, carriedBy, fileContent, fileNosToWrite, fileVersionOf, instructionIdOf, instructionNameOf, paymentBatchDecider, personDecider,
  personStream, writeFileProblem,
} from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { prepare } from '../execute/execute';
import { Done } from '../execute/outcome';
import { loadStreams } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { PaymentFileRow, WrittenFile } from '../ports/payment-file-writer';
import { ServiceDeps } from '../service-deps';
import { BatchView, linesInOrder, loadBatch, onBatch } from './batch-view';
import { chunksOfFile, contentAsWritten, contentNow, instructionsHashOf } from './file-content';
import { BatchRef } from './payments-service';
import { completeReissues } from './reissue-lines';

type Written = Done<WrittenFile & { readonly fileNo: number }>;
interface Planned {
  readonly fileNo: number;
  readonly lines: number;
  readonly totalFen: number;
}

/**
 * A file that was written and not sent is written again, to the same content; else the next one is. The hash is on
 * record before the file appears under its name: what lies there is only ever what the batch knows of.
 */
export const writeFile =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId }: BatchRef): Promise<Written> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const { state, opened, loaded } = view.value;
    const duty = writeFileProblem(state, context.actor);
    if (duty !== null) return refuse(duty);
    const repeated = loaded.events.find((event) => event.meta.commandKey === context.commandKey && event.type === 'BatchFileWritten');
    if (repeated !== undefined) {
      const { fileNo, fileVersion, layout, sha256, lines, totalFen } = repeated.data as BatchFileWritten['data'];
      const unsent = state.files.some((file) => file.fileNo === fileNo && !file.sent && file.sha256 === sha256);
      // Who died between the record and the file's name left a draft: then the file is written after all.
      const kept = !unsent || (await deps.files.hashOf(batchId, fileNo, fileVersion)) === sha256;
      if (kept) return { ok: true, value: { fileNo, layout, sha256, lines, totalFen, location: deps.files.locate(batchId, fileNo, fileVersion) }, version: repeated.meta.version, duplicate: true };
    }
    const waiting = state.files.find((file) => !file.sent);
    const ready = await completeReissues(deps, context, view.value);
    if (ready !== null) return ready;
    if (waiting !== undefined && waiting.fileNo > 1) {
      const asWritten = await contentAsWritten(deps, view.value, waiting);
      if (!asWritten.ok) return asWritten;
    }
    const content = waiting ?? (await nextContent(deps, view.value));
    if (content === null) return nothingToWrite(batchId, fileNosToWrite(state).at(-1) ?? 1);
    const { fileNo, lines, totalFen } = content;
    const reissues = state.reissues.length;
    if (waiting === undefined) {
      // Duties and status are checked before a single row is written; the hash is not known yet.
      const ask = { type: 'RecordFile' as const, data: { fileNo, layout: '', sha256: '', instructionsHash: null, lines, totalFen, reissues } };
      const allowed = prepare(deps, paymentBatchDecider, context, { stream: loaded.stream, ask }, loaded);
      if (allowed.kind === 'settled' && !allowed.outcome.ok) return allowed.outcome;
    }
    const { scheme, areaCode, period } = opened;
    const header = { batchId, fileNo, fileVersion: fileVersionOf(state, fileNo), scheme, areaCode, period, writtenOn: todayOf(context), lines, totalFen };
    const names: string[] = [];
    let version = loaded.version;
    const record = async ({ layout, sha256, lines: written, totalFen: writtenFen }: WrittenFile): Promise<void> => {
      const instructionsHash = fileNo === 1 ? null : instructionsHashOf(names);
      const ask = { type: 'RecordFile' as const, data: { fileNo, layout, sha256, instructionsHash, lines: written, totalFen: writtenFen, reissues, fileVersion: header.fileVersion } };
      const outcome = await onBatch(deps, context, batchId, ask, { type: 'RecordFile', data: { batchId } });
      if (!outcome.ok) throw new RejectionError(outcome.rejection);
      version = outcome.version;
    };
    try {
      const file = await deps.files.write(header, rowsOf(deps, view.value, fileNo, names), record);
      return { ok: true, value: { ...file, fileNo }, version, duplicate: waiting !== undefined };
    } catch (error) {
      if (error instanceof RejectionError) return { ok: false, rejection: error.rejection };
      throw error;
    }
  };

/** The first number under which there is something to write: a voided file comes before the one that follows it. */
const nextContent = async (deps: ServiceDeps, view: BatchView): Promise<Planned | null> => {
  for (const fileNo of fileNosToWrite(view.state)) {
    const { lines, totalFen } = fileNo === 1 ? fileContent(view.state, 1) : await contentNow(deps, view, fileNo);
    if (lines > 0) return { fileNo, lines, totalFen };
  }
  return null;
};

/** Notes in `names` which instructions went into a later file. */
async function* rowsOf(deps: ServiceDeps, view: BatchView, fileNo: number, names: string[]): AsyncGenerator<PaymentFileRow, void, undefined> {
  const { batchId } = view.opened;
  for await (const group of linesInOrder(deps, batchId, chunksOfFile(view, fileNo))) {
    const lines = group.flatMap(({ state }) => carriedBy(state, fileNo));
    if (fileNo > 1) names.push(...lines.map(instructionNameOf));
    const people = await loadStreams<PersonState, PersonEvent>(deps, personDecider, lines.map((line) => personStream(line.personKey)));
    for (const line of lines) yield rowOf(batchId, line, people.get(personStream(line.personKey))?.state);
  }
}

const rowOf = (batchId: string, line: LineState, person: PersonState | undefined): PaymentFileRow => {
  // Recorded anew under the same number, holder or bank were put right.
  const account = person?.accounts.findLast((candidate) => candidate.accountKey === line.accountKey);
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

import { refuse, text } from '@zhibu/kernel';
import { paymentBatchDecider } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { prepare } from '../execute/execute';
import { Done } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { loadBatch, onBatch } from './batch-view';
import { contentAsWritten } from './file-content';
import { BatchRef } from './payments-service';

type Taken = Done<{ readonly name: string; readonly content: AsyncIterable<Uint8Array> }>;

/** The bytes are read after the record stands, so that no copy leaves unrecorded; and only the bytes that were recorded. */
export const takeFile =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId, fileNo, reason }: BatchRef & { readonly fileNo: number; readonly reason: string }): Promise<Taken> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const { loaded, state } = view.value;
    const ask = { type: 'TakeFile' as const, data: { fileNo, reason, today: todayOf(context) } };
    const allowed = prepare(deps, paymentBatchDecider, context, { stream: loaded.stream, ask }, loaded);
    if (allowed.kind === 'settled' && !allowed.outcome.ok) return allowed.outcome;
    const file = state.files.find((each) => each.fileNo === fileNo);
    if (file === undefined) return notKept(fileNo, '—', null);
    if (!file.sent && fileNo > 1) {
      const asWritten = await contentAsWritten(deps, view.value, file);
      if (!asWritten.ok) return asWritten;
    }
    const kept = await deps.files.hashOf(batchId, fileNo, file.version);
    if (kept !== file.sha256) return notKept(fileNo, file.sha256, kept);
    const taken = await onBatch(deps, context, batchId, ask);
    if (!taken.ok) return taken;
    return { ok: true, value: { name: `${batchId}.${fileNo}.txt`, content: deps.files.read(batchId, fileNo, file.version) }, version: taken.version, duplicate: taken.duplicate };
  };

const notKept = (fileNo: number, expected: string, actual: string | null) =>
  refuse({
    code: 'file.not-kept',
    message: text('存放的文件缺失或已被改动，请重新生成', 'The file that is kept is missing or was changed; write it again'),
    expected: text(`第 ${fileNo} 号文件，SHA-256 ${expected}`, `file ${fileNo}, SHA-256 ${expected}`),
    actual: text(actual ?? '没有文件', actual ?? 'no file'),
  });

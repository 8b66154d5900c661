import { CommandContext } from '../execute/context';
import { Done } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { onBatch } from './batch-view';
import { BatchRef } from './payments-service';

/** The bytes are read after the record stands, so that no copy leaves unrecorded. */
export const takeFile =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId, fileNo, reason }: BatchRef & { readonly fileNo: number; readonly reason: string }): Promise<Done<{ readonly name: string; readonly content: AsyncIterable<Uint8Array> }>> => {
    const taken = await onBatch(deps, context, batchId, { type: 'TakeFile', data: { fileNo, reason, today: todayOf(context) } });
    if (!taken.ok) return taken;
    return { ok: true, value: { name: `${batchId}.${fileNo}.txt`, content: deps.files.read(batchId, fileNo) }, version: taken.version, duplicate: taken.duplicate };
  };

import { refuse } from '@zhibu/kernel';
import { ReturnFileRow, receiveFileProblem, returnFileDecider, returnFileStream, returnRowsPerCommandMax, rowsPerPartMax } from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { Done, Refused } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ReturnRows } from '../ports/return-rows';
import { ServiceDeps } from '../service-deps';
import { applyReturns } from './apply-returns';
import { loadBatch } from './batch-view';
import { returnsProblem } from './check-returns';
import { ReturnFileInput, ReturnTotals, ReturnsProgress } from './payments-service';
import { everyPart, loadReturnFile, rowsInMemory } from './return-rows';

/** The bank's answer: checked whole, stored, then applied. The same bytes again go on where the first time ended. */
export const receiveReturns =
  (deps: ServiceDeps) =>
  async (context: CommandContext, given: ReturnFileInput<ReturnRows | readonly ReturnFileRow[]>, onProgress?: ReturnsProgress): Promise<Done<ReturnTotals>> => {
    const input = { ...given, rows: 'read' in given.rows ? given.rows : rowsInMemory(given.rows) };
    const { sha256: returnFileId } = input;
    const known = await loadReturnFile(deps, returnFileId);
    const view = await loadBatch(deps, known.version === 0 ? input.batchId : known.state.batchId);
    if (!view.ok) return view;
    const duty = receiveFileProblem(view.value.opened.batchId, context.actor);
    if (duty !== null) return refuse(duty);
    if (known.version === 0) {
      const problem = await returnsProblem(deps, context, view.value, input);
      if (problem !== null) return refuse(problem);
    }
    const stored = await storeRows(deps, context, input);
    if (stored !== null) return stored;
    const applied = await applyReturns(deps)(context, { returnFileId }, onProgress);
    return applied.ok ? { ...applied, duplicate: known.state.applied !== null } : applied;
  };

const partsPerCommand = returnRowsPerCommandMax / rowsPerPartMax;

/** A long file goes in with several commands. Each begins where the file ends that is stored, so none is stored twice. */
const storeRows = async (deps: ServiceDeps, context: CommandContext, input: ReturnFileInput<ReturnRows>): Promise<Refused | null> => {
  const { sha256: returnFileId, batchId, fileNo, layout, statedRows, statedTotalFen, answeredOn } = input;
  const stream = returnFileStream(returnFileId);
  const slicesMax = Math.ceil(Math.max(statedRows, 1) / returnRowsPerCommandMax);
  let known = await loadReturnFile(deps, returnFileId);
  for (let slices = 0; slices <= slicesMax; slices += 1) {
    const { state, version } = known;
    const rows = version > 0 && state.rowsRead >= state.rows ? [] : await rowsFrom(input.rows, state.rowsRead);
    if (version > 0 && rows.length === 0) return null;
    const first = { returnFileId, batchId, fileNo, layout, statedRows, statedTotalFen, ...(answeredOn === undefined ? {} : { answeredOn }), rows, moreRowsFollow: slicesMax > 1, today: todayOf(context) };
    const firstPart = state.partsRead + 1;
    const outcome = await execute(deps, returnFileDecider, keyed(context, `returnfile/${returnFileId}/from-part-${firstPart}`), {
      stream,
      ask: version === 0 ? { type: 'ReceiveReturnFile', data: first } : { type: 'AddReturnRows', data: { returnFileId, firstPart, rows } },
      content: { type: 'ReceiveReturnFile', data: { returnFileId, firstPart } },
    }, () => loadReturnFile(deps, returnFileId, known));
    if (!outcome.ok) return outcome;
    known = await loadReturnFile(deps, returnFileId, known);
  }
  return null;
};

/** What one command takes of the rows after the first `before`. */
const rowsFrom = async (rows: ReturnRows, before: number): Promise<readonly ReturnFileRow[]> => {
  const found: ReturnFileRow[] = [];
  const first = Math.floor(before / rowsPerPartMax);
  for await (const part of rows.read(everyPart(rows).slice(first, first + partsPerCommand + 1))) found.push(...part.rows);
  return found.slice(before % rowsPerPartMax).slice(0, returnRowsPerCommandMax);
};

import { LocalDate, Result, accept, lastDay, refuse, text } from '@zhibu/kernel';
import { PaymentBatchEvent, PaymentBatchState, batchIdOf, batchStream, checkRole, linesStream, parsePeriod, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { Done } from '../execute/outcome';
import { Loaded, loadStreams } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { ChunkPlan, loadBatch, onBatch } from './batch-view';
import { BatchRef, OpenBatchInput } from './payments-service';

const numbersPerRead = 10;
const batchesPerPeriodMax = 200;

type Opened = Done<BatchRef & { readonly chunks: number }>;

export const openBatch =
  (deps: ServiceDeps) =>
  async (context: CommandContext, input: OpenBatchInput): Promise<Opened> => {
    const { scheme, areaCode, period } = input;
    const months = parsePeriod(period);
    if (!months.ok) return months;
    const batchId = await freeBatchId(deps, context, input);
    if (!batchId.ok) return batchId;
    const throughMonth = input.throughMonth ?? months.value.to;
    const deadline = input.deadline ?? plannedDeadline(deps, input) ?? lastDay(throughMonth);
    const [somebody] = await deps.due.page({ scheme, areaCode, throughMonth, after: '', limit: 1 });
    if (somebody === undefined) return nobodyDue(input);
    const opened = await execute(deps, paymentBatchDecider, context, {
      stream: batchStream(batchId.value),
      ask: { type: 'OpenBatch', data: { batchId: batchId.value, scheme, areaCode, period, throughMonth, deadline, today: todayOf(context) } },
      content: { type: 'OpenBatch', data: input },
    });
    if (!opened.ok) return opened;
    const planned = await planOpened(deps)(context, { batchId: batchId.value });
    return planned.ok ? { ...planned, duplicate: opened.duplicate } : planned;
  };

/** Goes on with a batch whose planning was cut short, for whoever may plan it; nobody else learns what it holds. */
export const planBatch =
  (deps: ServiceDeps) =>
  async (context: CommandContext, ref: BatchRef): Promise<Opened> => {
    const view = await loadBatch(deps, ref.batchId);
    if (!view.ok) return view;
    const denied = context.actor.kind === 'automation' ? null : checkRole(context.actor, ['finance-preparer'], view.value.opened.areaCode);
    return denied ?? planOpened(deps)(context, ref);
  };

/** Cuts the due entitlements into ranges. A batch that was planned keeps its plan: lines are numbered by it. */
const planOpened =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId }: BatchRef): Promise<Opened> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const { plan, loaded } = view.value;
    if (plan.length > 0) {
      // The answer of the first time, however far the batch has come since.
      const version = loaded.events.find(({ type }) => type === 'BatchPlanned')?.meta.version ?? loaded.version;
      return { ok: true, value: { batchId, chunks: plan.length }, version, duplicate: true };
    }
    const { scheme, areaCode, throughMonth } = view.value.opened;
    const chunks: ChunkPlan[] = [];
    for (let after = ''; ; ) {
      const page = await deps.due.page({ scheme, areaCode, throughMonth, after, limit: deps.payments.chunkSize });
      const chunk = chunks.length + 1;
      const listed = await listChunk(deps, context, batchId, chunk, page);
      if (!listed.ok) return listed;
      const through = listed.value.at(-1);
      if (through === undefined) break;
      chunks.push({ chunk, after, through, entitlements: listed.value.length });
      after = through;
    }
    const outcome = await onBatch(deps, keyed(context, `plan/${batchId}`), batchId, { type: 'PlanBatch', data: { chunks } }, { type: 'PlanBatch', data: { batchId } });
    return outcome.ok ? { ok: true, value: { batchId, chunks: chunks.length }, version: outcome.version, duplicate: outcome.duplicate } : outcome;
  };

/** Whom a chunk is for, fixed on its own stream before the plan names the chunk. What an earlier attempt listed counts. */
const listChunk = async (deps: ServiceDeps, context: CommandContext, batchId: string, chunk: number, entitlementIds: readonly string[]): Promise<Result<readonly string[]>> => {
  const listed = await execute(deps, paymentLinesDecider, keyed(context, `plan/${batchId}/${chunk}`), {
    stream: linesStream(batchId, chunk),
    asks: ({ status }) => (status === 'none' && entitlementIds.length === 0 ? [] : [{ type: 'PlanLines' as const, data: { batchId, chunk, entitlementIds } }]),
    content: { type: 'PlanLines', data: { batchId, chunk } },
  });
  if (!listed.ok) return listed;
  return accept(listed.events.flatMap((event) => (event.type === 'LinesPlanned' ? event.data.entitlementIds : [])));
};

/** The number that this request opened before, else the first one not taken. */
const freeBatchId = async (deps: ServiceDeps, context: CommandContext, { scheme, areaCode, period }: OpenBatchInput): Promise<Result<string>> => {
  for (let from = 1; from <= batchesPerPeriodMax; from += numbersPerRead) {
    const ids = Array.from({ length: numbersPerRead }, (_, index) => batchIdOf(scheme, areaCode, period, from + index));
    const found = await loadStreams(deps, paymentBatchDecider, ids.map(batchStream));
    const of = (id: string): Loaded<PaymentBatchState, PaymentBatchEvent> | undefined => found.get(batchStream(id));
    const repeated = ids.find((id) => of(id)?.events.some((event) => event.meta.commandKey === context.commandKey));
    const id = repeated ?? ids.find((candidate) => (of(candidate)?.version ?? 0) === 0);
    if (id !== undefined) return accept(id);
  }
  return refuse({
    code: 'batch.too-many',
    message: text('该期批次过多', 'There are too many batches for the period'),
    expected: text(`最多 ${batchesPerPeriodMax} 个`, `${batchesPerPeriodMax} at most`),
    actual: text(period, period),
  });
};

const plannedDeadline = (deps: ServiceDeps, { scheme, areaCode, period }: OpenBatchInput): LocalDate | undefined => {
  const plan = deps.policies.paymentPlan(scheme, areaCode, Number(period.slice(0, 4)));
  return plan.ok ? plan.value.periods.find((candidate) => candidate.id === period)?.deadline : undefined;
};

const nobodyDue = ({ scheme, areaCode, period }: OpenBatchInput) =>
  refuse({
    code: 'batch.nobody-due',
    message: text('该项目、地区、期间没有应发人员', 'Nobody is due for this scheme, area and period'),
    expected: text('至少一项有效资格', 'at least one entitlement'),
    actual: text(`${scheme}，${areaCode}，${period}：0 人`, `${scheme}, ${areaCode}, ${period}: none`),
  });

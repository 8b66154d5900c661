import { Text, canonicalJson, fold, text } from '@zhibu/kernel';
import { ApplicationEvent, StageDecided, applicationDecider, applicationStream } from '@zhibu/domain';
import { Loaded, loadStream } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { KnownOf } from './executed';
import { ExecutionDifference, ExecutionOutcome } from './execution';

/** How a decision of officers came out when it was taken again. */
export interface ReviewedAgain {
  readonly outcome: ExecutionOutcome;
  readonly finding: Text | null;
  readonly differences: readonly ExecutionDifference[];
}

const outcomeOnly = (outcome: 'same' | 'erased'): ReviewedAgain => ({ outcome, finding: null, differences: [] });

/**
 * A decision of a stage, taken again: the case as it stood, the same officer with the roles of that time, the same reasons, and the
 * definition that the case began with. So what was asked for then (signatures, named reviewers, separated duties) is asked for again.
 */
export const executeReview = async (deps: ServiceDeps, event: KnownOf<'StageDecided'>): Promise<ReviewedAgain> => {
  const { applicationId, stage, outcome, reasons, note, reviewers, decidedOn } = event.data;
  if (note === null || reviewers === null) return outcomeOnly('erased');
  const loaded = await loadStream(deps, applicationDecider, applicationStream(applicationId));
  const before = fold(applicationDecider, loaded.events.filter(({ meta }) => meta.version < event.meta.version) as unknown as readonly ApplicationEvent[]);
  const procedure = before.procedure === null ? undefined : deps.procedures.find(before.procedure.id, before.procedure.version);
  if (procedure === undefined) return { outcome: 'rules-gone', finding: definitionGone, differences: [] };
  const again = applicationDecider.decide(before, {
    type: 'DecideStage', by: event.meta.actor, at: event.meta.recordedAt,
    data: { context: { procedure, calendar: deps.policies.calendar, today: decidedOn }, stage, outcome, reasons, note, reviewers },
  });
  if (!again.ok) {
    const { message, expected, actual } = again.rejection;
    return { outcome: 'differs', finding: refusedNow, differences: [{ item: message, stored: text(`已作出；应为${expected.zh}`, `decided; expected ${expected.en}`), again: text(`拒绝：${actual.zh}`, `refused: ${actual.en}`) }] };
  }
  const differences = [...fieldsOf(event, again.events), ...followersOf(loaded, event, again.events)];
  return differences.length === 0 ? outcomeOnly('same') : { outcome: 'differs', finding: differs, differences };
};

const fields: readonly (readonly [keyof StageDecided['data'], Text])[] = [
  ['stage', text('环节', 'Stage')], ['outcome', text('结论', 'Outcome')], ['reasons', text('理由', 'Reasons')], ['reviewers', text('评议人员', 'Reviewers')],
  ['decidedBy', text('决定人', 'Decided by')], ['onBehalfOf', text('委托人', 'On behalf of')], ['note', text('说明', 'Note')], ['decidedOn', text('决定日期', 'Decided on')],
];

const shown = (value: unknown): Text => {
  const words = value === null || value === undefined ? '—' : typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : canonicalJson(value);
  return text(words, words);
};

const fieldsOf = ({ data }: KnownOf<'StageDecided'>, again: readonly ApplicationEvent[]): readonly ExecutionDifference[] => {
  const made = again.find((one): one is StageDecided => one.type === 'StageDecided')?.data;
  return fields.flatMap(([name, item]) => (canonicalJson(made?.[name] ?? null) === canonicalJson(data[name] ?? null) ? [] : [{ item, stored: shown(data[name]), again: shown(made?.[name]) }]));
};

/** What came of it at once: the next stage, the notice, the end. Days are left out, because a calendar may have become known since. */
const followersOf = ({ events }: Loaded<unknown, ApplicationEvent>, event: KnownOf<'StageDecided'>, again: readonly ApplicationEvent[]): readonly ExecutionDifference[] => {
  const stepOf = ({ type, data }: { readonly type: string; readonly data: object }): string => ('stage' in data ? `${type} ${String(data.stage)}` : type);
  const stored = events.filter(({ meta }) => meta.version >= event.meta.version && meta.commandKey === event.meta.commandKey).map(stepOf);
  const made = again.map(stepOf);
  return stored.join() === made.join() ? [] : [{ item: text('随后的步骤', 'What came of it'), stored: shown(stored), again: shown(made) }];
};

const definitionGone = text('该申请所用的流程版本已不在本机', 'The version of the procedure that the case began with is not on this machine');
const refusedNow = text('重新执行时被拒绝', 'It is refused when it is executed again');
const differs = text('决定与重新执行的结果不一致', 'The decision differs from the one made again');

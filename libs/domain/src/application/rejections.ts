import { LocalDate } from '@zhibu/kernel';
import { Refused, refused } from '../refusals';
import { CaseContext } from './commands';
import { Procedure, ReviewStage, NoticeStage, procedureHash, stageOf } from './procedure';
import { ApplicationState, CaseStatus } from './state';

const statusNames: Readonly<Record<CaseStatus, readonly [string, string]>> = {
  none: ['尚未受理', 'not submitted'],
  checking: ['等待自动核查', 'waiting for the automatic check'],
  'in-stage': ['审核中', 'in a stage'],
  returned: ['已退回补正', 'returned for correction'],
  refused: ['已作出不予确认决定', 'refused'],
  withdrawn: ['已撤回', 'withdrawn'],
  confirmed: ['已确认', 'confirmed'],
};

/** As people call them, with the code that a program sends; one that the definition does not know has its code alone. */
export const stageNames = (procedure: Procedure, ...stages: readonly (string | null)[]): readonly [string, string] => {
  const named = stages.map((id): readonly [string, string] => {
    const title = stageOf(procedure, id)?.title;
    return title === undefined ? [id ?? '—', id ?? '—'] : [`${title.zh}（${id}）`, `${title.en} (${id})`];
  });
  return [named.map(([zh]) => zh).join('、'), named.map(([, en]) => en).join(', ')];
};

export const wrongStatus = (state: ApplicationState, { procedure }: CaseContext, ...wanted: readonly CaseStatus[]): Refused => {
  const names = wanted.map((status) => statusNames[status]);
  const [zh, en] = statusNames[state.status];
  const [stageZh, stageEn] = stageNames(procedure, state.stage);
  return refused(
    'application.wrong-status',
    ['案件当前状态不能办理此事', 'The case is not in a state for this'],
    [names.map((name) => name[0]).join('或'), names.map((name) => name[1]).join(' or ')],
    state.stage === null || state.status !== 'in-stage' ? [zh, en] : [`${zh}：${stageZh}`, `${en}: ${stageEn}`],
  );
};

/** A running case keeps the definition that it began with: its id, its version and, since it is kept, its content. */
export const checkProcedure = (state: ApplicationState, procedure: Procedure): Refused | null => {
  const kept = state.procedure;
  if (kept === null) return null;
  if (kept.id === procedure.id && kept.version === procedure.version) {
    const hash = procedureHash(procedure);
    if (kept.hash === undefined || kept.hash === hash) return null;
    const shown = (of: string): string => `${procedure.id} v${procedure.version} (${of.slice(0, 12)})`;
    return refused('procedure.changed', ['流程定义在同一版本号下被改动', 'The definition was changed under the same version'], [shown(kept.hash), shown(kept.hash)], [shown(hash), shown(hash)]);
  }
  return refused('procedure.other-version', ['流程定义与本案受理时不同', 'The definition is not the one the case began with'], [`${kept.id} v${kept.version}`, `${kept.id} v${kept.version}`], [`${procedure.id} v${procedure.version}`, `${procedure.id} v${procedure.version}`]);
};

/** One right for each scheme and person: what a register brought meanwhile is not confirmed a second time. */
export const checkNotEntitled = ({ right }: CaseContext): Refused | null => {
  if (right === undefined || right === null) return null;
  const { entitlementId, register } = right;
  return refused(
    'application.already-entitled',
    ['此人已享受该项目', 'This person has a right under the scheme already'],
    ['没有或已退出该项目的人员；否则请撤回本申请', 'a person who has no right under the scheme, or whose right ended; otherwise withdraw the application'],
    register === null ? [entitlementId, entitlementId] : [`${entitlementId}，由登记册“${register}”转入`, `${entitlementId}, taken over from the register "${register}"`],
  );
};

const otherStage = (state: ApplicationState, { procedure }: CaseContext, asked: string): Refused =>
  refused('application.other-stage', ['案件不在所指的环节', 'The case is not in that stage'], stageNames(procedure, state.stage), stageNames(procedure, asked), 'stage');

type Current<S> = { readonly ok: true; readonly stage: S } | Refused;

export const currentReview = (state: ApplicationState, context: CaseContext, asked: string): Current<ReviewStage> => {
  if (state.status !== 'in-stage') return wrongStatus(state, context, 'in-stage');
  const stage = stageOf(context.procedure, state.stage);
  return stage?.kind === 'review' && stage.id === asked ? { ok: true, stage } : otherStage(state, context, asked);
};

export const currentNotice = (state: ApplicationState, context: CaseContext, asked: string | null): Current<NoticeStage> => {
  if (state.status !== 'in-stage') return wrongStatus(state, context, 'in-stage');
  const stage = stageOf(context.procedure, state.stage);
  if (stage?.kind === 'notice' && (asked === null || stage.id === asked)) return { ok: true, stage };
  return asked === null
    ? refused('application.no-notice', ['案件不在公示期', 'The case is not on public notice'], ['公示中的案件', 'a case on notice'], stageNames(context.procedure, state.stage))
    : otherStage(state, context, asked);
};

export const noticeTooShort = (lastDay: LocalDate, today: LocalDate): Refused =>
  refused('notice.too-short', ['公示期未满，不得结束', 'The notice has not hung its full time'], [`${lastDay} 之后`, `after ${lastDay}`], [today, today]);

export const turnsMax = 100;

/** Returns, corrections and re-openings have a limit; withdrawal and refusal stay open. */
export const checkTurns = (state: ApplicationState): Refused | null =>
  state.turns < turnsMax ? null : refused('application.too-many-turns', ['案件往返次数过多', 'The case went back and forth too often'], [`少于 ${turnsMax} 次`, `fewer than ${turnsMax}`], [String(state.turns), String(state.turns)]);

export const checkReasons = (allowed: readonly string[], reasons: readonly string[], required: boolean): Refused | null => {
  const unknown = reasons.find((reason) => !allowed.includes(reason));
  if (unknown !== undefined || reasons.length > 20) {
    const known = allowed.join(', ');
    return refused('reason.unknown', ['理由代码不在流程定义中', 'The definition does not know this reason'], [known, known], [unknown ?? `${reasons.length} 项`, unknown ?? `${reasons.length} reasons`], 'reasons');
  }
  if (!required || reasons.length > 0) return null;
  return refused('reason.missing', ['不予确认或退回必须说明理由', 'A refusal or a return needs a reason'], ['至少一项理由', 'at least one reason'], ['没有理由', 'none'], 'reasons');
};

import { Decided } from '@zhibu/kernel';
import { checkOfficer, checkRole, firstRefusal } from '../authority';
import { Refused, codePoints, refused } from '../refusals';
import { ApplicationCommand } from './commands';
import { ApplicationEvent, StageDecided, StageSigned } from './events';
import { afterStage, caseOf, decidedAll, enterStage, refusedFor, returnedFor } from './flow';
import { ReviewStage, reviewersMax, signaturesMax, stageOf } from './procedure';
import { checkNotEntitled, checkReasons, checkTurns, currentReview } from './rejections';
import { checkOtherSigner, checkSeparation } from './separation';
import { ApplicationState } from './state';

type Command<Type extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: Type }>;

export const noteCharactersMax = 2_000;

export const checkNote = (note: string): Refused | null =>
  codePoints(note) <= noteCharactersMax
    ? null
    : refused('text.length', ['说明过长', 'The note is too long'], [`最多 ${noteCharactersMax} 个字符`, `${noteCharactersMax} characters at most`], [`${codePoints(note)} 个字符`, `${codePoints(note)} characters`], 'note');

const mayAct = (state: ApplicationState, stage: ReviewStage, command: Command<'SignStage' | 'DecideStage'>): Refused | null =>
  firstRefusal(checkOfficer(command.by), checkRole(command.by, stage.roles, state.areaCode), checkSeparation(state, command.data.context.procedure, stage, command.by), checkNote(command.data.note));

export const signStage = (state: ApplicationState, command: Command<'SignStage'>): Decided<ApplicationEvent> => {
  const { context, opinion, note } = command.data;
  const current = currentReview(state, context, command.data.stage);
  if (!current.ok) return current;
  const { stage } = current;
  const problem = firstRefusal(mayAct(state, stage, command), checkOtherSigner(state, command.by));
  if (problem !== null) return problem;
  if (stage.signaturesMin === 0 || state.signatures.length >= signaturesMax) {
    return refused('stage.no-signature', ['本环节不需要（更多）签名', 'The stage takes no (more) signatures'], [`${stage.signaturesMin} 个签名`, `${stage.signaturesMin} signatures`], [`已有 ${state.signatures.length} 个`, `${state.signatures.length} so far`]);
  }
  const signed: StageSigned = { type: 'StageSigned', data: { ...caseOf(state), stage: stage.id, signedBy: command.by.userId, onBehalfOf: command.by.onBehalfOf ?? null, opinion, note } };
  return decidedAll(signed);
};

export const decideStage = (state: ApplicationState, command: Command<'DecideStage'>): Decided<ApplicationEvent> => {
  const { context, outcome, reasons, note } = command.data;
  const current = currentReview(state, context, command.data.stage);
  if (!current.ok) return current;
  const { stage } = current;
  const reviewers = [...new Set(command.data.reviewers.map((name) => name.trim()).filter((name) => name !== ''))];
  const problem = firstRefusal(
    mayAct(state, stage, command),
    checkReasons(stage.reasons ?? Object.keys(context.procedure.reasons), reasons, outcome !== 'approved'),
    outcome === 'returned' ? checkTurns(state) : firstRefusal(checkReviewers(stage, reviewers), checkSignatures(state, stage, outcome)),
    outcome === 'approved' ? firstRefusal(checkKnown(state, command, stage), checkNotEntitled(context)) : null,
  );
  if (problem !== null) return problem;
  const by = command.by;
  const event: StageDecided = {
    type: 'StageDecided',
    data: { ...caseOf(state), stage: stage.id, outcome, reasons, note, reviewers, decidedBy: by.userId, onBehalfOf: by.onBehalfOf ?? null, decidedOn: context.today },
  };
  switch (outcome) {
    case 'approved':
      return decidedAll(event, afterStage(state, context, stage, by.onBehalfOf === undefined ? [by.userId] : [by.userId, by.onBehalfOf]));
    case 'refused':
      return decidedAll(event, refusedFor(state, context, stage.id, reasons, note));
    case 'returned': {
      const back = stageOf(context.procedure, stage.returnTo);
      return decidedAll(event, back === undefined ? returnedFor(state, stage.id, reasons, note) : enterStage({ ...state, turns: state.turns + 1 }, context, back));
    }
  }
};

const checkReviewers = (stage: ReviewStage, reviewers: readonly string[]): Refused | null => {
  if (reviewers.length >= stage.namedReviewersMin && reviewers.length <= reviewersMax && reviewers.every((name) => codePoints(name) <= 100)) return null;
  return refused('stage.reviewers', ['评议人员人数不足或姓名过长', 'Too few (or too many) reviewers are named'], [`至少 ${stage.namedReviewersMin} 名不同的评议人员`, `at least ${stage.namedReviewersMin} different reviewers`], [`${reviewers.length} 名`, `${reviewers.length}`], 'reviewers');
};

const checkSignatures = (state: ApplicationState, stage: ReviewStage, outcome: 'approved' | 'refused'): Refused | null => {
  const counted = outcome === 'approved' ? state.signatures.filter((signature) => signature.opinion === 'agree') : state.signatures;
  if (counted.length >= stage.signaturesMin) return null;
  return refused('stage.signatures', ['签名人数不足', 'There are too few signatures'], [`${stage.signaturesMin} 人签名`, `${stage.signaturesMin} signatures`], [`${counted.length} 人`, `${counted.length}`]);
};

// The last review decides for good, so an open question may pass earlier levels but not this one.
const checkKnown = (state: ApplicationState, command: Command<'DecideStage'>, stage: ReviewStage): Refused | null => {
  const last = command.data.context.procedure.stages.findLast((other) => other.kind === 'review');
  const answer = state.eligibility?.answer ?? 'unknown';
  if (stage.id !== last?.id || answer === 'yes') return null;
  return refused('eligibility.not-yes', ['资格条件尚未查明，不能确认', 'The conditions are not known to be met'], ['自动核查结果为“符合”', 'an automatic check that says yes'], [answer === 'no' ? '不符合' : '不能确定', answer]);
};

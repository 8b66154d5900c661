import { Role, Text, parseAreaCode, parseDate, roles as allRoles, text } from '@zhibu/kernel';
import { automaticReasons, reviewersMax, signaturesMax } from '@zhibu/domain';
import { PolicyProblem } from '@zhibu/policy';
import { RawStage } from './schema';
import { ProcedureSource } from './source';

type Review = Extract<RawStage, { kind: 'review' }>;
type Add = (path: readonly (string | number)[], code: string, zh: string, en: string) => void;

/** Roles that may decide, with the level up to which they may. Nobody else may stand in a stage. */
const rankOfRole: Partial<Readonly<Record<Role, number>>> = { 'village-reviewer': 0, 'township-reviewer': 1, 'county-reviewer': 2 };
const rankOfLevel = { village: 0, township: 1, county: 2 } as const;

/** What makes a definition unfit to run a case, beyond its shape. */
export const checkProcedureSource = (source: ProcedureSource): readonly PolicyProblem[] => {
  const problems: PolicyProblem[] = [];
  const add: Add = (path, code, zh, en) => problems.push(source.problem(path, `procedure.${code}`, text(zh, en)));
  const { raw } = source;
  if (!parseDate(raw.inForceFrom).ok) add(['inForceFrom'], 'wrong-day', `不是存在的日期：${raw.inForceFrom}`, `This is not a day: ${raw.inForceFrom}`);
  if (!parseAreaCode(raw.area).ok) add(['area'], 'wrong-area', `不是区划代码：${raw.area}`, `This is not an area code: ${raw.area}`);
  checkTexts(source, add);
  checkFlow(raw.stages, add);
  raw.stages.forEach((stage, index) => checkStage(source, stage, index, add));
  checkSeparationOf(raw.stages, add);
  return problems;
};

const checkTexts = ({ raw }: ProcedureSource, add: Add): void => {
  const texts: readonly (readonly [readonly (string | number)[], Text])[] = [
    [['title'], raw.title],
    ...raw.stages.map((stage, index) => [['stages', index, 'title'], stage.title] as const),
    ...Object.entries(raw.reasons).map(([code, words]) => [['reasons', code], words] as const),
  ];
  for (const [path, words] of texts) {
    if (words.zh.trim() === '' || words.en.trim() === '') add(path, 'missing-text', '缺少中文或英文说明', 'The Chinese or English text is missing');
  }
  for (const reason of automaticReasons) {
    if (!Object.hasOwn(raw.reasons, reason)) add(['reasons'], 'missing-reason', `缺少系统自动使用的理由“${reason}”`, `The reason "${reason}" that the program itself gives has no words`);
  }
};

/** A case begins with a review, climbs from village to county, and is decided by the county. */
const checkFlow = (stages: readonly RawStage[], add: Add): void => {
  const first = stages[0];
  if (first === undefined) {
    add(['stages'], 'cannot-end', '没有任何环节，案件无法办结', 'There is no stage, so no case can end');
    return;
  }
  if (first.kind !== 'review') add(['stages', 0], 'first-not-review', '第一个环节必须是审核', 'The first stage must be a review');
  if (!stages.some((stage) => stage.kind === 'review' && stage.level === 'county')) add(['stages'], 'cannot-end', '没有县级审核，案件无法确认', 'There is no county review, so no case can be confirmed');
  const seen = new Set<string>();
  stages.forEach((stage, index) => {
    if (seen.has(stage.id)) add(['stages', index, 'id'], 'duplicate-id', `环节编号重复：${stage.id}`, `The stage id stands twice: ${stage.id}`);
    seen.add(stage.id);
    const before = stages[index - 1];
    if (before !== undefined && rankOfLevel[before.level] > rankOfLevel[stage.level]) {
      add(['stages', index, 'level'], 'unreachable', `“${stage.id}”的级别低于前一环节，案件到不了这里`, `"${stage.id}" stands below the stage before it, so no case reaches it`);
    }
    if (stage.kind === 'notice' && !stages.slice(0, index).some((other) => other.kind === 'review' && other.level === stage.level)) {
      add(['stages', index], 'notice-without-review', `“${stage.id}”之前没有同级审核`, `There is no review of the same level before "${stage.id}"`);
    }
  });
};

const checkStage = ({ raw }: ProcedureSource, stage: RawStage, index: number, add: Add): void => {
  const at = ['stages', index] as const;
  if (stage.roles.length === 0) add([...at, 'roles'], 'nobody', `“${stage.id}”没有任何人可以办理`, `Nobody may act in "${stage.id}"`);
  stage.roles.forEach((role, position) => {
    const rank = rankOfRole[role];
    if (!allRoles.includes(role)) add([...at, 'roles', position], 'unknown-role', `不认识的角色：${role}`, `This role is not known: ${role}`);
    else if (rank === undefined) add([...at, 'roles', position], 'role-may-not-decide', `角色 ${role} 不得参与审核`, `The role ${role} may not decide a case`);
    else if (rank < rankOfLevel[stage.level]) add([...at, 'roles', position], 'role-below-level', `角色 ${role} 的级别低于本环节`, `The role ${role} stands below the level of the stage`);
  });
  if (stage.kind === 'notice') {
    if (stage.days < 1) add([...at, 'days'], 'notice-days', `公示天数至少为 1，实际为 ${stage.days}`, `A notice hangs for at least 1 day, found ${stage.days}`);
    return;
  }
  checkReview(raw.stages, raw.reasons, stage, index, add);
};

const checkReview = (stages: readonly RawStage[], reasons: Readonly<Record<string, Text>>, stage: Review, index: number, add: Add): void => {
  const at = ['stages', index] as const;
  if (stage.namedReviewersMin > reviewersMax) add([...at, 'namedReviewersMin'], 'cannot-end', `最多登记 ${reviewersMax} 名评议人员`, `No more than ${reviewersMax} reviewers can be named`);
  if (stage.signaturesMin > signaturesMax) add([...at, 'signaturesMin'], 'cannot-end', `最多 ${signaturesMax} 个签名`, `No more than ${signaturesMax} signatures can be given`);
  if (stage.returnTo !== null) {
    const target = stages.findIndex((other) => other.id === stage.returnTo);
    if (target < 0) add([...at, 'returnTo'], 'unknown-stage', `没有环节“${stage.returnTo}”`, `There is no stage "${stage.returnTo}"`);
    else if (target >= index || stages[target]?.kind !== 'review') add([...at, 'returnTo'], 'cannot-end', `“${stage.id}”只能退回到它之前的审核环节`, `"${stage.id}" can be returned to an earlier review only`);
  }
  (stage.reasons ?? []).forEach((reason, position) => {
    if (!Object.hasOwn(reasons, reason)) add([...at, 'reasons', position], 'unknown-reason', `不认识的理由：${reason}`, `This reason is not known: ${reason}`);
  });
};

/** Somebody who alone could carry a case through all its reviews would confirm it alone. */
const checkSeparationOf = (stages: readonly RawStage[], add: Add): void => {
  const reviews = stages.filter((stage): stage is Review => stage.kind === 'review');
  if (reviews.length === 0) return;
  const levels = new Set(reviews.map((stage) => stage.level));
  const everywhere = allRoles.filter((role) => reviews.every((stage) => stage.roles.includes(role)));
  if (levels.size < 2) add(['stages'], 'one-role-does-everything', '全部审核在同一级完成', 'All reviews are made at one level');
  for (const role of everywhere) add(['stages'], 'one-role-does-everything', `角色 ${role} 可以办理全部审核环节`, `The role ${role} could decide every stage`);
};

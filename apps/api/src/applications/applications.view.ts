import type { CaseRow } from '@zhibu/projections';
import { Bool, Choice, Day, Instant, Int, Many, Str, Strs } from '../common/shown';
import { OfficerView } from '../users/users.dto';
import { caseStatuses } from './applications.dto';

const answers = ['yes', 'no', 'unknown'] as const;
export const stageLevels = ['village', 'township', 'county'] as const;

export class SignatureView {
  @Str('环节 / stage')
  readonly stage!: string;

  @Str('签名人 / signed by')
  readonly signedBy!: string;

  @Str('委托人 / on behalf of', { nullable: true })
  readonly onBehalfOf!: string | null;

  @Choice('意见 / opinion', ['agree', 'disagree'])
  readonly opinion!: 'agree' | 'disagree';

  @Bool('计入本环节现在的签名；退回或重新办理以前的不再计 / counts for the stage as it stands: what was signed before a return or a re-opening does not')
  readonly counts!: boolean;
}

export class DecisionView {
  @Str('环节 / stage')
  readonly stage!: string;

  @Choice('级别 / level', stageLevels, { nullable: true })
  readonly level!: (typeof stageLevels)[number] | null;

  @Choice('结论 / outcome', ['approved', 'refused', 'returned'])
  readonly outcome!: 'approved' | 'refused' | 'returned';

  @Strs('理由 / reasons')
  readonly reasons!: readonly string[];

  @Str('决定人 / decided by')
  readonly decidedBy!: string;

  @Str('委托人 / on behalf of', { nullable: true })
  readonly onBehalfOf!: string | null;

  @Day('决定日期 / decided on')
  readonly decidedOn!: string;
}

/** One case in a list. No name: whoever needs it looks at the person, and says why. */
export class CaseItem {
  @Str('申请编号 / application id')
  readonly applicationId!: string;

  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('项目 / scheme')
  readonly scheme!: string;

  @Str('类别 / branch', { nullable: true })
  readonly branch!: string | null;

  @Str('村（社区）代码 / village')
  readonly areaCode!: string;

  @Choice('状态 / status', caseStatuses)
  readonly status!: CaseRow['status'];

  @Str('环节 / stage', { nullable: true })
  readonly stage!: string | null;

  @Choice('级别 / level', stageLevels, { nullable: true })
  readonly stageLevel!: (typeof stageLevels)[number] | null;

  @Day('申请日期 / applied on')
  readonly appliedOn!: string;

  @Day('应办结日期 / due on', { nullable: true })
  readonly dueOn!: string | null;

  @Bool('期限为暂定：该年度节假日安排未录入 / the last day is provisional: the holidays of that year were not on record')
  readonly dueProvisional!: boolean;

  @Strs('可办理的角色 / roles that can move it on')
  readonly waitingRoles!: readonly string[];

  @Int('版本 / version')
  readonly version!: number;

  @Bool('模拟时钟 / recorded under a simulated clock')
  readonly simulated!: boolean;
}

export class CaseView extends CaseItem {
  @Str('流程 / procedure')
  readonly procedureId!: string;

  @Int('流程版本 / version of the procedure')
  readonly procedureVersion!: number;

  @Choice('渠道 / channel', ['window', 'import', 'online'])
  readonly channel!: CaseRow['channel'];

  @Choice('自动核查结果 / answer of the automatic check', answers, { nullable: true })
  readonly answer!: CaseRow['answer'];

  @Str('适用规则 / rule applied', { nullable: true })
  readonly ruleId!: string | null;

  @Str('规则版本 / version of the rule', { nullable: true })
  readonly ruleVersion!: string | null;

  @Day('进入环节日期 / entered the stage on', { nullable: true })
  readonly enteredOn!: string | null;

  @Day('公示末日 / last day of the notice', { nullable: true })
  readonly noticeLastDay!: string | null;

  @Day('公示张贴日期 / the notice was posted on', { nullable: true })
  readonly noticePostedOn!: string | null;

  @Str('公示张贴地区 / where the notice hangs', { nullable: true })
  readonly noticeAreaCode!: string | null;

  @Int('异议数 / objections')
  readonly objections!: number;

  @Int('未决异议数 / open objections')
  readonly openObjections!: number;

  @Strs('未决异议的编号 / ids of the open objections')
  readonly openObjectionIds!: readonly string[];

  @Int('材料份数 / pieces of evidence')
  readonly evidence!: number;

  @Many('签名 / signatures', () => SignatureView)
  readonly signatures!: readonly SignatureView[];

  @Many('各级决定 / decisions', () => DecisionView)
  readonly decisions!: readonly DecisionView[];

  @Strs('理由 / reasons')
  readonly reasons!: readonly string[];

  @Day('确认日期 / confirmed on', { nullable: true })
  readonly confirmedOn!: string | null;

  @Strs('确认人 / confirmed by')
  readonly confirmedBy!: readonly string[];

  @Instant('最近变动 / changed at')
  readonly changedAt!: string;

  @Many('签名、决定或确认过的人的名字 / names of those who signed, decided or confirmed', () => OfficerView)
  readonly officers!: readonly OfficerView[];
}

export class SubmittedView {
  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('申请编号 / application id')
  readonly applicationId!: string;

  @Int('版本 / version')
  readonly version!: number;

  @Bool('同一请求先前已办理 / the same request was done before')
  readonly duplicate!: boolean;
}

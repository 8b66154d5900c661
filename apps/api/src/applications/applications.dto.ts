import type { EvidenceRef } from '@zhibu/domain';
import {
  AreaPrefixAsked, BranchAsked, ChoiceAsked, DayAsked, FlagAsked, IdAsked, PageQuery, PartAsked, PartsAsked, PatternAsked, SchemeAsked, TextAsked, TextsAsked,
} from '../common/asked';
import { PersonFormDto } from '../people/people.dto';

const channels = ['window', 'import', 'online'] as const;
const opinions = ['agree', 'disagree'] as const;
const outcomes = ['approved', 'refused', 'returned'] as const;
const bases = ['appeal', 'new-evidence', 'error-found'] as const;
const findings = ['correct', 'wrongly-in', 'wrongly-out'] as const;
export const caseStatuses = ['checking', 'checked', 'in-review', 'in-notice', 'returned', 'refused', 'withdrawn', 'confirmed'] as const;

export class EvidenceDto implements EvidenceRef {
  @TextAsked('材料种类 / kind of evidence', 60)
  kind!: string;

  @TextAsked('材料名称，不写姓名 / title, without a name', 200)
  title!: string;

  @PatternAsked('文件的 SHA-256 / SHA-256 of the file', /^[0-9a-f]{64}$/)
  sha256!: string;
}

export class ApplicationFormDto {
  @SchemeAsked()
  scheme!: string;

  @BranchAsked()
  branch!: string | null;

  @DayAsked('申请日期，默认当天 / applied on, today unless given', { optional: true })
  appliedOn?: string;

  @ChoiceAsked('渠道 / channel', channels)
  channel!: (typeof channels)[number];

  @PartsAsked('材料 / evidence', () => EvidenceDto, 50)
  evidence!: EvidenceDto[];
}

export class SubmitApplicationDto {
  @PartAsked('申请人，已登记者补充不重复 / the person; one who is known is updated, never doubled', () => PersonFormDto)
  person!: PersonFormDto;

  @PartAsked('申请 / application', () => ApplicationFormDto)
  application!: ApplicationFormDto;
}

export class SubmitForPersonDto {
  @IdAsked('人员编号 / person key')
  personKey!: string;

  @PartAsked('申请 / application', () => ApplicationFormDto)
  application!: ApplicationFormDto;
}

export class SignDto {
  @IdAsked('环节 / stage')
  stage!: string;

  @ChoiceAsked('意见 / opinion', opinions)
  opinion!: (typeof opinions)[number];

  @TextAsked('说明 / note', 1_000, { emptyAllowed: true })
  note!: string;
}

export class DecideDto {
  @IdAsked('环节 / stage')
  stage!: string;

  @ChoiceAsked('结论 / outcome', outcomes)
  outcome!: (typeof outcomes)[number];

  @TextsAsked('理由代码，见流程定义 / codes of reasons, from the procedure', 20, 60)
  reasons!: string[];

  @TextAsked('说明 / note', 1_000, { emptyAllowed: true })
  note!: string;

  @TextsAsked('评议人员姓名 / names of the village reviewers', 50, 100)
  reviewers!: string[];
}

export class ObjectionDto {
  @IdAsked('异议编号 / id of the objection')
  objectionId!: string;

  @TextAsked('异议内容 / statement', 2_000)
  statement!: string;
}

export class ResolveDto {
  @FlagAsked('异议成立 / upheld')
  upheld!: boolean;

  @TextAsked('说明 / note', 1_000)
  note!: string;
}

export class CorrectApplicationDto {
  @BranchAsked()
  branch!: string | null;

  @PartsAsked('材料 / evidence', () => EvidenceDto, 50)
  evidence!: EvidenceDto[];

  @TextAsked('说明 / note', 1_000)
  note!: string;
}

export class ReasonDto {
  @TextAsked('理由 / reason', 500)
  reason!: string;
}

export class ReopenDto {
  @IdAsked('重新办理的环节 / stage to go on with')
  stage!: string;

  @TextAsked('理由 / reason', 500)
  reason!: string;

  @ChoiceAsked('依据 / basis', bases)
  basis!: (typeof bases)[number];
}

export class AuditSampleDto {
  @IdAsked('抽查编号 / id of the sample')
  sampleId!: string;

  @ChoiceAsked('结论 / finding', findings)
  finding!: (typeof findings)[number];

  @TextAsked('说明 / note', 1_000, { emptyAllowed: true })
  note!: string;
}

export class ListApplicationsQuery extends PageQuery {
  @AreaPrefixAsked()
  areaPrefix?: string;

  @SchemeAsked({ optional: true })
  scheme?: string;

  @ChoiceAsked('状态 / status', caseStatuses, { optional: true })
  status?: (typeof caseStatuses)[number];

  @IdAsked('人员编号 / person key', { optional: true })
  personKey?: string;
}

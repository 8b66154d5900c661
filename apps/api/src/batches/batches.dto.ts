import type { DifferenceKind } from '@zhibu/projections';
import { differenceKinds } from '@zhibu/projections';
import { AreaAsked, ChoiceAsked, DayAsked, IntAsked, IntInQuery, IntsAsked, MonthAsked, PageQuery, PatternAsked, SchemeAsked, TextAsked, TextsAsked } from '../common/asked';

export const batchStatuses = ['open', 'planned', 'frozen', 'submitted', 'approved', 'funded', 'filed', 'sent', 'closed', 'cancelled'] as const;
export const lineStatuses = ['pending', 'sent', 'credited', 'returned', 'unknown', 'cancelled'] as const;

export class OpenBatchDto {
  @SchemeAsked()
  scheme!: string;

  @AreaAsked()
  areaCode!: string;

  @PatternAsked('年、半年、季度或月 / year, half-year, quarter or month', /^\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/, { example: '2016-H1' })
  period!: string;

  @MonthAsked('发至此月 / pays through', { optional: true })
  throughMonth?: string;

  @DayAsked('到账期限 / deadline', { optional: true })
  deadline?: string;
}

export class ApproveDto {
  @PatternAsked('审批人所见名单的哈希 / hash of the list that the approver saw', /^[0-9a-f]{64}$/)
  listHash!: string;
}

export class SendDto {
  @IntAsked('文件号 / file number', 1, 1_000)
  fileNo!: number;

  @TextAsked('银行回执号 / reference of the bank', 200)
  bankReference!: string;
}

/** About a list or a file as a whole: no person's key could seal it (docs/adr/0005). */
export class ListReasonDto {
  @TextAsked('理由；针对整个名单或文件，以明文保存，不写姓名、号码、病情 / reason; about the list or file as a whole and kept in the clear: no names, numbers or illnesses', 500)
  reason!: string;
}

export class TakeFileDto {
  @TextAsked('取走理由，以明文记录，不写姓名、号码 / reason, recorded in the clear: no names, no numbers', 500)
  reason!: string;
}

export class ReissueDto {
  @IntsAsked('退回的行号 / lines that came back', 500)
  lines!: number[];

  @TextAsked('理由 / reason', 500)
  reason!: string;
}

export class ReissueDecisionDto {
  @TextsAsked('指令，行号/次数，如 5/2 / instructions, line and attempt, such as 5/2', 450, 20)
  instructions!: string[];

  @TextAsked('理由，如何核实；以明文保存，不写姓名、号码、病情 / reason, and how it was made sure; kept in the clear: no names, numbers or illnesses', 500)
  reason!: string;
}

export class ListBatchesQuery extends PageQuery {
  @SchemeAsked({ optional: true })
  scheme?: string;

  @IntInQuery('年度 / year', 1980, 2200)
  year?: number;

  @ChoiceAsked('状态 / status', batchStatuses, { optional: true })
  status?: (typeof batchStatuses)[number];
}

export class ListDifferencesQuery extends PageQuery {
  @ChoiceAsked('类别 / kind', differenceKinds, { optional: true })
  kind?: DifferenceKind;
}

export class ListLinesQuery extends PageQuery {
  @ChoiceAsked('状态 / status', lineStatuses, { optional: true })
  status?: (typeof lineStatuses)[number];
}

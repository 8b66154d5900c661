import { AreaAsked, BranchAsked, ChoiceAsked, DayAsked, IdAsked, IntAsked, MonthAsked, PageQuery, PartsAsked, PatternAsked, SchemeAsked, TextAsked, TextsAsked } from '../common/asked';

export const registerStatuses = ['open', 'submitted', 'approved', 'declined'] as const;

export class ListRegistersQuery extends PageQuery {
  @SchemeAsked({ optional: true })
  scheme?: string;

  @ChoiceAsked('状态 / status', registerStatuses, { optional: true })
  status?: (typeof registerStatuses)[number];
}

export class OpenRegisterDto {
  @SchemeAsked()
  scheme!: string;

  @AreaAsked('县、乡镇或村，12 位 / county, township or village, 12 digits')
  areaCode!: string;

  @TextAsked('名册名称 / title of the register', 200, { example: '2015 年度名册' })
  title!: string;

  @IntAsked('总人数 / people on it', 1, 100_000)
  statedRows!: number;

  @TextsAsked('当时的确认人，不得经办发放 / who confirmed then; they may not pay', 50, 64, { optional: true })
  confirmedBy?: string[];

  @DayAsked('核查所依据的日期，默认转入当天 / day the conditions are checked for, the day of carrying over unless given', { optional: true })
  conditionsOn?: string;
}

export class RegisterAreaQuery {
  @AreaAsked('名册所属地区 / area of the register')
  areaCode!: string;
}

export class RegisterRowDto {
  @IdAsked('人员编号 / person key')
  personKey!: string;

  @BranchAsked()
  branch!: string | null;

  @MonthAsked('原已发至月份，次月起续发 / last month paid before; payment goes on in the next one')
  paidThrough!: string;

  @MonthAsked('起享月份 / entitled from', { optional: true, nullable: true })
  entitledFrom?: string | null;
}

export class AddRowsDto {
  @IntAsked('第几部分，自 1 起 / number of the part, from 1', 1, 100_000)
  part!: number;

  @PartsAsked('人员，最多 500 / people, 500 at most', () => RegisterRowDto, 500)
  rows!: RegisterRowDto[];
}

export class ApproveRegisterDto {
  @PatternAsked('所审名单的哈希 / hash of the list that was looked at', /^[0-9a-f]{64}$/)
  listHash!: string;
}

export class DeclineRegisterDto {
  @TextAsked('理由；针对整个名册，以明文保存，不写姓名、号码、病情 / reason; about the register as a whole and kept in the clear: no names, numbers or illnesses', 500)
  reason!: string;
}

import { lookPurposes } from '@zhibu/domain';
import type { LookPurpose } from '@zhibu/domain';
import type { DatedFact, FactOwner } from '@zhibu/policy';
import {
  AreaAsked, AreaPrefixAsked, ChoiceAsked, DayAsked, IdAsked, PageQuery, PartAsked, PartsAsked, PatternAsked, TextAsked, ValueAsked,
} from '../common/asked';

const sourceKinds = ['id-card', 'household-register', 'certificate', 'attestation', 'declaration', 'register-import'] as const;

/** Made by the server as `<owner>/<fact>/<first day>`; never put in an address. */
const factIdPattern = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/;

export class SourceDto {
  @ChoiceAsked('来源种类 / kind of source', sourceKinds)
  kind!: (typeof sourceKinds)[number];

  @TextAsked('文号或登记号，不写姓名 / document number or register entry, never a name', 200)
  reference!: string;

  @TextAsked('出具单位 / issued by', 200, { optional: true })
  issuedBy?: string;

  @DayAsked('出具日期 / issued on', { optional: true })
  issuedOn?: string;
}

export class DatedFactDto implements DatedFact {
  @PatternAsked('事实名称 / name of the fact', /^[a-z][a-z-]{0,59}$/, { example: 'residence-kind' })
  fact!: string;

  @PatternAsked('本人、配偶或子女 / self, spouse or a child', /^(self|spouse|child:[A-Za-z0-9-]{1,20})$/, { example: 'self' })
  of!: FactOwner;

  @ValueAsked('值 / value', { example: 'rural' })
  value!: string | number | boolean;

  @DayAsked('自 / holds from')
  validFrom!: string;

  @DayAsked('至，null 为一直 / holds to, null while it does', { nullable: true })
  validTo!: string | null;

  @PartAsked('来源 / source', () => SourceDto)
  source!: SourceDto;
}

export class FactDto {
  @PatternAsked('事实编号，同号替换 / id of the fact; the same id replaces it', factIdPattern, { optional: true })
  factId?: string;

  @PartAsked('事实 / fact', () => DatedFactDto)
  fact!: DatedFactDto;
}

export class AccountDto {
  @PatternAsked('账号 / account number', /^[0-9A-Za-z-]{4,40}$/)
  accountNumber!: string;

  @TextAsked('户名 / name of the holder', 100)
  holderName!: string;

  @TextAsked('开户行 / bank', 100)
  bank!: string;

  @DayAsked('启用日期 / holds from')
  validFrom!: string;

  @PartAsked('来源 / source', () => SourceDto)
  source!: SourceDto;
}

export class PersonFormDto {
  @TextAsked('身份证号，15 或 18 位 / ID number, 15 or 18 digits', 18)
  idNumber!: string;

  @TextAsked('姓名 / name', 100)
  name!: string;

  @TextAsked('电话 / phone', 30, { nullable: true })
  phone!: string | null;

  @TextAsked('住址 / address', 200, { nullable: true })
  address!: string | null;

  @AreaAsked('村（社区）代码 / village, 12 digits')
  areaCode!: string;

  @PartAsked('来源 / source', () => SourceDto)
  source!: SourceDto;

  @PartsAsked('事实 / facts', () => FactDto, 200, { optional: true })
  facts?: FactDto[];

  @PartAsked('账户 / account', () => AccountDto, { optional: true })
  account?: AccountDto;
}

const purposeWords = '事由，会被记录；不填则按本人职责 / what for, which is recorded; left out, the task of your role';

export class FindPersonDto {
  @TextAsked('身份证号，15 或 18 位 / ID number, 15 or 18 digits', 18)
  idNumber!: string;

  @TextAsked('查找理由，会被记录，不写姓名 / why you search, which is recorded; no names', 500, { optional: true })
  reason?: string;

  @ChoiceAsked(purposeWords, lookPurposes, { optional: true })
  purpose?: LookPurpose;
}

export class ShownQuery {
  @ChoiceAsked(purposeWords, lookPurposes, { optional: true })
  purpose?: LookPurpose;
}

export class ShownPageQuery extends PageQuery {
  @ChoiceAsked(purposeWords, lookPurposes, { optional: true })
  purpose?: LookPurpose;
}

/** In a body, because an address is written to logs. */
export class SearchPeopleDto extends PageQuery {
  @TextAsked('姓名的开头 / how the name begins', 50, { optional: true })
  namePrefix?: string;

  @PatternAsked('身份证号末几位 / last digits of the ID number', /^\d{2,5}[\dXx]$/, { optional: true })
  idEnd?: string;

  @AreaPrefixAsked()
  areaPrefix?: string;

  @TextAsked('查找理由，会被记录，不写姓名 / why you search, which is recorded; no names', 500)
  reason!: string;

  @ChoiceAsked(purposeWords, lookPurposes, { optional: true })
  purpose?: LookPurpose;
}

export class ListPeopleQuery extends ShownPageQuery {
  @AreaPrefixAsked()
  areaPrefix?: string;
}

export const lookKinds = ['details', 'number', 'account'] as const;

export class LookDto {
  @ChoiceAsked('查看内容 / what is looked at: details, the full ID number, the full account number', lookKinds)
  what!: (typeof lookKinds)[number];

  @TextAsked('查看理由，会被记录 / reason, which is recorded', 500)
  reason!: string;
}

export class CorrectDetailsDto {
  @TextAsked('姓名 / name', 100, { optional: true })
  name?: string;

  @TextAsked('电话 / phone', 30, { optional: true })
  phone?: string;

  @TextAsked('住址 / address', 200, { optional: true })
  address?: string;

  @PartAsked('来源 / source', () => SourceDto)
  source!: SourceDto;

  @TextAsked('理由 / reason', 500)
  reason!: string;
}

export class RecordFactsDto {
  @PartsAsked('事实 / facts', () => FactDto, 200)
  facts!: FactDto[];
}

export class RetractFactDto {
  @PatternAsked('事实编号 / id of the fact', factIdPattern)
  factId!: string;

  @TextAsked('理由 / reason', 500)
  reason!: string;

  @PartAsked('来源 / source', () => SourceDto)
  source!: SourceDto;
}

export class MoveDto {
  @AreaAsked('迁入的村（社区）代码 / village moved to, 12 digits')
  toArea!: string;

  @DayAsked('迁移日期 / moved on')
  movedOn!: string;

  @PartAsked('来源 / source', () => SourceDto)
  source!: SourceDto;
}

export class DeathDto {
  @DayAsked('死亡日期 / died on')
  diedOn!: string;

  @PartAsked('来源 / source', () => SourceDto)
  source!: SourceDto;
}

export class RetractDeathDto {
  @TextAsked('理由，例如误登他人 / reason, such as another person was meant', 500)
  reason!: string;

  @PartAsked('来源 / source', () => SourceDto)
  source!: SourceDto;
}

const relations = ['spouse', 'child', 'parent'] as const;

export class FamilyDto {
  @ChoiceAsked('关系 / relation', relations)
  relation!: (typeof relations)[number];

  @IdAsked('另一人的编号 / key of the other person')
  otherPersonKey!: string;

  @DayAsked('自 / holds from')
  validFrom!: string;

  @DayAsked('至 / holds to', { nullable: true })
  validTo!: string | null;
}

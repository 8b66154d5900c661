import { Bool, Choice, Day, FenShown, Instant, Int, Many, One, Str, Value } from '../common/shown';
import { AccountWarningView } from './account-warnings.view';
import { lookKinds } from './people.dto';

/** What a list shows of a person: enough to find somebody, not enough to know them. */
export class PersonItem {
  @Str('人员编号，由身份证号加密得出 / person key, a keyed hash')
  readonly personKey!: string;

  @Str('姓名 / name; null once erased', { nullable: true })
  readonly name!: string | null;

  @Str('身份证号，已遮盖 / ID number, masked', { nullable: true, example: '99*************017' })
  readonly idMasked!: string | null;

  @Str('村（社区）代码 / village')
  readonly areaCode!: string;

  @Day('登记日期 / registered on')
  readonly registeredOn!: string;

  @Int('版本 / version')
  readonly version!: number;
}

export class AccountItem {
  @Str('账号，已遮盖 / account number, masked', { nullable: true })
  readonly accountMasked!: string | null;

  @Str('开户行 / bank; null once erased', { nullable: true })
  readonly bank!: string | null;

  @Day('启用日期 / holds from')
  readonly validFrom!: string;
}

export class SourceView {
  @Str('来源种类 / kind of source')
  readonly kind!: string;

  @Str('文号或登记号 / document number or register entry')
  readonly reference!: string;

  @Str('出具单位 / issued by', { optional: true })
  readonly issuedBy?: string;

  @Day('出具日期 / issued on', { optional: true })
  readonly issuedOn?: string;
}

export class FactView {
  @Str('事实编号 / id of the fact')
  readonly factId!: string;

  @Str('事实名称 / name of the fact')
  readonly fact!: string;

  @Str('本人、配偶或子女 / self, spouse or a child')
  readonly of!: string;

  @Value('值 / value')
  readonly value!: string | number | boolean;

  @Day('自 / holds from')
  readonly validFrom!: string;

  @Day('至 / holds to', { nullable: true })
  readonly validTo!: string | null;

  @One('来源 / source', () => SourceView)
  readonly source!: SourceView;

  @Instant('记录时间 / recorded at', { nullable: true })
  readonly recordedAt!: string | null;
}

export class FullAccountView {
  @Str('账号；未申请查看时已遮盖 / account number, masked unless it was asked for', { nullable: true })
  readonly accountNumber!: string | null;

  @Str('户名 / holder', { nullable: true })
  readonly holderName!: string | null;

  @Str('开户行 / bank; null once erased', { nullable: true })
  readonly bank!: string | null;

  @Day('启用日期 / holds from')
  readonly validFrom!: string;
}

/** A person after a look was recorded. Numbers stay masked unless that is what was asked for. */
export class PersonDetails {
  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Choice('本次查看内容 / what this look was for', lookKinds)
  readonly what!: (typeof lookKinds)[number];

  @Str('姓名 / name', { nullable: true })
  readonly name!: string | null;

  @Str('身份证号 / ID number', { nullable: true })
  readonly idNumber!: string | null;

  @Choice('性别 / sex', ['M', 'F'], { nullable: true })
  readonly sex!: 'M' | 'F' | null;

  @Day('出生日期 / date of birth', { nullable: true })
  readonly birthDate!: string | null;

  @Str('电话，查看详情时完整 / phone', { nullable: true })
  readonly phone!: string | null;

  @Str('住址 / address', { nullable: true })
  readonly address!: string | null;

  @Str('村（社区）代码 / village')
  readonly areaCode!: string;

  @Day('死亡日期 / died on', { nullable: true })
  readonly diedOn!: string | null;

  @Many('现行事实 / facts that stand', () => FactView)
  readonly facts!: readonly FactView[];

  @Many('账户 / accounts', () => FullAccountView)
  readonly accounts!: readonly FullAccountView[];

  @Int('版本 / version')
  readonly version!: number;
}

export class RegisteredView {
  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Int('版本 / version')
  readonly version!: number;

  @Bool('同一请求先前已办理 / the same request was done before')
  readonly duplicate!: boolean;

  @Many('账号有疑时的提醒 / warnings of a doubtful account number', () => AccountWarningView)
  readonly warnings!: readonly AccountWarningView[];
}

export class PersonPaymentItem {
  @Str('批次 / batch')
  readonly batchId!: string;

  @Int('行号 / line')
  readonly lineNo!: number;

  @Str('资格 / entitlement')
  readonly entitlementId!: string;

  @FenShown('金额 / amount')
  readonly amountFen!: number;

  @Str('状态 / status')
  readonly status!: string;

  @Str('退回原因 / why it came back', { nullable: true })
  readonly reason!: string | null;

  @Day('结果日期 / settled on', { nullable: true })
  readonly settledOn!: string | null;
}

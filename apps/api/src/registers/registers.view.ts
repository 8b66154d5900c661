import type { RegisterViewRow } from '@zhibu/projections';
import { Bool, Choice, Day, Int, Str, Strs } from '../common/shown';
import { registerStatuses } from './registers.dto';

export class RegisterView {
  @Str('登记册编号 / register id')
  readonly registerId!: string;

  @Str('项目 / scheme')
  readonly scheme!: string;

  @Str('地区 / area')
  readonly areaCode!: string;

  @Str('名称 / title')
  readonly title!: string;

  @Choice('状态 / status', registerStatuses)
  readonly status!: RegisterViewRow['status'];

  @Int('所报人数 / people stated')
  readonly statedRows!: number;

  @Int('已读人数 / people read')
  readonly rowsRead!: number;

  @Str('名单哈希，批准时须相同 / hash of the list, needed for the approval', { nullable: true })
  readonly listHash!: string | null;

  @Str('最早的已发至月份 / earliest month paid through', { nullable: true })
  readonly earliestPaidThrough!: string | null;

  @Str('最晚的已发至月份 / latest month paid through', { nullable: true })
  readonly latestPaidThrough!: string | null;

  @Day('登记日期 / opened on')
  readonly openedOn!: string;

  @Strs('当时的确认人 / who confirmed then')
  readonly confirmedBy!: readonly string[];

  @Strs('编制人，不得批准 / who prepared it; they may not approve')
  readonly preparedBy!: readonly string[];

  @Strs('批准人 / approved by')
  readonly approvedBy!: readonly string[];

  @Int('部分数 / parts')
  readonly parts!: number;

  @Int('已转入的部分 / parts carried over')
  readonly partsDone!: number;

  @Int('已转入人数 / people carried over')
  readonly carried!: number;

  @Int('未转入人数 / people not carried over')
  readonly refused!: number;

  @Int('版本 / version')
  readonly version!: number;
}

export class RegisterRefusalView {
  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('固定代码 / stable code')
  readonly code!: string;

  @Int('所在部分 / part')
  readonly part!: number;
}

export class RegisterOpenedView {
  @Str('登记册编号 / register id')
  readonly registerId!: string;

  @Int('写入后的版本 / version after it')
  readonly version!: number;

  @Bool('同一请求先前已办理 / the same request was done before')
  readonly duplicate!: boolean;
}

export class RegisterSubmittedView extends RegisterOpenedView {
  @Int('人数 / people')
  readonly rows!: number;

  @Str('名单哈希 / hash of the list')
  readonly listHash!: string;
}

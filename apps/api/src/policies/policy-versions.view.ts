import { AreaAsked } from '../common/asked';
import { Day, Int, Many, One, Open_, Str, Strs } from '../common/shown';
import { ProcedureName } from '../procedures/procedures.dto';
import { TextView } from '../replay/replay.dto';
import { AreaView } from './policies.view';

export class VersionsQuery {
  @AreaAsked('地区，默认全国 / area, the nation unless given', { optional: true })
  areaCode?: string;
}

export class PolicyVersionItem {
  @Day('自 / from')
  readonly from!: string;

  @Day('至，仍有效为 null / to, null while it holds', { nullable: true })
  readonly to!: string | null;

  @Strs('该日起新引用的文号 / documents that begin with it')
  readonly sources!: readonly string[];

  @Int('比上一版新增、改变或取消的条款数 / statements that are new, changed or gone since the version before')
  readonly changes!: number;

  @One('办理流程，无则为 null / procedure, null where there is none', () => ProcedureName, { nullable: true })
  readonly procedure!: ProcedureName | null;
}

export class PolicyVersionsView {
  @Str('项目 / scheme')
  readonly scheme!: string;

  @One('名称 / title', () => TextView)
  readonly title!: TextView;

  @One('地区 / area', () => AreaView)
  readonly area!: AreaView;

  @Many('对该项目另有规定的地区 / areas that say something of their own about the scheme', () => AreaView)
  readonly areas!: readonly AreaView[];

  @Many('各版本，按时间先后 / versions, in the order of time', () => PolicyVersionItem)
  readonly versions!: readonly PolicyVersionItem[];
}

export class PolicyVersionView extends PolicyVersionItem {
  @Open_('规则、标准、出资、参数、发放与互斥，同规则文件 / rules, rates, funders, parameters, payment and exclusions, as in the files')
  readonly content!: unknown;
}

import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { unwrap } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersList } from '../common/answers';
import { show } from '../common/shown';
import { RUNTIME } from '../tokens';
import { AmountDto, AreasQuery, CheckDto, PlanQuery, RulesQuery } from './policies.dto';
import { AmountView, AreaView, CheckView, PlanView, PolicySetView, RulesView } from './policies.view';

/** Rules and rates, for everybody who is signed in. Asking stores nothing. */
@ApiTags('policies')
@Controller('policies')
export class PoliciesController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @Answers(PolicySetView, { summary: '项目与规则版本 / schemes and the version of the rules' })
  current(): PolicySetView {
    const { hash, schemes } = this.runtime.policies;
    return { hash, schemes: schemes.map(({ id, title, branches }) => ({ id, title, branches })) };
  }

  @Get('areas')
  @AnswersList(AreaView, { summary: '下级地区 / areas below an area' })
  areas(@Query() { parent = '000000000000', levels = 1 }: AreasQuery): AreaView[] {
    const { areas } = this.runtime.policies;
    const below = areas.children(parent).flatMap((area) => (levels === 1 ? [area] : [area, ...areas.children(area.code)]));
    return below.map((area) => show(AreaView, area));
  }

  @Get('rules')
  @Answers(RulesView, { summary: '某地某日有效的资格规则及申请须填的事实 / rules in force in an area on a day, with the facts that an application has to tell' }, { problems: [422] })
  rules(@Query() { areaCode, on }: RulesQuery): RulesView {
    return show(RulesView, { hash: this.runtime.policies.hash, areaCode, on, rules: unwrap(this.runtime.policies.rulesInForce({ areaCode, on })) });
  }

  @Get('payment-plan')
  @Answers(PlanView, { summary: '发放计划 / payment plan of a year' }, { problems: [422] })
  plan(@Query() { scheme, areaCode, year }: PlanQuery): PlanView {
    return show(PlanView, unwrap(this.runtime.policies.paymentPlan(scheme, areaCode, year)));
  }

  @Post('check')
  @Answers(CheckView, { summary: '按事实判定符合哪些项目及原因 / which schemes these facts meet, and why' }, { problems: [413, 415, 422] })
  check(@Body() body: CheckDto): CheckView {
    return show(CheckView, unwrap(this.runtime.policies.evaluateAll(body)));
  }

  @Post('amount')
  @Answers(AmountView, { summary: '逐月逐层计算金额 / amount by month, layer, source and funder' }, { problems: [413, 415, 422] })
  amount(@Body() body: AmountDto): AmountView {
    return show(AmountView, unwrap(this.runtime.policies.amount(body)));
  }
}

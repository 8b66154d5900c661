import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { dateOf } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import { settledBy } from '@zhibu/projections';
import type { Figure } from '@zhibu/projections';
import type { ApiRuntime } from '../api-runtime';
import { AnswersList, AnswersPage } from '../common/answers';
import { Look, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { scopeWithin } from '../common/scope';
import type { Resource } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { recordListing } from '../people/record-listing';
import { RUNTIME } from '../tokens';
import { BehindItem, BehindQueryDto, RatesOfAreaView, RatesOfDayView, RatesQueryDto, SchemeRatesView, YearView, YearsQueryDto } from './rates.dto';

/** What a figure is made of: whoever pays people may not for that alone know who was refused, and what an audit found. */
const madeOf: Readonly<Record<Figure, Resource>> = {
  coverage: 'cases', 'refused-despite-yes': 'cases', 'decision-accuracy': 'cases',
  'people-paid': 'entitlements', 'amount-paid': 'entitlements', timely: 'entitlements', 'credit-success': 'entitlements', returned: 'entitlements',
};

@ApiTags('rates')
@Controller('rates')
export class RatesController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersList(SchemeRatesView, { summary: '五率 / the rates this field is judged by' })
  async rates(@Me() me: Actor, @Query() query: RatesQueryDto): Promise<SchemeRatesView[]> {
    const rates = await this.runtime.queries.rates.ratesOn({ ...query, scope: scopeWithin(me, 'rates', query.areaCode) });
    return rates.map((scheme) => show(SchemeRatesView, scheme));
  }

  @Get('years')
  @AnswersList(YearView, { summary: '有数据的年度，最近的在前 / the years that anything is known of, newest first' })
  async years(@Me() me: Actor, @Query() { areaCode }: YearsQueryDto): Promise<YearView[]> {
    return (await this.runtime.queries.rates.years({ areaCode, scope: scopeWithin(me, 'rates', areaCode) })).map((year) => show(YearView, { year }));
  }

  @Get('over-time')
  @AnswersList(RatesOfDayView, { summary: '各月末及截止日的五率 / the rates at the end of each month until the cut-off day, and on it' })
  async overTime(@Me() me: Actor, @Query() query: RatesQueryDto): Promise<RatesOfDayView[]> {
    const days = await this.runtime.queries.rates.ratesOverTime({ ...query, on: this.dayOf(query), scope: scopeWithin(me, 'rates', query.areaCode) });
    return days.map((day) => show(RatesOfDayView, day));
  }

  @Get('by-area')
  @AnswersList(RatesOfAreaView, { summary: '各下级地区的五率 / the rates of each area just below' })
  async byArea(@Me() me: Actor, @Query() query: RatesQueryDto): Promise<RatesOfAreaView[]> {
    const areas = await this.runtime.queries.rates.ratesByArea({ ...query, on: this.dayOf(query), scope: scopeWithin(me, 'rates', query.areaCode) });
    return areas.map((area) => show(RatesOfAreaView, area));
  }

  @Get('people')
  @AnswersPage(BehindItem, { summary: '指标背后的人员或发放，所显示的人会被记录 / the people or payments behind a figure; who is shown is recorded' })
  async people(@Me() me: Actor, @Look() look: ContextMaker, @Query() query: BehindQueryDto): Promise<ShownPage<BehindItem>> {
    // Whoever may read the figure may not for that alone know whom it is made of.
    const page = await this.runtime.queries.rates.behind({ ...query, on: this.dayOf(query), scope: scopeWithin(me, madeOf[query.figure], query.areaCode) });
    await recordListing(this.runtime, look, me, { what: 'list', personKeys: [...new Set(page.items.map(({ personKey }) => personKey))] });
    return showPage(BehindItem, page);
  }

  /** The day asked for, or the day until which the year is looked at; nothing of a day to come is known, nor was it on the day whose knowledge is asked for. */
  private dayOf({ year, on, knownOn }: { readonly year: number; readonly on?: string; readonly knownOn?: string }): string {
    const days = [settledBy(year), dateOf(this.runtime.clock.now()), ...(knownOn === undefined ? [] : [knownOn])];
    return on ?? days.reduce((first, day) => (day < first ? day : first));
  }
}

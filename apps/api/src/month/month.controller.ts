import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { areaPrefix } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { BatchItem } from '../batches/batches.view';
import { Answers } from '../common/answers';
import { Me } from '../common/command-context';
import { scopeWithin } from '../common/scope';
import { show } from '../common/shown';
import { RUNTIME } from '../tokens';
import { plannedIn, schemeMonth } from './due-in-month';
import { FunderDueView, MonthQuery, MonthView, SchemeMonthView, TownshipDueView } from './month.dto';

const batchesMax = 200;

/** One month of an area as its finance office sees it: due, held, missing, and what is under way. */
@ApiTags('month')
@Controller('month')
export class MonthController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @Answers(MonthView, { summary: '本月：应发、资金、缺口与批次 / the month: what is due, what the funds hold, what is missing, and the batches' })
  async month(@Me() me: Actor, @Query() { month, areaCode }: MonthQuery): Promise<MonthView> {
    const scope = scopeWithin(me, 'payments', areaCode);
    const planned = plannedIn(this.runtime, areaCode, month);
    const { items: batches, next } = await this.runtime.queries.payments.underWay({ scope, areaPrefix: areaPrefix(areaCode), spans: planned, limit: batchesMax });
    // One scheme after another: the schemes are few, and a page should not take a database for itself.
    const schemes: SchemeMonthView[] = [];
    for (const each of planned) schemes.push(await schemeMonth(this.runtime, { scope, areaCode, batches }, each));
    return { month, areaCode, schemes: schemes.filter(({ townships }) => townships.length > 0).map(shown), batches: batches.map((row) => show(BatchItem, row)), moreBatches: next !== null };
  }
}

const shown = (scheme: SchemeMonthView): SchemeMonthView =>
  show(SchemeMonthView, { ...scheme, townships: scheme.townships.map((each) => show(TownshipDueView, each)), funders: scheme.funders.map((each) => show(FunderDueView, each)) });

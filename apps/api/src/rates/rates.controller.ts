import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { AnswersList } from '../common/answers';
import { Me } from '../common/command-context';
import { scopeWithin } from '../common/scope';
import { show } from '../common/shown';
import { RUNTIME } from '../tokens';
import { RatesQueryDto, SchemeRatesView } from './rates.dto';

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
}

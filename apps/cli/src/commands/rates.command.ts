import { Result, accept, parseDate, text } from '@zhibu/kernel';
import type { SchemeRates } from '@zhibu/projections';
import { CliCommand, stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseWhole } from '../input';
import { ratesText, ratesToJson } from '../rates/rates-view';
import { actingOptions } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';
import { readerScope } from '../runtime/reader-scope';

export const rates: CliCommand = {
  words: ['rates'],
  text: text('五率：覆盖、确认准确、兑现准确、资金到位、及时发放', 'The five rates by scheme: coverage, decision accuracy, disbursement accuracy, funds in place, timely disbursement'),
  options: [
    { name: 'year', value: 'YEAR', text: text('年度', 'year'), required: true },
    { name: 'area', value: 'CODE', text: text('地区代码，缺省为全国 000000', 'area code; default the nation, 000000') },
    { name: 'on', value: 'DATE', text: text('截至哪一天（含）；缺省为次年二月末，覆盖率为年末', 'up to which day; default the end of the following February, and for coverage the end of the year') },
    { name: 'known-on', value: 'DATE', text: text('按哪一天终了时已记录的情况计算；缺省为今日所知', 'as known at the end of which day; default as known today') },
    ...actingOptions,
  ],
  run: async (context) => {
    const { values, output } = context;
    const day = (name: string): Result<string | undefined> => {
      const given = stringValue(values, name);
      return given === undefined ? accept(undefined) : parseDate(given);
    };
    const input = allOf({ year: parseWhole(stringValue(values, 'year') ?? '', 1980, 9999), on: day('on'), knownOn: day('known-on') });
    return withRuntime(context, {}, async (open) => {
      const { area } = allOf({ area: open.runtime.policies.areas.lookup(stringValue(values, 'area') ?? '000000') });
      const scope = await readerScope(context, open);
      const found: readonly SchemeRates[] = await open.runtime.queries.rates.ratesOn({ scope, year: input.year, areaCode: area.code, ...(input.on === undefined ? {} : { on: input.on }), ...(input.knownOn === undefined ? {} : { knownOn: input.knownOn }) });
      const areaName = open.runtime.policies.areas.name(area.code);
      output.result({ year: input.year, areaCode: area.code, areaName, on: input.on ?? null, knownOn: input.knownOn ?? null, schemes: found.map(ratesToJson) }, () => ratesText(found, output));
      return exitCodes.ok;
    });
  },
};

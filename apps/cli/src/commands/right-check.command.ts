import { Result, accept, refuse, text } from '@zhibu/kernel';
import type { EntitlementRow } from '@zhibu/projections';
import { CliCommand, CommandContext, stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseGiven, parseWhole } from '../input';
import { formatTable } from '../output';
import { actingOptions, keyOption } from '../runtime/acting-officer';
import { OpenRuntime, withRuntime } from '../runtime/open-runtime';
import { readerScope } from '../runtime/reader-scope';

/** Rights checked beside one another. */
const abreast = 16;

interface Checked {
  readonly entitlementId: string;
  readonly areaCode: string;
  /** The answer, or the code of the refusal. */
  readonly found: string;
}

const yearOf = (context: CommandContext): Result<number> => {
  const given = parseGiven(context, 'year', text('年审年度', 'the year to check for'));
  return given.ok ? parseWhole(given.value, 1980, 2200) : given;
};

const parseArea = (input: string): Result<string> =>
  /^\d{0,12}$/.test(input)
    ? accept(input)
    : refuse({ code: 'cli.area', message: text('不是行政区划代码', 'This is not an area code'), expected: text('最多 12 位数字', 'up to 12 digits'), actual: text(`“${input}”`, `"${input}"`) });

const check = async (open: OpenRuntime, year: number, { entitlementId, areaCode }: EntitlementRow): Promise<Checked> => {
  const { entitlementStream } = await import('@zhibu/domain');
  const done = await open.runtime.services.entitlements.reverify(await open.command(entitlementStream(entitlementId)), { entitlementId, year });
  if (!done.ok) return { entitlementId, areaCode, found: done.rejection.code };
  const answers = done.events.flatMap((event) => (event.type === 'EntitlementReverified' ? [event.data.answer] : []));
  return { entitlementId, areaCode, found: answers.at(-1) ?? 'yes' };
};

/** Everybody who is paid is checked again each year (年审); whoever was checked for the year already is left alone, so it may be run again. */
export const rightCheck: CliCommand = {
  words: ['right', 'check'],
  text: text('年审：核查该年度尚未年审的全部在享资格', 'Check every right that runs and was not checked for the year yet'),
  options: [
    { name: 'year', value: 'YEAR', text: text('年审年度', 'year to check for') },
    { name: 'scheme', value: 'SCHEME', text: text('项目', 'scheme') },
    { name: 'area', value: 'AREA', text: text('行政区划代码或其前几位', 'an area code, or how it begins') },
    ...actingOptions,
    keyOption,
  ],
  run: async (context) => {
    const { year, area: areaPrefix } = allOf({ year: yearOf(context), area: parseArea(stringValue(context.values, 'area') ?? '') });
    const scheme = stringValue(context.values, 'scheme');
    return withRuntime(context, {}, async (open) => {
      await open.officer();
      const search = { scope: await readerScope(context, open), uncheckedFor: year, ...(areaPrefix === '' ? {} : { areaPrefix }), ...(scheme === undefined ? {} : { scheme }), limit: 500 };
      const { createProgress } = await import('@zhibu/platform');
      const counts = new Map<string, number>();
      const others: Checked[] = [];
      let total = 0;
      for (let cursor: string | null | undefined; cursor !== null && !open.signal.aborted; ) {
        const page = await open.runtime.queries.entitlements.list({ ...search, ...(cursor === undefined ? {} : { cursor }) });
        const progress = createProgress(context.output.say(text(`年审 ${year}，自第 ${total + 1} 人`, `checks for ${year}, from person ${total + 1}`)), page.items.length);
        for (let from = 0; from < page.items.length && !open.signal.aborted; from += abreast) {
          const some = await Promise.all(page.items.slice(from, from + abreast).map((right) => check(open, year, right)));
          for (const each of some) {
            counts.set(each.found, (counts.get(each.found) ?? 0) + 1);
            if (each.found !== 'yes') others.push(each);
          }
          total += some.length;
          progress.update(from + some.length);
        }
        if (page.items.length > 0) progress.finish();
        cursor = page.next;
      }
      await open.settle();
      const header = context.language === 'zh' ? ['资格', '地区', '结果'] : ['right', 'area', 'found'];
      const summary = [...counts].map(([found, count]) => `${found} ${count}`).join(', ') || '0';
      context.output.result({ year, checked: total, counts: Object.fromEntries(counts), others }, () =>
        [context.output.say(text(`${year} 年度已核查 ${total} 项：${summary}`, `${total} checked for ${year}: ${summary}`)), ...(others.length === 0 ? [] : [formatTable(header, others.map((each) => [each.entitlementId, each.areaCode, each.found]))])].join('\n'),
      );
      return open.signal.aborted ? exitCodes.interrupted : others.length === 0 ? exitCodes.ok : exitCodes.refused;
    });
  },
};

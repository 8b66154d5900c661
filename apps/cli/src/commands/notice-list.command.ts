import { text } from '@zhibu/kernel';
import type { CaseRow } from '@zhibu/projections';
import { CliCommand, stringValue } from '../cli-command';
import { exitCodes } from '../exit-codes';
import { formatTable } from '../output';
import { actingOptions } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';
import { readerScope } from '../runtime/reader-scope';

const entriesMax = 5_000;

/** A public list: masked, without account and without the branch, which would tell of a death or a disability. */
export const noticeList: CliCommand = {
  words: ['notice', 'list'],
  text: text('打印公示名单（已遮盖）', 'Print the public lists, masked'),
  options: [
    { name: 'scheme', value: 'SCHEME', text: text('项目', 'scheme') },
    { name: 'level', value: 'LEVEL', text: text('级别', 'level'), choices: ['village', 'township', 'county'] },
    ...actingOptions,
  ],
  run: async (context) => {
    const [scheme, level] = [stringValue(context.values, 'scheme'), stringValue(context.values, 'level')];
    const { maskName } = await import('@zhibu/privacy');
    return withRuntime(context, {}, async (open) => {
      const scope = await readerScope(context, open);
      const { cases, people } = open.runtime.queries;
      const rows: CaseRow[] = [];
      const names = new Map<string, { readonly name: string | null; readonly idMasked: string | null }>();
      for (let cursor: string | null | undefined; cursor !== null && rows.length < entriesMax; ) {
        const page = await cases.list({ scope, status: 'in-notice', limit: 500, ...(scheme === undefined ? {} : { scheme }), ...(cursor === undefined ? {} : { cursor }) });
        const found = page.items.filter((row) => level === undefined || row.stageLevel === level);
        for (const person of await people.several({ scope, personKeys: found.map((row) => row.personKey) })) names.set(person.personKey, person);
        rows.push(...found);
        cursor = page.next;
      }
      const entries = rows.map(({ personKey, scheme: of, areaCode, stageLevel, noticeLastDay, dueProvisional, openObjections }) => {
        const { name = null, idMasked = null } = names.get(personKey) ?? {};
        return { areaCode, scheme: of, level: stageLevel, name: name === null ? null : maskName(name), idNumber: idMasked, lastDay: noticeLastDay, provisional: dueProvisional, openObjections };
      });
      const header = context.language === 'zh' ? ['村（社区）', '项目', '级别', '姓名', '身份证号', '公示至'] : ['village', 'scheme', 'level', 'name', 'ID number', 'through'];
      const provisional = context.output.say(text('（暂定）', ' (provisional)'));
      context.output.result({ entries }, () =>
        formatTable(header, entries.map((one) => [one.areaCode, one.scheme, one.level ?? '-', one.name ?? '-', one.idNumber ?? '-', `${one.lastDay ?? '-'}${one.provisional ? provisional : ''}`])),
      );
      return exitCodes.ok;
    });
  },
};

import { createReadStream } from 'node:fs';
import { accept, parseDate, text } from '@zhibu/kernel';
import type { ImportRow } from '@zhibu/application';
import { CliCommand, stringValue } from '../cli-command';
import { CommandRefused, accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { readableFile } from '../imports/readable-file';
import { parseChoice, parseGiven } from '../input';
import { actingOptions, keyOption } from '../runtime/acting-officer';
import { OpenRuntime, withRuntime } from '../runtime/open-runtime';

const problemsShownMax = 100;

export const registerLoad: CliCommand = {
  words: ['register', 'load'],
  text: text('登记旧名册（CSV 或 XLSX）并提交，由他人批准', 'Load a register kept before, CSV or XLSX, and submit it; somebody else approves it'),
  arguments: [{ name: 'file', text: text('列：身份证号、已发至、类别（可空）、起享月份（可空）', 'columns: id number, paid through, branch (may be empty), entitled from (may be empty)') }],
  options: [
    { name: 'scheme', value: 'SCHEME', text: text('项目', 'scheme'), required: true },
    { name: 'area', value: 'CODE', text: text('县、乡镇或村', 'county, township or village'), required: true },
    { name: 'title', value: 'TEXT', text: text('名册名称，如“2015 年度名册”', 'title, such as "register of 2015"'), required: true },
    { name: 'confirmed-by', value: 'USERS', text: text('当时的确认人，逗号分隔；不得经办发放', 'who confirmed then, by commas; they may not pay') },
    { name: 'conditions-on', value: 'DATE', text: text('核查所依据的日期，缺省为转入当天', 'day the conditions are checked for; default the day of carrying over') },
    ...actingOptions,
    keyOption,
  ],
  run: async (context) => {
    const path = await readableFile(context.args[0] ?? '');
    const day = stringValue(context.values, 'conditions-on');
    const given = allOf({ title: parseGiven(context, 'title', text('名册名称', 'the title of the register')), 'conditions-on': day === undefined ? accept(undefined) : parseDate(day) });
    return withRuntime(context, {}, async (open) => {
      const { policies, services } = open.runtime;
      const { scheme, area } = allOf({
        scheme: parseChoice(stringValue(context.values, 'scheme') ?? '', policies.schemes.map(({ id }) => id), 'policy.unknown-scheme'),
        area: policies.areas.lookup(stringValue(context.values, 'area') ?? ''),
      });
      const { rows, rejected } = services.registers.rowsOf(await tableOf(open, path));
      if (rejected.length > 0) {
        throw new CommandRefused(rejected.slice(0, problemsShownMax).map(({ rowNo, rejection }) => ({ ...rejection, field: `row ${rowNo}${rejection.field === undefined ? '' : `, ${rejection.field}`}` })), exitCodes.badInput);
      }
      const conditionsOn = given['conditions-on'];
      const confirmedBy = (stringValue(context.values, 'confirmed-by') ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '');
      const head = { scheme, areaCode: area.code, title: given.title, confirmedBy, ...(conditionsOn === undefined ? {} : { conditionsOn }) };
      const { value, duplicate } = accepted(await services.registers.load(await open.command(), { ...head, rows }));
      context.output.result({ ...value, duplicate }, () =>
        context.output.say(text(`${value.registerId}：${value.rows} 人，待他人批准，名单哈希 ${value.listHash}`, `${value.registerId}: ${value.rows} people, waiting for somebody else's approval of the list ${value.listHash}`)),
      );
      return exitCodes.ok;
    });
  },
};

/** A register is approved as a whole, so a row that cannot be read keeps all of it back. */
const tableOf = async (open: OpenRuntime, path: string): Promise<readonly ImportRow[]> => {
  const [{ readTable }, { rejectionsOf }] = await Promise.all([import('@zhibu/banking'), import('@zhibu/application')]);
  const table = await readTable(createReadStream(path), { columns: open.runtime.services.registers.columns });
  const problems = [
    ...table.problems.map(({ cell, rejection }) => (cell === null ? rejection : { field: cell, ...rejection })),
    ...table.rejectedRows.flatMap((row) => rejectionsOf(row).map((rejection) => ({ ...rejection, field: `row ${row.rowNo}` }))),
  ];
  if (problems.length > 0) throw new CommandRefused(problems.slice(0, problemsShownMax), exitCodes.badInput);
  return table.rows;
};

import { areaLevel, formatYuan, parseDate, parseYuan, refuse, text } from '@zhibu/kernel';
import type { FundRef } from '@zhibu/application';
import type { FundingLevel } from '@zhibu/policy';
import { CliCommand, stringValue } from '../cli-command';
import { accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseChoice, parseGiven, parseWhole } from '../input';
import { actingOptions, keyOption } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';

export const fundsReceive: CliCommand = {
  words: ['funds', 'receive'],
  text: text('登记到位资金', 'Record money that came in'),
  options: [
    { name: 'scheme', value: 'SCHEME', text: text('项目', 'scheme'), required: true },
    { name: 'area', value: 'CODE', text: text('县代码', 'code of the county'), required: true },
    { name: 'year', value: 'YEAR', text: text('年度', 'year'), required: true },
    { name: 'level', value: 'LEVEL', text: text('资金层级：central、province、city、county', 'level: central, province, city or county'), required: true },
    { name: 'yuan', value: 'AMOUNT', text: text('金额（元），如 1100.00', 'amount in yuan, such as 1100.00'), required: true },
    { name: 'receipt-no', value: 'TEXT', text: text('凭证号；同一凭证只入账一次', 'number of the receipt; one receipt counts once'), required: true },
    { name: 'received-on', value: 'DATE', text: text('到账日期', 'day of arrival'), required: true },
    { name: 'document', value: 'TEXT', text: text('下达文号', 'document number'), required: true },
    ...actingOptions,
    keyOption,
  ],
  run: async (context) => {
    const { fundingLevels } = await import('@zhibu/policy');
    const { fundIdOf, fundStream } = await import('@zhibu/domain');
    const given = (name: string): string => stringValue(context.values, name) ?? '';
    const input = allOf({
      year: parseWhole(given('year'), 1980, 9999),
      level: parseChoice(given('level'), fundingLevels, 'cli.level'),
      yuan: parseYuan(given('yuan')),
      'receipt-no': parseGiven(context, 'receipt-no', text('凭证号', 'the number of the receipt')),
      'received-on': parseDate(given('received-on')),
      document: parseGiven(context, 'document', text('下达文号', 'the document number')),
    });
    return withRuntime(context, {}, async (open) => {
      const { policies, services } = open.runtime;
      const area = policies.areas.lookup(given('area'));
      const { scheme } = allOf({
        scheme: parseChoice(given('scheme'), policies.schemes.map(({ id }) => id), 'policy.unknown-scheme'),
        area: area.ok && areaLevel(area.value.code) !== 'county' ? refuse({ code: 'cli.county', message: text('资金按县登记', 'Funds are kept by county'), expected: text('县代码', 'the code of a county'), actual: text(area.value.code, area.value.code) }) : area,
      });
      const fund: FundRef = { scheme: scheme, areaCode: area.ok ? area.value.code : '', year: input.year };
      const amountFen = input.yuan;
      const done = accepted(
        await services.funds.recordReceipt(await open.command(fundStream(fundIdOf(fund.scheme, fund.areaCode, fund.year))), {
          ...fund, receiptNo: input['receipt-no'], level: input.level as FundingLevel, amountFen, receivedOn: input['received-on'], document: input.document,
        }),
      );
      context.output.result({ ...fund, level: input.level, amountFen, duplicate: done.duplicate }, () => `${fund.scheme} ${fund.areaCode} ${fund.year} ${input.level} ${formatYuan(amountFen)}`);
      return exitCodes.ok;
    });
  },
};

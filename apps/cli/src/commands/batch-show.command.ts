import { accept, formatYuan, text } from '@zhibu/kernel';
import type { ReissueProposal } from '@zhibu/domain';
import type { LineStatus, PaymentExceptionRow, PaymentLineRow } from '@zhibu/projections';
import { batchArgument, batchRow, batchText } from '../batch/batch-view';
import { CliCommand, stringValue } from '../cli-command';
import { accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseChoice, parseWhole } from '../input';
import { Output, formatTable } from '../output';
import { actingOptions } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';
import { readerScope } from '../runtime/reader-scope';

const lineStatuses: readonly LineStatus[] = ['pending', 'sent', 'credited', 'returned', 'unknown', 'cancelled'];
const rowsPerPage = 500;
const linesShownMax = 100_000;
const linesShownDefault = 100;

export const batchShow: CliCommand = {
  words: ['batch', 'show'],
  text: text('显示一个批次，可逐行列出', 'Show a batch, and its lines one by one'),
  arguments: [batchArgument],
  options: [
    { name: 'lines', text: text('列出发放行（不含姓名和号码）', 'list the lines, without names and numbers') },
    { name: 'exceptions', text: text('列出异常', 'list the exceptions') },
    { name: 'status', value: 'STATUS', text: text('只列某一状态的行', 'only lines of one status'), choices: lineStatuses },
    { name: 'limit', value: 'N', text: text(`最多列出的行数，缺省 ${linesShownDefault}`, `rows listed at most; default ${linesShownDefault}`) },
    ...actingOptions,
  ],
  run: async (context) => {
    const { values, output } = context;
    const status = stringValue(values, 'status');
    const input = allOf({
      limit: parseWhole(stringValue(values, 'limit') ?? `${linesShownDefault}`, 1, linesShownMax),
      status: status === undefined ? accept(undefined) : parseChoice(status, lineStatuses, 'cli.status'),
    });
    return withRuntime(context, {}, async (open) => {
      const batchId = context.args[0] ?? '';
      const scope = await readerScope(context, open);
      const row = await batchRow(open, scope, batchId);
      const { payments } = open.runtime.queries;
      const filter = input.status === undefined ? {} : { status: input.status as LineStatus };
      const lines = values['lines'] === true ? await upTo(input.limit, (page) => payments.lines({ scope, batchId, ...filter, ...page })) : undefined;
      const exceptions = values['exceptions'] === true ? await upTo(input.limit, (page) => payments.exceptions({ scope, batchId, ...page })) : undefined;
      const waiting = accepted(await open.runtime.services.payments.reissueProposals({ batchId })).value;
      output.result({ ...row, reissueProposals: waiting, ...(lines === undefined ? {} : { lineList: lines }), ...(exceptions === undefined ? {} : { exceptionList: exceptions }) }, () =>
        [batchText(row, output), ...waitingText(waiting, output), ...(lines === undefined ? [] : [linesText(lines, output)]), ...(exceptions === undefined ? [] : [exceptionsText(exceptions, output)])].join('\n\n'),
      );
      return exitCodes.ok;
    });
  },
};

const upTo = async <T>(limit: number, read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<{ readonly items: readonly T[]; readonly next: string | null }>): Promise<readonly T[]> => {
  const found: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null && found.length < limit; ) {
    const page = await read({ limit: Math.min(rowsPerPage, limit - found.length), ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
};

const waitingText = (waiting: readonly ReissueProposal[], output: Output): readonly string[] =>
  waiting.length === 0
    ? []
    : [
        formatTable(
          output.language === 'zh' ? ['待批准重发', '金额（元）', '提出人', '账户登记人'] : ['reissue waiting', 'yuan', 'asked for by', 'account recorded by'],
          waiting.map((one) => [`${one.lineNo}/${one.attempt}`, formatYuan(one.amountFen), one.proposedBy.join(', '), one.accountRecordedBy.join(', ')]),
        ),
      ];

const linesText = (lines: readonly PaymentLineRow[], output: Output): string =>
  formatTable(
    output.language === 'zh' ? ['行', '次', '金额（元）', '状态', '原因', '答复日', '入账日', '待批意见', '人员'] : ['line', 'attempt', 'yuan', 'status', 'reason', 'settled on', 'credited on', 'proposal', 'person'],
    lines.map((line) => [`${line.lineNo}`, `${line.attempt}`, formatYuan(line.amountFen), line.status, line.reason ?? '', line.settledOn ?? '', line.creditedOn ?? '', line.proposal === null ? '' : `${line.proposal.reconciliation} ${line.proposal.outcome}`, line.personKey]),
  );

const exceptionsText = (exceptions: readonly PaymentExceptionRow[], output: Output): string =>
  formatTable(
    output.language === 'zh' ? ['行', '种类', '代码', '应为（元）', '实为（元）', '了结'] : ['line', 'kind', 'code', 'expected yuan', 'found yuan', 'resolved'],
    exceptions.map((one) => [one.lineNo === null ? '' : `${one.lineNo}`, one.kind, one.code ?? '', one.expectedFen === null ? '' : formatYuan(one.expectedFen), one.actualFen === null ? '' : formatYuan(one.actualFen), one.resolution ?? '']),
  );

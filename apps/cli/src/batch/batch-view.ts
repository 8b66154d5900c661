import { formatYuan, text } from '@zhibu/kernel';
import { toCapitalAmount } from '@zhibu/domain';
import type { AreaScope, BatchRow } from '@zhibu/projections';
import { CommandRefused } from '../command-refused';
import type { Output } from '../output';
import type { OpenRuntime } from '../runtime/open-runtime';

export const batchArgument = { name: 'batch', text: text('批次编号，如 rural-reward.990101000000.2016.1', 'id of the batch, such as rural-reward.990101000000.2016.1') };

/** The batch as its read model shows it; ends the command when there is none in the scope. */
export const batchRow = async (open: OpenRuntime, scope: AreaScope, batchId: string): Promise<BatchRow> => {
  const row = await open.runtime.queries.payments.batch({ scope, batchId });
  if (row === null) {
    throw new CommandRefused([{ code: 'batch.not-found', message: text('没有这个批次，或不在管辖范围内', 'There is no such batch, or it lies outside the scope'), expected: text('zhibu batch list 列出的编号', 'an id that zhibu batch list shows'), actual: text(batchId, batchId), field: 'batch' }]);
  }
  return row;
};

export const batchText = (row: BatchRow, output: Output): string => {
  const say = (zh: string, en: string): string => output.say(text(zh, en));
  const amounts = ([
    [say('合计', 'total'), row.lines, row.totalFen],
    [say('待发', 'pending'), row.pending, row.pendingFen],
    [say('到账', 'credited'), row.credited, row.creditedFen],
    [say('退回', 'returned'), row.returned, row.returnedFen],
    [say('未知', 'unknown'), row.unknown, row.unknownFen],
  ] as const).map(([label, lines, fen]) => `  ${label}: ${lines} / ${formatYuan(fen)}`);
  return [
    `${row.batchId}  ${row.status}`,
    `  ${say('名单', 'list')}: ${row.chunksBuilt}/${row.chunksPlanned}, ${row.listHash ?? say('未冻结', 'not frozen')}`,
    `  ${say('经办', 'prepared by')}: ${row.preparedBy.join(', ') || '-'}; ${say('批准', 'approved by')}: ${row.approvedBy.join(', ') || '-'}`,
    ...amounts,
    `  ${say('大写', 'in capitals')}: ${toCapitalAmount(row.totalFen) ?? '-'}`,
    ...(row.comparison === null ? [] : [`  ${say('与上期', 'against')} ${row.comparison.previousBatchId ?? '-'}: +${row.comparison.newLines} -${row.comparison.endedLines} ~${row.comparison.changedLines} =${row.comparison.unchangedLines}, ${formatYuan(row.comparison.differenceFen)}${(row.comparison.changedAccounts ?? 0) === 0 ? '' : say(`，换账户 ${row.comparison.changedAccounts} 人`, `, ${row.comparison.changedAccounts} to another account`)}`]),
    ...row.fundsMissing.map(({ level, amountFen }) => `  ${say('资金缺口', 'funds missing')}: ${level} ${formatYuan(amountFen)}`),
    ...row.files.map((file) => `  ${say('文件', 'file')} ${file.fileNo}: ${file.lines} / ${formatYuan(file.totalFen)}, ${file.voidedOn !== null ? say(`${file.voidedOn} 作废`, `voided ${file.voidedOn}`) : (file.sentOn ?? say('未发送', 'not sent'))}, ${file.sha256}`),
    ...(row.buildExceptions + row.lineExceptions === 0 ? [] : [`  ${say('异常', 'exceptions')}: ${row.buildExceptions + row.lineExceptions}`]),
    ...(row.reason === null ? [] : [`  ${say('原因', 'reason')}: ${row.reason}`]),
  ].join('\n');
};

import { Rejection, text } from '@zhibu/kernel';
import { LineState, PaymentLinesState } from './state';

const words: Record<LineState['status'], string> = { pending: '待送', sent: '已送，未答复', credited: '已入账', returned: '已退回', unknown: '结果不明' };

export const wrongState = (state: PaymentLinesState, zh: string, en: string): Rejection => ({
  code: 'lines.wrong-status',
  message: text('该块明细当前不允许此操作', 'The lines are not in a state that allows this'),
  expected: text(zh, en),
  actual: text({ none: '未生成', planned: '已列名单', built: '已生成', cancelled: '已取消' }[state.status], state.status),
});

export const notUsable = (code: string, field: string, zh: string, en: string, actual: string | number): Rejection => ({
  code,
  message: text('明细内容不正确', 'A line cannot be used as given'),
  expected: text(zh, en),
  actual: text(`“${actual}”`, `"${actual}"`),
  field,
});

export const builtOtherwise = (): Rejection => ({
  code: 'lines.built-otherwise',
  message: text('该块已生成，内容不同', 'This chunk was built with other content'),
  expected: text('与已生成的内容一致', 'the content that was built'),
  actual: text('另一份内容', 'other content'),
});

export const fileNotSent = (fileNo: number, waiting: number): Rejection => ({
  code: 'lines.file-not-sent',
  message: text('该文件还没有标记送出，回盘稍后再入', 'The file is not marked as sent yet; apply its answer afterwards'),
  expected: text(`第 ${fileNo} 号文件已送出`, `file ${fileNo} marked as sent`),
  actual: text(`还有 ${waiting} 笔待送`, `${waiting} instructions still pending`),
});

export const tooManyUnknownLines = (count: number, max: number): Rejection => ({
  code: 'lines.too-many-unknown-lines',
  message: text('回盘中有大量不属于该块的行，应是另一批次的文件', 'Too many rows do not belong to these lines: this is the answer to something else'),
  expected: text(`最多 ${max} 行不相识`, `at most ${max} rows that nobody knows`),
  actual: text(`${count} 行`, `${count} rows`),
});

export const notReissuable = (line: LineState): Rejection => ({
  code: line.status === 'unknown' ? 'line.unknown-not-reconciled' : line.status === 'credited' ? 'line.already-credited' : 'line.not-returned',
  message: text('只有已退回的款项可以重发', 'Only a returned line can be issued again'),
  expected: text(words.returned, 'returned'),
  actual: text(words[line.status], line.status),
});

export const noSuchLine = (lineNo: number): Rejection => ({
  code: 'line.not-found',
  message: text('没有这一行', 'There is no such line'),
  expected: text('该块中的行号', 'a line of this chunk'),
  actual: text(`第 ${lineNo} 行`, `line ${lineNo}`),
});

export const sameAccount = (line: LineState): Rejection => ({
  code: 'line.same-account',
  message: text('账户不存在或已销户，须改用另一账户', 'That account does not exist or is closed: another one is needed'),
  expected: text('另一账户', 'another account'),
  actual: text(`第 ${line.lineNo} 行仍是被退回的账户`, `line ${line.lineNo} with the account that was refused`),
});

export const alreadySent = (lines: number): Rejection => ({
  code: 'lines.already-sent',
  message: text('已有款项送出，不能取消', 'Money was sent; the lines can no longer be cancelled'),
  expected: text('全部待送', 'all lines still pending'),
  actual: text(`${lines} 行已不是待送`, `${lines} lines no longer pending`),
});

import { LocalDate, Rejection, text } from '@zhibu/kernel';
import { LineState, OpenReconciliation, PaymentLinesState } from './state';

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

export const fileStale = (fileNo: number, carried: readonly string[], inFile: readonly string[]): Rejection => {
  const differing = [...carried.filter((name) => !inFile.includes(name)), ...inFile.filter((name) => !carried.includes(name))];
  const counts = `${inFile.length} / ${carried.length}`;
  return {
    code: 'batch.file-stale',
    message: text(`第 ${fileNo} 号文件与明细现状不符，不得送出，须作废后重新生成`, `File ${fileNo} is not what its lines say now; it is not sent, but voided and written anew`),
    expected: text('文件所载各笔均待送', 'every instruction in the file still to be sent'),
    actual: text(`文件/现状笔数 ${counts}，不符：${differing.slice(0, 5).join('、')}`, `${counts} instructions in the file / now, differing: ${differing.slice(0, 5).join(', ')}`),
  };
};

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

export const nothingToReconcile = (line: LineState): Rejection => ({
  code: 'line.nothing-to-reconcile',
  message: text('该行没有待核对的事项', 'Nothing about this line is open'),
  expected: text('结果不明或有未了异常的行', 'a line without a certain answer, or with an open exception'),
  actual: text(`第 ${line.lineNo} 行：${words[line.status]}，无未了异常`, `line ${line.lineNo}: ${line.status}, no open exception`),
  field: 'lineNo',
});

export const reconciliationOpen = ({ reconciliation, outcome }: OpenReconciliation): Rejection => ({
  code: 'line.reconciliation-open',
  message: text('该行已有核对意见待审批', 'This line has a proposal that waits for its approval'),
  expected: text('先批准或否决已有意见', 'the open proposal approved or declined first'),
  actual: text(`第 ${reconciliation} 次意见：${words[outcome]}`, `proposal ${reconciliation}: ${outcome}`),
});

export const noOpenReconciliation = (line: LineState, asked: number): Rejection => ({
  code: 'line.no-open-reconciliation',
  message: text('没有这一核对意见，或银行又有新答复，意见已失效', 'There is no such open proposal, or a later answer of the bank made it void'),
  expected: text(`第 ${asked} 次意见待审批`, `proposal ${asked} waiting for approval`),
  actual: line.proposal === null ? text('没有待审批的意见', 'none is open') : text(`第 ${line.proposal.reconciliation} 次意见`, `proposal ${line.proposal.reconciliation}`),
  field: 'reconciliation',
});

export const creditedOnMissing = (line: LineState): Rejection => ({
  code: 'line.credited-on-missing',
  message: text('核定为已入账须注明入账日', 'A credit needs the day of the credit'),
  expected: text('对账单上的入账日', 'the value day by the statement of the bank'),
  actual: text(`第 ${line.lineNo} 行没有入账日`, `none for line ${line.lineNo}`),
  field: 'creditedOn',
});

export const creditedBeforeSent = (lineNo: number, attempt: number, sentOn: LocalDate, settledOn: LocalDate, creditedOn: LocalDate): Rejection => ({
  code: 'line.credited-on',
  message: text(`第 ${lineNo} 行第 ${attempt} 次的入账日不可能`, `Line ${lineNo}, attempt ${attempt}: the money cannot have been credited on that day`),
  expected: text(`${sentOn}（送出日）至 ${settledOn}（今日）`, `${sentOn} (sent) to ${settledOn} (today)`),
  actual: text(creditedOn, creditedOn),
  field: 'creditedOn',
});

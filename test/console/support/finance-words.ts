import type { Tongue } from './screen';

export type PaidScheme = 'special-hardship' | 'only-child-bonus';
export type PaidPeriod = '2018-01' | '2018-H1';

export interface FinanceWords {
  readonly scheme: Readonly<Record<PaidScheme, string>>;
  readonly period: Readonly<Record<PaidPeriod, string>>;
  readonly level: Readonly<Record<string, string>>;
  readonly open: string;
  readonly freeze: string;
  readonly isFixed: RegExp;
  readonly listThem: string;
  readonly changed: string;
  /** Closes the drawer with the amount of a line. */
  readonly leave: string;
  readonly months: (before: number, now: number) => string;
  readonly rate: RegExp;
  readonly addsUp: (months: number) => RegExp;
  readonly lookedAt: RegExp;
  readonly submit: string;
  readonly goesToApprover: RegExp;
  readonly approve: string;
  readonly approves: RegExp;
  readonly wrongHash: string;
  readonly record: string;
  readonly form: Readonly<Record<'scheme' | 'year' | 'level' | 'amount' | 'receiptNo' | 'receivedOn' | 'document', string>>;
  readonly arrived: (level: string) => RegExp;
  readonly recorded: string;
  readonly files: RegExp;
  readonly take: string;
  readonly recordedFirst: RegExp;
  readonly noteSent: string;
  readonly bankPays: RegExp;
  readonly answers: string;
  readonly takeIn: string;
  readonly refusesAll: RegExp;
  readonly postsLines: RegExp;
  readonly nothingPosted: string;
  readonly otherBatch: RegExp;
  readonly cutOff: RegExp;
  /** How far a bank's answer of so many rows is at its end. */
  readonly postedSoFar: (rows: number) => string;
  readonly cameBack: RegExp;
  readonly wasCredited: RegExp;
  readonly exceptions: RegExp;
  readonly propose: string;
  readonly byAnother: RegExp;
  readonly credited: string;
  readonly readProposal: string;
  readonly isRecorded: RegExp;
  readonly agree: string;
  readonly counts: RegExp;
  readonly reissues: RegExp;
  readonly choose: (line: number) => string;
  readonly reissue: string;
  readonly paidAnew: RegExp;
  readonly waiting: string;
  readonly chooseAccount: (line: number) => string;
  readonly approveReissue: string;
  readonly toNewAccount: RegExp;
  readonly close: string;
  readonly closes: (people: number) => RegExp;
  readonly nothingLeft: RegExp;
  readonly sendBack: string;
  readonly goesBack: (people: number, yuan: string) => RegExp;
  readonly wasSentBack: (why: string) => string;
  readonly cancel: string;
  readonly isVoid: (people: number, yuan: string) => RegExp;
  readonly wasCancelled: RegExp;
  readonly giveBack: string;
  readonly tooLittle: RegExp;
  readonly allow: string;
  readonly upTo: string;
  readonly allows: (yuan: string) => string;
  readonly approverAllows: string;
  readonly reserve: string;
  readonly allowedByApprover: string;
  readonly filesNext: string;
  readonly voidFile: string;
  readonly fileIsVoid: (people: number, yuan: string) => RegExp;
  readonly approverVoids: string;
  readonly voided: string;
  readonly writeFile: string;
  readonly writes: (people: number, yuan: string) => RegExp;
  readonly bankPaysAll: (people: number, yuan: string) => RegExp;
  readonly decline: string;
  readonly declines: (line: number, yuan: string) => RegExp;
  readonly countsReturned: RegExp;
  readonly declineReissue: string;
  readonly staysReturned: (yuan: string) => RegExp;
  readonly noWaiting: string;
  readonly closesReturned: (people: number, yuan: string) => RegExp;
  readonly closed: RegExp;
}

/** What officers of finance read and press, from the month to its close. */
export const financeWords: Readonly<Record<Tongue, FinanceWords>> = {
  zh: {
    scheme: { 'special-hardship': '计划生育家庭特别扶助', 'only-child-bonus': '独生子女父母奖励' },
    period: { '2018-01': '2018年1月', '2018-H1': '2018年上半年' },
    level: { central: '中央', province: '省级', city: '市级', county: '县级' },
    open: '开立批次',
    freeze: '冻结名单', isFixed: /名单固定为 \d+ 人，合计 ¥/,
    listThem: '逐人列出', changed: '变动', leave: '关闭', months: (before, now) => `上期 ${before} 个月，本期 ${now} 个月`, rate: /每月 ¥\d+\.00 → ¥\d+\.00，自2018年1月/, addsUp: (months) => new RegExp(`${months} 个月，按月、按层、按出资级次相加均与名单金额一致`), lookedAt: /已核对“/,
    submit: '提交审批', goesToApprover: /人、¥[\d,.]+ 的名单连同与上期的比较/,
    approve: '审批通过', approves: /您批准向 \d+ 人发放 ¥/, wrongHash: '与名单哈希的末位不同',
    record: '登记到账', form: { scheme: '项目', year: '年度', level: '级次', amount: '金额（元）', receiptNo: '到账凭证号', receivedOn: '到账日期', document: '文号' }, arrived: (level) => new RegExp(`登记${level} ¥[\\d,.]+ 已到`), recorded: '已登记',
    files: /银行文件与回盘/, take: '取走文件', recordedFirst: /先记录后下载/, noteSent: '登记已送银行', bankPays: /银行将向 \d+ 人支付 ¥/,
    answers: '收回盘', takeIn: '核对并入账', refusesAll: /总额差一分则整份退回/, postsLines: /逐行入账/, nothingPosted: '整份回盘未入账', otherBatch: /这是另一批次的回盘文件[^]*1 \/ 批次/, cutOff: /注明的笔数与实际行数不等[^]*笔数[^]*总额/, postedSoFar: (rows) => `已入账 ${rows} / ${rows} 行`, cameBack: /退回 1 笔/, wasCredited: /到账 1 笔/,
    exceptions: /异常/, propose: '提出核对意见', byAnother: /须另一人批准/, credited: '已到账', readProposal: '查看并审批意见', isRecorded: /会被记录/, agree: '批准意见', counts: /核定为已到账/,
    reissues: /退回与重发/, choose: (line) => `选择第 ${line} 行`, reissue: '重发所选', paidAnew: /1 人、¥[\d,.]+ 重新发放/, waiting: '等待批准的换账户重发', chooseAccount: (line) => `选择第 ${line} 行的新账户`, approveReissue: '批准所选重发', toNewAccount: /1 人的新账户发放 ¥/,
    close: '结清', closes: (people) => new RegExp(`${people} 人 ¥[\\d,.]+ 已到账；0 人`), nothingLeft: /此批次已办结/,
    sendBack: '退回经办', goesBack: (people, yuan) => new RegExp(`${people} 人、${yuan} 的名单退回经办人`), wasSentBack: (why) => `审核人退回：${why}`,
    cancel: '取消批次', isVoid: (people, yuan) => new RegExp(`${people} 人、${yuan} 的名单全部作废，不发放任何款项`), wasCancelled: /此批次已取消，不发放任何款项。 占用的月份和资金已于 .* 全部释放/, giveBack: '释放占用',
    tooLittle: /预留时资金不足：/, allow: '登记垫付决定', upTo: '垫付上限（元）', allows: (yuan) => `资金垫付至多 ${yuan}`, approverAllows: '垫付决定由财政审核人登记，您的角色不是', reserve: '预留资金', allowedByApprover: '同意垫付的人不得又是名单的经办人或唯一审批人',
    filesNext: '在“银行文件与回盘”中', voidFile: '作废文件', fileIsVoid: (people, yuan) => new RegExp(`第 1 号文件（${people} 人、${yuan}）作废，不得送银行`), approverVoids: '由财政审核人办理，您不是本地区的审核人', voided: '已作废', writeFile: '生成银行文件', writes: (people, yuan) => new RegExp(`生成 ${people} 人、${yuan} 的文件，尚未送出`), bankPaysAll: (people, yuan) => new RegExp(`银行将向 ${people} 人支付 ${yuan}`),
    decline: '不采纳', declines: (line, yuan) => new RegExp(`第 ${line} 行 1 人 ${yuan} 的意见不采纳`), countsReturned: /核定为退回/, declineReissue: '不批准所选重发', staysReturned: (yuan) => new RegExp(`1 人、${yuan} 不向新账户发放，仍为退回`), noWaiting: '没有等待批准的重发',
    closesReturned: (people, yuan) => new RegExp(`${people} 人 ${yuan} 退回且不再由本批次发放`), closed: /此批次已办结。 占用的月份和资金已于 .* 全部释放/,
  },
  en: {
    scheme: { 'special-hardship': 'Special-hardship relief', 'only-child-bonus': 'Only-child bonus' },
    period: { '2018-01': 'Jan 2018', '2018-H1': 'first half of 2018' },
    level: { central: 'Central', province: 'Province', city: 'City', county: 'County' },
    open: 'Open a batch',
    freeze: 'Freeze the list', isFixed: /The list is fixed at \d+ people and ¥/,
    listThem: 'List them', changed: 'Changed', leave: 'Close', months: (before, now) => `${before} months last time, ${now} now`, rate: /¥\d+\.00 → ¥\d+\.00 a month from Jan 2018/, addsUp: (months) => new RegExp(`${months} months; by month, by layer and by funder it adds to the amount on the list`), lookedAt: /^Looked at: /,
    submit: 'Submit for approval', goesToApprover: /The list of \d+ people and ¥[\d,.]+ goes to the approver, with the comparison/,
    approve: 'Approve', approves: /You approve that \d+ people are paid ¥/, wrongHash: 'These are not its last characters',
    record: 'Record a receipt', form: { scheme: 'Scheme', year: 'Year', level: 'Level', amount: 'Amount (yuan)', receiptNo: 'Number of the receipt', receivedOn: 'Received on', document: 'Document' }, arrived: (level) => new RegExp(`Records that ¥[\\d,.]+ from ${level} arrived`), recorded: 'Recorded',
    files: /Bank files and answers/, take: 'Take the file', recordedFirst: /is recorded before it is downloaded/, noteSent: 'Note that it was sent', bankPays: /the bank pays ¥[\d,.]+ to \d+ (?:people|person)/,
    answers: 'Take in an answer of the bank', takeIn: 'Check and post', refusesAll: /off by one fen refuses all of it/, postsLines: /posted line by line/, nothingPosted: 'Nothing of the file was posted', otherBatch: /This file answers another batch[^]*1 \/ batch/, cutOff: /The stated number of rows is not the number found[^]*number of lines[^]*total/, postedSoFar: (rows) => `Posted: ${rows} of ${rows} rows`, cameBack: /Returned: 1,/, wasCredited: /Credited: 1,/,
    exceptions: /Exceptions/, propose: 'Propose what became of it', byAnother: /until another person approves it/, credited: 'Credited', readProposal: 'Read the proposal', isRecorded: /who reads it and why is recorded/, agree: 'Approve the proposal', counts: /counts as credited/,
    reissues: /Returned and reissued/, choose: (line) => `Choose line ${line}`, reissue: 'Reissue the chosen lines', paidAnew: /1 person with ¥[\d,.]+ are paid anew/, waiting: 'Reissues to another account that wait for approval', chooseAccount: (line) => `Choose the new account of line ${line}`, approveReissue: 'Approve the chosen reissues', toNewAccount: /go to the new accounts of 1 person/,
    close: 'Close the batch', closes: (people) => new RegExp(`${people} people were credited ¥[\\d,.]+; 0 people`), nothingLeft: /Nothing is left to do here/,
    sendBack: 'Send back', goesBack: (people, yuan) => new RegExp(`The list of ${people} people and ${yuan} goes back to its preparer`), wasSentBack: (why) => `The approver sent it back: ${why}`,
    cancel: 'Cancel the batch', isVoid: (people, yuan) => new RegExp(`The list of ${people} people and ${yuan} is void and nobody on it is paid`), wasCancelled: /This batch was cancelled; nobody on it is paid\. Nothing is held any more since /, giveBack: 'Give back what is held',
    tooLittle: /There was too little when it was reserved: /, allow: 'Record a decision to pay in advance', upTo: 'Up to (yuan)', allows: (yuan) => `pay out up to ${yuan} more than`, approverAllows: 'A finance approver records such a decision; that is not your role', reserve: 'Reserve the funds', allowedByApprover: 'Whoever lets the county pay out more than it holds may neither prepare the list nor be the only one who approves it',
    filesNext: 'under Bank files and answers', voidFile: 'Void the file', fileIsVoid: (people, yuan) => new RegExp(`File 1 \\(${people} people, ${yuan}\\) is void and must not reach the bank`), approverVoids: 'A finance approver does this; you are none for this area', voided: 'Voided', writeFile: 'Write the bank file', writes: (people, yuan) => new RegExp(`A file of ${people} people and ${yuan} is written in the layout of the bank; nothing is sent yet`), bankPaysAll: (people, yuan) => new RegExp(`the bank pays ${yuan} to ${people} people`),
    decline: 'Decline the proposal', declines: (line, yuan) => new RegExp(`The proposal on line ${line}, 1 person with ${yuan}, is declined`), countsReturned: /counts as returned/, declineReissue: 'Decline the chosen reissues', staysReturned: (yuan) => new RegExp(`1 person with ${yuan} are not paid to the new accounts and stay returned`), noWaiting: 'No reissue waits for approval',
    closesReturned: (people, yuan) => new RegExp(`${people} people with ${yuan} came back and are not paid by this batch any more`), closed: /Nothing is left to do here\. Nothing is held any more since /,
  },
};

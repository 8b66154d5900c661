import { Language, text } from '@zhibu/kernel';
import type { Text } from '@zhibu/kernel';

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

export const texts = {
  files: text('银行文件', 'Bank files'),
  noFiles: text('还没有银行文件：预留资金后生成', 'No bank file yet: it is written once the funds are reserved'),
  no: text('文件号', 'File'),
  lines: text('笔数', 'Lines'),
  total: text('金额', 'Amount'),
  state: text('状态', 'State'),
  sentOn: text('已送出', 'Sent'),
  voidedOn: text('已作废', 'Voided'),
  notSent: text('未送出', 'Not sent'),
  hash: text('文件 SHA-256', 'SHA-256 of the file'),
  doing: text('办理', 'To do'),
  take: text('取走文件', 'Take the file'),
  takeWhat: (no: number, lines: number, yuan: string) => text(`取走第 ${no} 号文件：${lines} 人的姓名、证件号、账号和金额，合计 ${yuan}。由谁、何时、因何取走，先记录后下载。`, `File ${no} holds names, ID numbers, accounts and amounts of ${people(lines)}, ${yuan} in all. Who takes it, when and why is recorded before it is downloaded.`),
  taken: (name: string) => text(`已下载 ${name}`, `Downloaded ${name}`),
  send: text('登记已送银行', 'Note that it was sent'),
  sendWhat: (no: number, lines: number, yuan: string) => text(`登记第 ${no} 号文件已送银行：银行将向 ${lines} 人支付 ${yuan}。送出的文件永不再送；没有回盘的行须核对清楚才能重发。`, `File ${no} is recorded as sent: the bank pays ${yuan} to ${people(lines)}. It is never sent again; a line without an answer is reconciled before it is paid anew.`),
  reference: text('银行回执号', 'Reference of the bank'),
  referenceMissing: text('请填写银行回执号', 'Enter the reference of the bank'),
  void: text('作废文件', 'Void the file'),
  voidWhat: (no: number, lines: number, yuan: string) => text(`第 ${no} 号文件（${lines} 人、${yuan}）作废，不得送银行；其各行写入新文件。请先确认文件确未送出。`, `File ${no} (${people(lines)}, ${yuan}) is void and must not reach the bank; its lines go into a new file. Make sure first that it was not sent.`),
  returns: text('收回盘', 'Take in an answer of the bank'),
  choose: text('选择回盘文件', 'Choose the return file'),
  drop: text('把银行的回盘文件拖到这里，或按回车选择', 'Drop the return file of the bank here, or press Enter to choose it'),
  chosen: (name: string, bytes: number) => text(`${name}（${bytes} 字节）`, `${name} (${bytes} bytes)`),
  takeIn: text('核对并入账', 'Check and post'),
  takeInWhat: (name: string, count: number, yuan: string) => text(`整份核对 ${name}，逐行入账：到账、退回、不明各按银行所说。本批次待回盘的共 ${count} 笔、${yuan}，至多这些入账。总额差一分则整份退回，不入账；同一文件再收无变动。`, `${name} is checked as a whole and posted line by line as the bank says: credited, returned or unknown. ${count === 1 ? '1 payment' : `${count} payments`} of this batch, ${yuan} in all, wait for an answer; no more than these are posted. A total that is off by one fen refuses all of it; the same file again changes nothing.`),
  nothingSent: text('还没有送出的文件，没有回盘可收', 'No file was sent yet, so there is no answer to take in'),
  underWay: text('正在入账的回盘', 'Answers of the bank being posted'),
  posting: text('入账进度', 'How far the posting is'),
  checking: (all: number) => (all === 0 ? text('正在送交文件', 'The file is being sent') : text(`正在整份核对并保存 ${all} 行，尚未入账`, `${all} rows are checked and kept as a whole; none is posted yet`)),
  postedSoFar: (done: number, all: number) => text(`已入账 ${done} / ${all} 行`, `Posted: ${done} of ${all} rows`),
  stopped: (done: number, all: number) => text(`入账中止于 ${done} / ${all} 行：办理它的进程已终止。请再次提交同一回盘文件：从中止处继续，已入账的不会重复`, `Posting stopped at ${done} of ${all} rows: the process that did it ended. Hand in the same return file again: it goes on from there, and nothing is posted twice`),
  posted: text('已入账', 'Posted'),
  credited: (count: number, yuan: string) => text(`到账 ${count} 笔，${yuan}`, `Credited: ${count}, ${yuan}`),
  returned: (count: number, yuan: string) => text(`退回 ${count} 笔，${yuan}`, `Returned: ${count}, ${yuan}`),
  unknown: (count: number, yuan: string) => text(`下落不明 ${count} 笔，${yuan}`, `Unknown: ${count}, ${yuan}`),
  exceptions: (count: number) => text(`异常 ${count} 笔，见“异常”`, `Exceptions: ${count}, see Exceptions`),
  refused: text('整份回盘未入账，原因如下', 'Nothing of the file was posted, for these reasons'),
  row: text('行 / 列', 'Row / column'),
  expected: text('应为', 'Expected'),
  found: text('实为', 'Found'),
} as const;

/** What the head of a file says of all of it; columns are called as the layout of the bank has them. */
const headWords: Readonly<Record<string, Text>> = { batch: text('批次', 'batch'), file: text('文件号', 'file'), fileNo: text('文件号', 'file'), lines: text('笔数', 'number of lines'), total: text('总额', 'total') };

/** Where in a file something is wrong: a row, a column, or both. */
export const placeInWords = (place: string, language: Language): string => place.split(' / ').map((part) => headWords[part]?.[language] ?? part).join(' / ');

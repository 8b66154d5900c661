import { text } from '@zhibu/kernel';
import type { Text } from '@zhibu/kernel';
import type { components } from '../generated/openapi';

type Schemas = components['schemas'];
export type BatchStatus = Schemas['BatchItem']['status'];
export type LineStatus = Schemas['LineItem']['status'];
export type Level = Schemas['FundLevelView']['level'];

/** What a code of the payment side is called; a code that is not among them is shown as it is. */
export const batchStatusWords: Readonly<Record<BatchStatus, Text>> = {
  open: text('已开立', 'Opened'),
  planned: text('生成名单，待冻结', 'List being built or to be frozen'),
  frozen: text('已冻结', 'Frozen'),
  submitted: text('待审批', 'Waits for approval'),
  approved: text('已审批', 'Approved'),
  funded: text('资金已预留', 'Funds reserved'),
  filed: text('文件已生成', 'File written'),
  sent: text('已送银行', 'Sent to the bank'),
  closed: text('已结清', 'Closed'),
  cancelled: text('已取消', 'Cancelled'),
};

export const lineStatusWords: Readonly<Record<LineStatus, Text>> = {
  pending: text('待送出', 'Not sent yet'),
  sent: text('已送出，待回盘', 'Sent, no answer yet'),
  credited: text('已到账', 'Credited'),
  returned: text('退回', 'Returned'),
  unknown: text('下落不明', 'Unknown'),
  cancelled: text('已取消', 'Cancelled'),
};

export const levelWords: Readonly<Record<Level, Text>> = {
  central: text('中央', 'Central'),
  province: text('省级', 'Province'),
  city: text('市级', 'City'),
  county: text('县级', 'County'),
};

/** From the centre down, as every table of funds shows them. */
export const levelsInOrder: readonly Level[] = ['central', 'province', 'city', 'county'];

export const returnReasonWords: Readonly<Record<string, Text>> = {
  'name-mismatch': text('户名不符', 'Name does not match'),
  'no-such-account': text('无此账户', 'No such account'),
  'account-closed': text('账户已销户', 'Account closed'),
  'account-frozen': text('账户冻结或睡眠', 'Account frozen or dormant'),
  'id-mismatch': text('证件不符', 'ID number does not match'),
  other: text('其他', 'Other'),
};

export const exceptionWords: Readonly<Record<string, Text>> = {
  'unknown-line': text('银行也不知下落', 'The bank does not know what became of it'),
  missing: text('回盘缺此行', 'Missing from the answer'),
  duplicated: text('回盘重复', 'Answered twice'),
  short: text('金额不符', 'Another amount'),
  reversed: text('到账后冲正', 'Taken back after it was credited'),
  late: text('回盘迟到', 'Answered late'),
  'paid-twice': text('与另一批次重复支付', 'Paid by another batch as well'),
  'not-listed': text('应发而未列入名单', 'Due, but not on the list'),
};

/** Why a right ended. */
export const exitReasonWords: Readonly<Record<string, Text>> = {
  death: text('死亡', 'death'),
  'moved-out': text('迁出', 'moved out'),
  'child-added': text('再生育或收养', 'a child was born or adopted'),
  'child-recovered': text('子女康复', 'the child recovered'),
  'wrongly-confirmed': text('错误确认', 'wrongly confirmed'),
  'child-age-reached': text('子女满规定年龄', 'the child reached the age'),
  withdrawn: text('本人放弃', 'given up by the person'),
};

/** Why somebody who is due is not on the list. */
export const notListedWords: Readonly<Record<string, Text>> = {
  'payee.no-account': text('没有可用的一卡通账户', 'No account to pay to'),
  'payee.erased': text('个人资料已清除', 'The personal data was erased'),
  'payee.area-conflict': text('两地均有记录，待核实', 'Recorded in two places, to be resolved'),
  'payee.lower-scheme-was-paid': text('较低的一项已发放，待处理', 'The lower of two schemes was paid already, to be resolved'),
};

import type { Help } from 'commander';
import { Language, Text, text } from '@zhibu/kernel';

/** What the commands behind one word are for. */
const groups: Readonly<Record<string, Text>> = {
  policy: text('不启动服务，按政策核查资格、计算金额', 'conditions and amounts by the policies; no server is needed'),
  events: text('迁移事件日志：导出、核对、导入', 'move the event log: export, check, import'),
  import: text('导入申请表格和银行回盘文件', "tables of applications and the bank's return files"),
  register: text('转入旧登记册', 'registers kept before: load, list, approve'),
  right: text('在享资格', 'rights that run'),
  funds: text('登记到位资金', 'money that came in'),
  batch: text('发放批次，从生成名单到关闭', 'payment batches, from building the list to closing'),
  notice: text('公示名单', 'public lists'),
  jobs: text('各队列的任务数和死信', 'jobs of every queue, and the dead letters'),
  users: text('工作人员、角色、密码和委托', 'officers, their roles, passwords and delegations'),
};

export const groupText = (word: string, language: Language): string => (groups[word] ?? text(word, word))[language];

const titles: Readonly<Record<string, string>> = { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' };

const inChinese = (words: string): string => words.replace('[options]', '[选项]').replace('[command]', '[命令]').replace('(choices: ', '(可选：');

/** The parser's own words of a help page, which it has in English only. */
export const helpWords = (language: Language): Partial<Help> =>
  language === 'en' ? {} : { styleTitle: (title) => titles[title] ?? title, styleUsage: inChinese, styleSubcommandTerm: inChinese, styleOptionDescription: inChinese };

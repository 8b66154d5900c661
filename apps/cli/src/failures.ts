import { Rejection, RejectionError, Text, text } from '@zhibu/kernel';
import { CommandRefused } from './command-refused';
import { ExitCode, exitCodes } from './exit-codes';
import type { CliProblem } from './output';

export interface Failed {
  readonly problems: readonly CliProblem[];
  readonly exitCode: ExitCode;
}

const named = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** By name, not by class: to know the class the platform and its packages would have to be loaded by every command. */
const isPlatformFailure = (error: unknown): error is Error & { readonly code: string; readonly text: Text; readonly exitCode: number } => named(error, 'PlatformFailure');
type Failure = Error & { readonly code: string; readonly exitCode: number };
type WrongSetting = { readonly name: string; readonly source: string; readonly expected: Text; readonly found: Text };
const isSettingsWrong = (error: unknown): error is Failure & { readonly problems: readonly WrongSetting[] } => isPlatformFailure(error) && error.code === 'settings-wrong' && 'problems' in error;
const wrongSetting = ({ name, source, expected, found }: WrongSetting): CliProblem => ({ code: 'settings-wrong', message: text(`设置有误：${name}，${{ environment: '环境变量', default: '缺省' }[source] ?? source}`, `A setting is wrong: ${name}, ${source}`), expected, actual: found, field: name });
type UnusableEngine = { readonly engine: 'database' | 'event-store' | 'queue'; readonly address: string; readonly rejection: Rejection };
const isEnginesUnusable = (error: unknown): error is Failure & { readonly problems: readonly UnusableEngine[] } => isPlatformFailure(error) && error.code.startsWith('engine-') && 'problems' in error;
const engineTitles = { database: text('数据库', 'The database'), 'event-store': text('事件库', 'The event store'), queue: text('队列', 'The queue') };
const unusableEngine = ({ engine, address, rejection: { code, message, expected, actual } }: UnusableEngine): CliProblem => {
  const { zh, en } = engineTitles[engine];
  // What cannot be read as a URL names no address.
  const at = address === '' ? text('', '') : text(`（${address}）`, ` (${address})`);
  return { code, message: text(`${zh}${at.zh}不能使用：${message.zh}`, `${en}${at.en} cannot be used: ${message.en}`), expected, actual };
};
/** Trouble of an engine that went away in the middle, in its own words. */
export const isEngineTrouble = (error: unknown): error is Error & { readonly rejection: Rejection } => error instanceof Error && ['RedisTrouble', 'DatabaseTrouble'].includes(error.name) && 'rejection' in error;
const isRulesRefused = (error: unknown): error is Error & { readonly problems: readonly { readonly file: string; readonly line: number; readonly reason: Text; readonly code: string }[] } =>
  named(error, 'RulesRefused');

/** That of the platform for a full disk. */
const noSpaceExitCode = 74;
/** The sentence of the platform says all; the printer leaves empty lines out. */
const noMore = text('', '');

/** PostgreSQL's and the system's word for a full disk, wherever it stands among the causes. */
const isDiskFull = (error: unknown, depth = 0): boolean =>
  error instanceof Error && depth < causesMax && (('code' in error && (error.code === '53100' || error.code === 'ENOSPC')) || isDiskFull(error.cause, depth + 1));
const causesMax = 5;

const diskFull: CliProblem = {
  code: 'no-disk-space',
  message: text('磁盘空间不足', 'The disk is full'),
  expected: text('数据目录所在磁盘有剩余空间', 'room on the disk that holds the data folder'),
  actual: text('没有剩余空间', 'none left'),
};

/** Whatever ended a command, as problems for the reader and an exit code. */
export const failureOf = (error: unknown): Failed => {
  if (error instanceof CommandRefused) return { problems: error.problems, exitCode: error.exitCode };
  if (error instanceof RejectionError) return { problems: [error.rejection], exitCode: exitCodes.refused };
  if (isEngineTrouble(error)) return { problems: [error.rejection], exitCode: exitCodes.environment };
  if (isSettingsWrong(error)) return { problems: error.problems.map(wrongSetting), exitCode: error.exitCode };
  if (isEnginesUnusable(error)) return { problems: error.problems.map(unusableEngine), exitCode: error.exitCode };
  if (isPlatformFailure(error)) return { problems: [{ code: error.code, message: error.text, expected: noMore, actual: noMore }], exitCode: error.exitCode };
  if (isRulesRefused(error)) {
    const problems = error.problems.map(({ file, line, reason, code }) => ({ code, message: reason, expected: text('正确的政策文件', 'a policy file that is right'), actual: text(`${file}:${line}`, `${file}:${line}`) }));
    return { problems, exitCode: exitCodes.environment };
  }
  if (isDiskFull(error)) return { problems: [diskFull], exitCode: noSpaceExitCode };
  const said = error instanceof Error ? error.message || error.name : String(error);
  return {
    problems: [{ code: 'cli.failed', message: text('命令未能完成', 'The command could not be completed'), expected: text('没有意外错误', 'no unexpected error'), actual: text(said, said) }],
    exitCode: exitCodes.environment,
  };
};

import { Rejection, RejectionError, Text, text } from '@zhibu/kernel';
import { LogPlace, formatVersion } from './file-format';

/** Ends a move: thrown, because it comes out of streams of any length. The codes are stable. */
const refused = (code: string, message: Text, expected: Text, actual: Text, field?: string): RejectionError => new RejectionError({ code, message, expected, actual, ...(field === undefined ? {} : { field }) });
const same = (words: string): Text => text(words, words);

export const fileExists = (path: string): RejectionError => refused('move.file-exists', text('目标文件已存在', 'The file exists already'), text('尚不存在的文件名', 'a name that is not taken'), same(path), 'file');

export const notAnExport = (path: string, why: string): RejectionError =>
  refused('move.not-an-export', text('这不是事件导出文件', 'This is not a file of exported events'), text('zhibu events export 写出的文件', 'a file written by zhibu events export'), same(`${path}: ${why}`), 'file');

export const newerFormat = (format: unknown): RejectionError =>
  refused('move.newer-format', text('文件格式比本程序新，请用写出它的版本或更新的版本导入', 'The format of the file is not one this program knows; import it with the version that wrote it, or a newer one'),
    text(`格式 ${formatVersion}`, `format ${formatVersion}`), text(`格式 ${String(format)}`, `format ${String(format)}`), 'file');

/** The file ends before its end line. */
export const fileCut = (lines: number, events: number): RejectionError =>
  refused('move.file-cut', text('文件不完整：缺少结尾行', 'The file was cut off: its end line is missing'), text('以结尾行结束的文件', 'a file that ends with its end line'),
    text(`读到第 ${lines} 行、${events} 个事件后中断`, `it ends after line ${lines}, ${events} events`), 'file');

export const fileDamaged = (line: string, expected: Text, actual: Text): RejectionError =>
  refused('move.file-damaged', text(`文件已损坏（第 ${line} 行）；未写入任何内容`, `The file is damaged (line ${line}); nothing was written`), expected, actual, 'file');

export const otherKeys = (expected: string, actual: string): RejectionError =>
  refused('move.other-keys', text('本机的密钥与导出处的不同，导入后没有人能读出个人信息；请先把导出处的密钥文件（secrets.json，或 ZHIBU_SECRETS_FILE 所指的文件）复制过来', "The keys here are not those of where the file came from, and nobody could read the people's data; copy its file of keys first (secrets.json, or the one that ZHIBU_SECRETS_FILE names)"),
    text(`指纹 ${expected}`, `fingerprint ${expected}`), text(`指纹 ${actual}`, `fingerprint ${actual}`));

export const holdsOtherEvents = (number: number, expected: string, actual: string): RejectionError =>
  refused('move.target-holds-other-events', text('目标事件库中已有其他事件；请导入到空的事件库', 'The target holds other events; import into an empty store'),
    text(`第 ${number} 个事件：${expected}`, `event ${number}: ${expected}`), same(actual));

export const doesNotFollow = ({ events, stream, version, id }: LogPlace, found: number): RejectionError =>
  refused('move.does-not-follow', text('这是后续文件，目标中没有它之前的事件；请先导入前一个文件', 'The file continues another one whose events are not here; import that one first'),
    text(`第 ${events} 个事件 ${stream}@${version} ${id}`, `event ${events}: ${stream}@${version} ${id}`), text(`目标有 ${found} 个事件，或该处是别的事件`, `${found} events, or another one there`), 'file');

export const notTheSameLog = ({ stream, version }: LogPlace): RejectionError =>
  refused('move.not-the-same-log', text('前一个文件不是从这个事件库导出的', 'The file before was not exported from this store'), text(`${stream}@${version} 位于原处`, `${stream}@${version} in the place it had`), text('没有，或位置不同', 'missing, or elsewhere'), 'after');

export const appendRefused = (stream: string, rejection: Rejection | null, actualVersion: number | null): RejectionError =>
  refused('move.append-refused', text(`事件库拒绝写入 ${stream}`, `The store refused to append to ${stream}`), rejection?.expected ?? text('文件中的版本', 'the version in the file'),
    rejection?.actual ?? text(`目标的版本是 ${actualVersion}；是否有别的进程在写入？`, `version ${actualVersion} in the target; is another process writing?`));

export const rowDiffers = (table: string, key: string): RejectionError =>
  refused('move.row-differs', text(`目标的 ${table} 中已有不同内容`, `The target holds something else in ${table}`), text('空表，或相同的内容', 'an empty table, or the same rows'), same(key));

export const logHeldBack = (seconds: number): RejectionError =>
  refused('move.log-held-back', text('日志末尾迟迟不可见：服务器上有未结束的事务', 'The end of the log stays hidden: a transaction on the server does not end'), text('没有长时间未结束的事务', 'no transaction that stays open'), text(`等待了 ${seconds} 秒`, `waited ${seconds} s`));

/** Somebody who works in the target would write between the events that come in. */
export const othersAtWork = (kinds: readonly string[]): RejectionError =>
  refused('move.others-at-work', text('目标系统的服务正在运行；请先停止', 'Processes are at work on the target; stop them first'), text('没有运行中的服务', 'none'), same(kinds.join(', ')));

/** What was read again from the target is not what the file holds. */
export const notEqual = (events: string, expected: string, actual: string): RejectionError =>
  refused('move.not-equal', text(`导入后复核不一致：事件 ${events}`, `What stands in the target differs from the file: events ${events}`), same(expected), same(actual));

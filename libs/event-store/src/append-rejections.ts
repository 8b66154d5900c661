import { Rejection, text } from '@zhibu/kernel';
import { appendBytesMax, appendEventsMax, eventBytesMax } from './port';

/** Every way in which the store itself refuses an append. The codes are stable. */
export const emptyAppend = (): Rejection => ({
  code: 'append.empty',
  message: text('没有要写入的事件', 'There is no event to append'),
  expected: text('至少 1 个事件', 'at least 1 event'),
  actual: text('0 个事件', '0 events'),
  field: 'events',
});

export const tooManyEvents = (found: number): Rejection => ({
  code: 'append.too-many-events',
  message: text('一次写入的事件过多', 'Too many events in one append'),
  expected: text(`最多 ${appendEventsMax} 个事件`, `at most ${appendEventsMax} events`),
  actual: text(`${found} 个事件`, `${found} events`),
  field: 'events',
});

export const eventTooLarge = (index: number, bytes: number): Rejection => ({
  code: 'event.too-large',
  message: text('单个事件过大', 'One event is too large'),
  expected: text(`最多 ${eventBytesMax} 字节`, `at most ${eventBytesMax} bytes`),
  actual: text(`第 ${index + 1} 个事件有 ${bytes} 字节`, `event ${index + 1} has ${bytes} bytes`),
  field: `events.${index}`,
});

/** `bytesMax`: what a server was configured to take, where that is less. */
export const appendTooLarge = (bytes: number, bytesMax = appendBytesMax): Rejection => ({
  code: 'append.too-large',
  message: text('一次写入的内容过大', 'One append is too large'),
  expected: text(`合计最多 ${bytesMax} 字节`, `at most ${bytesMax} bytes in all`),
  actual: text(`合计 ${bytes} 字节`, `${bytes} bytes in all`),
  field: 'events',
});

export const notJson = (index: number, reason: string): Rejection => ({
  code: 'event.not-json',
  message: text('事件内容不能写成 JSON', 'The content of an event cannot be written as JSON'),
  expected: text('可以写成 JSON 的内容', 'content that JSON can hold'),
  actual: text(`第 ${index + 1} 个事件：${reason}`, `event ${index + 1}: ${reason}`),
  field: `events.${index}.data`,
});

export const malformed = (field: string, expected: Rejection['expected'], found: string): Rejection => ({
  code: 'append.malformed',
  message: text('写入请求的格式不正确', 'The append request is malformed'),
  expected,
  actual: text(`“${found}”`, `"${found}"`),
  field,
});

/** The same command key came before in this stream, with other content. */
export const keyReused = (key: string): Rejection => ({
  code: 'command.key-reused',
  message: text('同一命令编号已用于其他内容', 'The command key was used before for other content'),
  expected: text('内容与第一次相同，或使用新的命令编号', 'the same content as the first time, or a new command key'),
  actual: text(`编号“${key}”的内容不同`, `key "${key}" with other content`),
  field: 'command.key',
});

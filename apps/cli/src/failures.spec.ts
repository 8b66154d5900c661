import { text } from '@zhibu/kernel';
import { EnginesUnusable } from '@zhibu/runtime';
import { failureOf } from './failures';

it('tells every engine that cannot be used as a problem of its own, with what was expected and found', () => {
  const rejection = { message: text('消息', 'It is wrong'), expected: text('对', 'right'), actual: text('错', 'wrong') };
  const found = failureOf(new EnginesUnusable([
    { engine: 'queue', address: 'h:6379', kind: 'unreachable', rejection: { ...rejection, code: 'redis.unreachable' } },
    { engine: 'event-store', address: 'h:2113', kind: 'unfit', rejection: { ...rejection, code: 'event-store.too-old' } },
  ]));
  expect(found.exitCode).toBe(76);
  expect(found.problems).toEqual([
    { code: 'redis.unreachable', message: { zh: '队列（h:6379）不能使用：消息', en: 'The queue (h:6379) cannot be used: It is wrong' }, expected: rejection.expected, actual: rejection.actual },
    { code: 'event-store.too-old', message: { zh: '事件库（h:2113）不能使用：消息', en: 'The event store (h:2113) cannot be used: It is wrong' }, expected: rejection.expected, actual: rejection.actual },
  ]);
});

it('leaves the place out where a URL names none', () => {
  const rejection = { code: 'redis.url', message: text('不能使用', 'The Redis URL cannot be used'), expected: text('对', 'a URL'), actual: text('错', 'something else') };
  const failed = new EnginesUnusable([{ engine: 'queue', address: '', kind: 'refused', rejection }]);
  expect(failed.text).toEqual({
    zh: '队列不能使用：不能使用；应为对，实为错 [redis.url]。',
    en: 'The queue cannot be used: The Redis URL cannot be used; expected a URL, found something else [redis.url].',
  });
  expect(failureOf(failed).problems.map(({ message }) => message)).toEqual([{ zh: '队列不能使用：不能使用', en: 'The queue cannot be used: The Redis URL cannot be used' }]);
});

it('tells trouble of an engine in the middle of a command in its own words', () => {
  const rejection = { code: 'redis.no-answer', message: text('Redis 没有按时答复', 'Redis did not answer in time'), expected: text('答复', 'an answer'), actual: text('h:6379', 'h:6379') };
  expect(failureOf(Object.assign(new Error('planted'), { name: 'RedisTrouble', rejection }))).toEqual({ problems: [rejection], exitCode: 3 });
});

import { RejectionError, text } from '@zhibu/kernel';
import { JobFailed, failureKept, failureText } from './failure-text';

describe('what is kept of a failed attempt', () => {
  const said = text('已冻结', 'The batch is frozen');

  it.each([
    [new RejectionError({ code: 'batch.frozen', message: said, expected: said, actual: text('王小明', 'Wang') }), text('batch.frozen：已冻结', 'batch.frozen: The batch is frozen')],
    [Object.assign(new Error('duplicate key (name)=(王小明)'), { code: '23505' }), text('程序出错：Error 23505', 'unexpected: Error 23505')],
    [new TypeError('王小明'), text('程序出错：TypeError', 'unexpected: TypeError')],
    [Object.assign(new Error('x'), { name: '王小明', code: '990000194706150017 王' }), text('程序出错：Error', 'unexpected: Error')],
    ['王小明', text('程序出错：not an error', 'unexpected: not an error')],
  ])('is %#, and reads the same once it was kept', (error, kept) => {
    expect(failureText(error)).toEqual(kept);
    expect(failureKept(new JobFailed(error).message)).toEqual(kept);
  });

  it('has no stack', () => expect(new JobFailed(new Error('王小明')).stack).toBe('unexpected: Error\n程序出错：Error'));

  it.each([
    ['unexpected: TypeError', text('unexpected: TypeError', 'unexpected: TypeError')],
    ['job stalled more than allowable limit', text('执行任务的进程一再中断', 'the processes that ran the job went away again and again')],
    [undefined, text('', '')],
  ])('is read where something else wrote it: %s', (stored, read) => expect(failureKept(stored)).toEqual(read));
});

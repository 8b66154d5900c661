import { RejectionError, text } from '@zhibu/kernel';
import { JobFailed, failureText } from './failure-text';

describe('what is kept of a failed attempt', () => {
  const said = text('已冻结', 'The batch is frozen');

  it.each([
    [new RejectionError({ code: 'batch.frozen', message: said, expected: said, actual: text('王小明', 'Wang') }), 'batch.frozen: The batch is frozen'],
    [Object.assign(new Error('duplicate key (name)=(王小明)'), { code: '23505' }), 'unexpected: Error 23505'],
    [new TypeError('王小明'), 'unexpected: TypeError'],
    [Object.assign(new Error('x'), { name: '王小明', code: '990000194706150017 王' }), 'unexpected: Error'],
    ['王小明', 'unexpected: not an error'],
  ])('is %#', (error, kept) => expect(failureText(error)).toBe(kept));

  it('has no stack', () => expect(new JobFailed(new Error('王小明')).stack).toBe('unexpected: Error'));
});

import { render, screen } from '@testing-library/react';
import { ApiProblem, NoLine } from '../api/problem';
import { Trouble } from './trouble';

it('tells what was expected and found, the code, and the number to quote', () => {
  const problem = { type: 'urn:zhibu:problem:x.y', title: '不可以', status: 422, detail: '不可以', code: 'x.y', expected: '甲', actual: '乙', requestId: '42' };
  render(<Trouble error={new ApiProblem(problem)} />);
  for (const words of ['不可以', '甲', '乙']) expect(screen.getByText(words)).toBeTruthy();
  expect(screen.getByText(/x\.y.*42/)).toBeTruthy();
});

it.each([
  [422, 'x.y', /更正后再试/], [400, 'request.invalid', /更正后再试/], [401, 'identity.required', /重新登录/], [401, 'identity.sign-in-failed', /核对用户名和密码/], [403, 'duty.prepared-and-approves', /请由有此职责/],
  [404, 'person.not-found', /重新查找/], [409, 'application.wrong-status', /刷新页面/], [412, 'command.version-conflict', /刷新页面/], [429, 'request.too-many', /稍候再试/], [500, 'server.fault', /不会办理两次/], [503, 'engine.away', /不会办理两次/],
] as const)('says what to do after %i %s', (status, code, words) => {
  render(<Trouble error={new ApiProblem({ type: `urn:zhibu:problem:${code}`, title: '不可以', status, detail: '不可以', code, expected: '甲', actual: '乙', requestId: '42' })} />);
  expect(screen.getByText(words)).toBeTruthy();
});

it('is heard at once, whatever went wrong', () => {
  for (const error of [new ApiProblem({ type: 'urn:zhibu:problem:x.y', title: '不可以', status: 422, detail: '不可以', code: 'x.y', expected: '甲', actual: '乙', requestId: '42' }), new NoLine('cut'), new Error('broken')]) {
    const { unmount } = render(<Trouble error={error} />);
    expect(screen.getByRole('alert').textContent).not.toBe('');
    unmount();
  }
});

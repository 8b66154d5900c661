import { render, screen } from '@testing-library/react';
import { ApiProblem, NoLine } from '../api/problem';
import { Trouble } from './trouble';

beforeAll(() => {
  Object.defineProperty(window, 'matchMedia', { value: () => ({ matches: false, addListener: () => undefined, removeListener: () => undefined, addEventListener: () => undefined, removeEventListener: () => undefined }) });
});

it('tells what was expected and found, the code, and the number to quote', () => {
  const problem = { type: 'urn:zhibu:problem:x.y', title: '不可以', status: 422, detail: '不可以', code: 'x.y', expected: '甲', actual: '乙', requestId: '42' };
  render(<Trouble error={new ApiProblem(problem)} />);
  for (const words of ['不可以', '甲', '乙']) expect(screen.getByText(words)).toBeTruthy();
  expect(screen.getByText(/x\.y.*42/)).toBeTruthy();
});

it('is heard at once, whatever went wrong', () => {
  for (const error of [new ApiProblem({ type: 'urn:zhibu:problem:x.y', title: '不可以', status: 422, detail: '不可以', code: 'x.y', expected: '甲', actual: '乙', requestId: '42' }), new NoLine('cut'), new Error('broken')]) {
    const { unmount } = render(<Trouble error={error} />);
    expect(screen.getByRole('alert').textContent).not.toBe('');
    unmount();
  }
});

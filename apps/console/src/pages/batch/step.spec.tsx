import { fireEvent, render, screen } from '@testing-library/react';
import { Step } from './step';

const running = { isPending: false, isError: false, error: null, reset: () => undefined };

it('says why somebody may not do a step, and does not offer it', () => {
  render(<Step verb="审批" what="全部" why="prepared" running={running} run={() => undefined} />);
  expect(screen.getByRole('button', { name: /审\s*批/ }).hasAttribute('disabled')).toBe(true);
  expect(screen.getByText(/您经办过此批次/)).toBeTruthy();
});

it('does nothing before it has said what will happen', () => {
  const run = jest.fn();
  render(<Step verb="冻结名单" what="名单固定为 2 人" why={null} running={running} run={run} />);
  fireEvent.click(screen.getByRole('button', { name: '冻结名单' }));
  expect(run).not.toHaveBeenCalled();
  expect(screen.getByText('名单固定为 2 人')).toBeTruthy();
  const buttons = screen.getAllByRole('button', { name: '冻结名单' });
  fireEvent.click(buttons[buttons.length - 1] as HTMLElement);
  expect(run).toHaveBeenCalledTimes(1);
});

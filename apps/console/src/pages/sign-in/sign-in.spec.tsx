import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Answers, Service } from '../../../test/service';
import { ApiProblem } from '../../api/problem';
import { SignIn } from './sign-in';

const refusal = (code: string, status: number, title: string) => new ApiProblem({ type: `urn:zhibu:problem:${code}`, title, status, detail: title, code, expected: '甲', actual: '乙', requestId: '1' });

/** Answers in turn, to somebody who stood in for another and types their password. */
const signInFor = (answers: readonly (Error | null)[]) => {
  const [sent, onDone] = [[] as unknown[], jest.fn()];
  const service: Answers = {
    POST: async (_: string, { body }: { readonly body: unknown }) => {
      const answer = answers[sent.length] ?? null;
      sent.push(body);
      if (answer !== null) throw answer;
      return {};
    },
  };
  render(<Service answers={service}><SignIn userId="a" onBehalfOf="b" onDone={onDone} within /></Service>);
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'secret' } });
  fireEvent.click(screen.getByRole('button', { name: '登录' }));
  return { sent, onDone };
};
const inTheirName = { userId: 'a', password: 'secret', onBehalfOf: 'b' };

it('signing in again names again whom somebody stood in for', async () => {
  const { sent, onDone } = signInFor([null]);
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(sent).toEqual([inTheirName]);
});

it('a delegation that ended meanwhile is told, and nobody comes back in their own name without asking for it', async () => {
  const { sent, onDone } = signInFor([refusal('user.no-delegation', 403, '没有有效的委托')]);
  expect(await screen.findByText('没有有效的委托')).toBeTruthy();
  expect(screen.getByText(/您不能再代 b 行事/)).toBeTruthy();
  expect([sent, onDone.mock.calls]).toEqual([[inTheirName], []]);
  fireEvent.click(screen.getByRole('button', { name: '以本人名义登录' }));
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(sent[1]).toEqual({ userId: 'a', password: 'secret' });
});

it('a wrong password says nothing of the delegation', async () => {
  signInFor([refusal('identity.sign-in-failed', 401, '用户名或密码不对')]);
  expect(await screen.findByText('用户名或密码不对')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '以本人名义登录' })).toBeNull();
});

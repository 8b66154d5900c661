import { Rejection } from '@zhibu/kernel';
import { County } from '../simulation/county';

type Answer = { readonly ok: true } | { readonly ok: false; readonly rejection: Rejection };

/**
 * The input is refused with this code, says in both languages what was expected and what was found, and leaves
 * the log as it was: not one event more.
 */
export const expectRefused = async (county: County, code: string | RegExp, act: () => Promise<Answer>): Promise<Rejection> => {
  const before = await county.runtime.eventStore.head();
  const answer = await act();
  if (answer.ok) throw new Error(`expected ${String(code)}, found that it was accepted`);
  expect(answer.rejection.code).toMatch(code);
  for (const part of ['message', 'expected', 'actual'] as const) for (const words of Object.values(answer.rejection[part])) expect(words).not.toBe('');
  expect(answer.rejection.expected.en).not.toBe(answer.rejection.actual.en);
  expect(await county.runtime.eventStore.head()).toEqual(before);
  return answer.rejection;
};

import { ApiProblem, NoLine } from '../../api/problem';
import { CaseItem } from '../../shared/case-table';
import { Run, begin, goOn, leftOf } from './run';

const item = (applicationId: string): CaseItem => ({
  applicationId, personKey: 'p', scheme: 'rural-reward', branch: null, areaCode: '990101100001', status: 'in-review', stage: 'village-review', stageLevel: 'village',
  appliedOn: '2016-01-04', dueOn: null, dueProvisional: false, waitingRoles: ['village-reviewer'], version: 3, simulated: true,
});
const refused = new ApiProblem({ type: 'urn:zhibu:problem:a.b', title: '不可以', status: 422, detail: '不可以', code: 'a.b', expected: '甲', actual: '乙', requestId: '1' });

const play = async (run: Run, answers: readonly (Error | null)[], stopAfter = Infinity) => {
  const seen: Run[] = [];
  const sent: string[] = [];
  await goOn(run, {
    send: async (_, key) => {
      const answer = answers[sent.length] ?? null;
      sent.push(key);
      if (answer !== null) throw answer;
    },
    onDone: () => undefined,
    onProgress: (now) => seen.push(now),
    isStopped: () => sent.length >= stopAfter,
  });
  return { last: seen.at(-1) ?? run, sent };
};

beforeAll(() => {
  let no = 0;
  Object.defineProperty(globalThis, 'crypto', { value: { randomUUID: () => `key-${(no += 1)}` } });
});

it('keeps each refusal with its case and goes on with the next one', async () => {
  const { last } = await play(begin([item('a'), item('b'), item('c')]), [null, refused, null]);
  expect(last.state).toBe('over');
  expect(last.steps.map(({ result }) => result)).toEqual(['done', refused, 'done']);
});

it('stops where the line was cut, and sends that case again under the same key', async () => {
  const first = await play(begin([item('a'), item('b')]), [null, new NoLine('cut')]);
  expect(first.last.state).toBe('cut');
  const second = await play(first.last, []);
  expect(second.sent).toEqual([first.sent[1]]);
  expect(second.last.state).toBe('over');
});

it.each([401, 429, 500, 503])('stops at an answer of %d, which says nothing of the case, and keeps what is left', async (status) => {
  const away = new ApiProblem({ ...refused.problem, status });
  const first = await play(begin([item('a'), item('b'), item('c')]), [refused, away]);
  expect([first.last.state, first.last.why, leftOf(first.last).map(({ applicationId }) => applicationId)]).toEqual(['cut', away, ['b', 'c']]);
  const second = await play(first.last, []);
  expect([second.sent[0], second.last.state, second.last.why]).toEqual([first.sent[1], 'over', null]);
  expect(second.last.steps.map(({ result }) => result)).toEqual([refused, 'done', 'done']);
});

it('stops when it is told to, before the next case', async () => {
  const { last, sent } = await play(begin([item('a'), item('b')]), [], 1);
  expect([last.state, sent.length]).toEqual(['stopped', 1]);
});

import { Rejection, text } from '@zhibu/kernel';
import { CommandContext } from '../execute/context';
import { Outcome } from '../execute/outcome';
import { Handling } from './applications-service';
import { handleSeveral } from './handle-several';

const refusal: Rejection = { code: 'a.b', message: text('不可以', 'No'), expected: text('甲', 'this'), actual: text('乙', 'that') };
const handled: Outcome = { ok: true, stream: 's', events: [], version: 4, duplicate: false };
const context = { commandKey: 'k' } as CommandContext;
const cases = ['a', 'b', 'c'].map((applicationId, index) => ({ applicationId, version: index + 3 }));

/** `answers`: what becomes of each case in its turn. */
const play = async (what: Handling['what'], answers: Readonly<Record<string, Outcome | Error>> = {}, stopAfter = Infinity) => {
  const [asked, told]: [unknown[], (readonly [string, string | null])[]] = [[], []];
  const step = (name: string) => async ({ commandKey, expectedVersion }: CommandContext, { applicationId, ...rest }: { readonly applicationId: string }) => {
    asked.push([name, applicationId, commandKey, expectedVersion, rest]);
    const answer = answers[applicationId] ?? handled;
    if (answer instanceof Error) throw answer;
    return answer as never;
  };
  const input = { stage: 's', handling: { what, reasons: ['r'], note: 'n', reviewers: ['v'] }, cases };
  const over = handleSeveral({ sign: step('sign'), decide: step('decide') })(context, input, { onCase: async (id, why) => void told.push([id, why?.code ?? null]), isStopAsked: () => told.length >= stopAfter });
  return { over, asked, told };
};

it('handles each under a key of its own and with the version that was looked at', async () => {
  const { over, asked } = await play('disagree');
  expect(await over).toEqual({ handled: 3, refused: 0, left: 0 });
  expect(asked).toEqual(cases.map(({ applicationId, version }) => ['sign', applicationId, `k/${applicationId}`, version, { stage: 's', opinion: 'disagree', note: 'n' }]));
  const decided = await play('returned');
  await decided.over;
  expect(decided.asked[0]).toEqual(['decide', 'a', 'k/a', 3, { stage: 's', outcome: 'returned', reasons: ['r'], note: 'n', reviewers: ['v'] }]);
});

it('tells each refusal with its case and goes on with the next one', async () => {
  const { over, told } = await play('approved', { b: { ok: false, rejection: refusal } as Outcome });
  expect([await over, told]).toEqual([{ handled: 2, refused: 1, left: 0 }, [['a', null], ['b', 'a.b'], ['c', null]]]);
});

it('stops before the next case when it is told to, and says how many are left', async () => {
  const { over, told } = await play('approved', {}, 1);
  expect([await over, told]).toEqual([{ handled: 1, refused: 0, left: 2 }, [['a', null]]]);
});

it('is no refusal of a case when an engine does not answer', async () => {
  const { over, told } = await play('approved', { b: new Error('away') });
  await expect(over).rejects.toThrow('away');
  expect(told).toEqual([['a', null]]);
});

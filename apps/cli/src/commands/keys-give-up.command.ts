import { Rejection, text } from '@zhibu/kernel';
import type { PersonKeys, Runtime } from '@zhibu/runtime';
import { CliCommand, stringValue } from '../cli-command';
import { CommandRefused, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseWhole } from '../input';
import { withRuntime } from '../runtime/open-runtime';

const peopleMax = 999_999_999;

export const keysGiveUp: CliCommand = {
  words: ['keys', 'give-up'],
  text: text('放弃任何备份中都没有的个人密钥：其人的资料按已删除处理，停住的读模型继续', 'Give up the keys of people that are in no backup: what is stored about these people reads as erased, and read models that stood still go on'),
  options: [{ name: 'people', value: 'NUMBER', required: true, text: text('缺少密钥的人数，须与 zhibu doctor 所示一致', 'how many people it is about, as zhibu doctor says') }],
  run: async (context) => {
    const { people } = allOf({ people: parseWhole(stringValue(context.values, 'people') ?? '', 1, peopleMax) });
    return withRuntime(context, { settledWithinMs: 0 }, async ({ runtime, settle }) => {
      const { giveUpLostKeys } = await import('@zhibu/runtime');
      const refused = refusalOf(people, await keysOnceKnown(runtime));
      if (refused !== null) throw new CommandRefused([refused], exitCodes.refused);
      const given = await giveUpLostKeys(runtime);
      await settle();
      context.output.result({ people: given }, () => context.output.say(text(`已放弃 ${given} 人的密钥`, `the keys of ${given} people were given up`)));
      return exitCodes.ok;
    });
  },
};

const [looksMax, lookEveryMs] = [25, 200];

/** Only the index of people has to show the log; other read models may stand still for want of the very keys. */
const keysOnceKnown = async (runtime: Runtime): Promise<PersonKeys | null> => {
  const { lookAtPersonKeys } = await import('@zhibu/runtime');
  let found = await lookAtPersonKeys(runtime);
  for (let looks = 1; found === null && looks < looksMax; looks += 1) {
    await new Promise((done) => setTimeout(done, lookEveryMs));
    found = await lookAtPersonKeys(runtime);
  }
  return found;
};

const refusalOf = (people: number, found: PersonKeys | null): Rejection | null => {
  if (found === null) {
    return { code: 'keys.not-known', message: text('尚不知道谁缺少密钥', 'Who has no key is not known yet'), expected: text('人员索引读到日志末尾', 'an index of people that shows the whole log'), actual: text('尚未读完；稍后再试', 'one that does not; try again later') };
  }
  if (found.missing === people) return null;
  return { code: 'keys.other-number', message: text('缺少密钥的人数不符', 'Another number of people has no key'), expected: text(`${found.missing} 人`, `${found.missing}`), actual: text(`${people} 人`, `${people}`), field: 'people' };
};

import { LocalDate, Result, accept, dateOf, instantOf, addDays, parseDate, refuse, text } from '@zhibu/kernel';
import type { RecordedEvent } from '@zhibu/kernel';
import type { ReplaySubject } from '@zhibu/application';
import { CliCommand, CommandContext, stringValue } from '../cli-command';
import { CommandRefused, accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { ask, firstLineOfInput } from '../input';
import { replayText } from '../replay/replay-view';
import { actingOptions } from '../runtime/acting-officer';
import { OpenRuntime, withRuntime } from '../runtime/open-runtime';
import { historyScope } from '../runtime/reader-scope';

export const replay: CliCommand = {
  words: ['replay'],
  text: text('回放一个人或一份申请的全过程，以及某时所知、某日有效的状态；每次查看均留痕', 'Replay the history of a person or an application, and its state as known then and in force on a day; every look is recorded'),
  options: [
    { name: 'person', value: 'ID', text: text('身份证号；用 - 从标准输入读取，以免留在命令历史中', 'ID number; - reads it from standard input, so that it does not stay in the history of the shell') },
    { name: 'application', value: 'ID', text: text('申请编号', 'id of an application') },
    { name: 'known-at', value: 'TIME', text: text('只看当时已记录的：时刻，或日期（至当日末）；缺省为现在', 'only what was recorded by then: an instant, or a day up to its end; default now') },
    { name: 'in-force-on', value: 'DATE', text: text('在哪一天有效；缺省为 known-at 当日', 'in force on which day; default the day of --known-at') },
    { name: 'since', value: 'TIME', text: text('另列自该时刻以来的变化', 'also show what changed since then') },
    { name: 'reason', value: 'TEXT', text: text('查看理由，随查看记录保存；在终端上缺省时会询问', 'reason for the look, which is recorded; asked for on a terminal') },
    ...actingOptions,
  ],
  run: async (context) => {
    const asked = await askedOf(context);
    return withRuntime(context, {}, async (open) => {
      const { knownAt = open.runtime.clock.now(), inForceOn = dateOf(knownAt), since } = asked;
      const { events, personKey } = await look(open, asked);
      const { changesBetween, namesOf, paymentLinesAsOf, stateAsOf, timelineOf } = await import('@zhibu/workflow');
      const known = events.filter((event) => event.meta.recordedAt <= knownAt);
      const asOf = (moment: { readonly knownAt: string; readonly inForceOn: LocalDate }) => [...stateAsOf(known, moment), ...paymentLinesAsOf(known.filter((event) => event.meta.recordedAt <= moment.knownAt), personKey)];
      const timeline = timelineOf(known, personKey, namesOf(open.runtime));
      const state = asOf({ knownAt, inForceOn });
      const changes = since === undefined ? undefined : changesBetween(asOf({ knownAt: since, inForceOn: dateOf(since) }), state);
      context.output.result({ personKey, knownAt, inForceOn, timeline, state, ...(changes === undefined ? {} : { since, changes }) }, () => replayText({ timeline, state, knownAt, inForceOn, changes }, context.output));
      return exitCodes.ok;
    });
  },
};

interface Asked {
  readonly person?: string;
  readonly application?: string;
  readonly reason: string;
  readonly knownAt?: string;
  readonly inForceOn?: LocalDate;
  readonly since?: string;
}

const notGiven = accept(undefined);

const askedOf = async ({ values }: CommandContext): Promise<Asked> => {
  const [person, application, knownAt, inForceOn, since] = ['person', 'application', 'known-at', 'in-force-on', 'since'].map((name) => stringValue(values, name));
  const input = allOf({
    person: (person === undefined) === (application === undefined) ? refuse(oneOfTwo) : notGiven,
    'known-at': knownAt === undefined ? notGiven : parseInstant(knownAt),
    'in-force-on': inForceOn === undefined ? notGiven : parseDate(inForceOn),
    since: since === undefined ? notGiven : parseInstant(since),
  });
  const number = person === '-' ? await firstLineOfInput() : person;
  return {
    ...(number === undefined ? {} : { person: number }),
    ...(application === undefined ? {} : { application }),
    reason: await reasonOf(stringValue(values, 'reason'), person === '-'),
    ...(input['known-at'] === undefined ? {} : { knownAt: input['known-at'] }),
    ...(input['in-force-on'] === undefined ? {} : { inForceOn: input['in-force-on'] }),
    ...(input.since === undefined ? {} : { since: input.since }),
  };
};

const reasonOf = async (given: string | undefined, inputIsRead: boolean): Promise<string> => {
  const found = given ?? (process.stdin.isTTY && process.stderr.isTTY && !inputIsRead ? await ask('查看理由 / reason: ') : '');
  if (found.trim() !== '') return found.trim();
  throw new CommandRefused(
    [{ code: 'cli.reason-needed', message: text('查看个人信息须说明理由', 'A look at a person needs a reason'), expected: text('--reason 文字', '--reason TEXT'), actual: text('没有', 'none'), field: 'reason' }],
    exitCodes.badInput,
  );
};

const oneOfTwo = {
  code: 'replay.subject',
  message: text('请指明人员或申请', 'Name a person or an application'),
  expected: text('--person 与 --application 二者其一', 'one of --person and --application'),
  actual: text('都有或都没有', 'both, or none'),
};

/** An instant with its zone, or a day, which means up to the day's end in Asia/Shanghai. */
const parseInstant = (input: string): Result<string> => {
  const day = parseDate(input);
  if (day.ok) return accept(new Date(Date.parse(instantOf(addDays(day.value, 1))) - 1).toISOString());
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(input) && parseDate(input.slice(0, 10)).ok && !Number.isNaN(Date.parse(input))) return accept(new Date(input).toISOString());
  return refuse({ code: 'date.not-an-instant', message: text('时刻格式不正确', 'This is not an instant'), expected: text('2016-08-31 或 2016-08-31T12:00:00+08:00', '2016-08-31 or 2016-08-31T12:00:00+08:00'), actual: text(`“${input}”`, `"${input}"`) });
};

/** The person must live, or the case must lie, where the officer may look; then the look is recorded, then read. */
const look = async (open: OpenRuntime, { person, application, reason }: Asked): Promise<{ readonly events: readonly RecordedEvent[]; readonly personKey: string }> => {
  const { services, queries } = open.runtime;
  const scope = await historyScope(await open.officer());
  const subject: ReplaySubject = application === undefined ? { personKey: allOf({ person: services.people.keyOf(person ?? '') }).person } : { applicationId: application };
  const known = 'personKey' in subject ? await queries.people.find({ scope, personKey: subject.personKey }) : await queries.cases.find({ scope, applicationId: subject.applicationId });
  if (known === null) {
    const [zh, en] = 'personKey' in subject ? ['人员', 'person'] : ['申请', 'application'];
    throw new CommandRefused([{ code: `${en}.not-found`, message: text(`没有这个${zh}，或不在管辖范围内`, `There is no such ${en}, or it lies outside the officer's areas`), expected: text(`管辖范围内的${zh}`, `a known ${en} in the officer's areas`), actual: text('没有找到', 'not found'), field: en }]);
  }
  const events = accepted(await services.replay.events(await open.everyTime(), { subject, reason })).value;
  return { events, personKey: known.personKey };
};

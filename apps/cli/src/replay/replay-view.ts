import { dateOf, text } from '@zhibu/kernel';
import type { Moment, StateChange, StateLine, TimelineEntry } from '@zhibu/workflow';
import type { Output } from '../output';

interface Shown extends Moment {
  readonly timeline: readonly TimelineEntry[];
  readonly state: readonly StateLine[];
  readonly changes: readonly StateChange[] | undefined;
}

/** The history in plain words, then the state, as somebody reads it from top to bottom. */
export const replayText = ({ timeline, state, knownAt, inForceOn, changes }: Shown, output: Output): string => {
  const say = (zh: string, en: string): string => output.say(text(zh, en));
  const entry = (one: TimelineEntry): string[] => {
    const who = one.who.onBehalfOf === null ? one.who.userId : `${one.who.userId} (${say('代', 'for')} ${one.who.onBehalfOf})`;
    return [`${dateOf(one.recordedAt)}  ${who}  ${output.say(one.what)}${one.simulated ? say('  [模拟时钟]', '  [simulated clock]') : ''}`, ...one.why.map((line) => `    ${output.say(line)}`)];
  };
  const change = (one: StateChange): string => `  ${output.say(one.label)}: ${one.before === null ? '-' : output.say(one.before)} -> ${one.after === null ? '-' : output.say(one.after)}`;
  return [
    ...timeline.flatMap(entry),
    '',
    say(`${knownAt} 所知、${inForceOn} 有效：`, `As known at ${knownAt}, in force on ${inForceOn}:`),
    ...state.map((line) => `  ${output.say(line.label)}: ${output.say(line.value)}`),
    ...(changes === undefined ? [] : ['', say('变化：', 'Changed:'), ...changes.map(change)]),
  ].join('\n');
};

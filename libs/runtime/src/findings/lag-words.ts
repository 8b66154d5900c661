import { Text, text } from '@zhibu/kernel';
import { lagEventsMax } from '../health/health-report';

export interface LagTold {
  readonly behind: boolean;
  /** Left out where nobody counted them. */
  readonly events?: number;
  /** Null: it never had everything; left out where nobody measures it. */
  readonly ms?: number | null;
}

const msPerSecond = 1_000;
const secondsPerMinute = 60;
const minutesPerHour = 60;
/** A clock of two numbers is read no more exactly than by the larger one. */
const twoOfALargerUnit = 2;

/** About how long, as people say it. */
export const durationWords = (ms: number): Text => {
  const seconds = Math.round(ms / msPerSecond);
  if (ms < msPerSecond) return text('不到 1 秒', 'less than a second');
  if (seconds < twoOfALargerUnit * secondsPerMinute) return text(`约 ${seconds} 秒`, `about ${seconds} s`);
  const minutes = Math.round(seconds / secondsPerMinute);
  if (minutes < twoOfALargerUnit * minutesPerHour) return text(`约 ${minutes} 分钟`, `about ${minutes} min`);
  const hours = Math.round(minutes / minutesPerHour);
  return text(`约 ${hours} 小时`, `about ${hours} h`);
};

const eventWords = (events: number): Text =>
  events >= lagEventsMax ? text(`至少 ${events} 条事件`, `at least ${events} events`) : text(`${events} 条事件`, events === 1 ? '1 event' : `${events} events`);

/** How far a reader of the log is behind: "up to date", "behind by 312 events, about 4 s". */
export const lagWords = ({ behind, events, ms }: LagTold): Text => {
  if (!behind) return text('已跟上', 'up to date');
  const parts = [...(events === undefined || events === 0 ? [] : [eventWords(events)]), ...(ms === undefined ? [] : [ms === null ? text('尚未跟上过', 'never up to date yet') : durationWords(ms)])];
  if (parts.length === 0) return text('落后', 'behind');
  return text(`落后 ${parts.map(({ zh }) => zh).join('，')}`, `behind by ${parts.map(({ en }) => en).join(', ')}`);
};

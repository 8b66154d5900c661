import { text } from '@zhibu/kernel';
import type { Text } from '@zhibu/kernel';

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** What a case waits for and of whom, in one sentence each. */
export const waitingTexts = {
  region: text('现在等待什么', 'What it waits for now'),
  check: text('等待系统自动核查，通常几秒内完成', 'Waits for the automatic check, which takes seconds'),
  signatures: (stage: string, missing: number, roles: string) => text(`${stage}：还须 ${missing} 名${roles}签名，之后作出决定`, `${stage}: ${people(missing)} of ${roles} still to sign, then to be decided`),
  decision: (stage: string, roles: string) => text(`${stage}：等待${roles}作出决定`, `${stage}: waits for a decision of ${roles}`),
  objection: (stage: string, open: number, roles: string) => text(`${stage}：${open} 项异议未决，等待${roles}处理`, `${stage}: ${open} open objection${open === 1 ? '' : 's'}, to be resolved by ${roles}`),
  notice: (stage: string, last: string, left: number) => text(`${stage}：公示至 ${last}（含当日），还须公示 ${left} 天，次日起由系统结束`, `${stage}: hangs through ${last}, ${days(left)} more; closed by the system the day after`),
  noticeOver: (stage: string, roles: string) => text(`${stage}：公示期已满，等待系统或${roles}结束`, `${stage}: it has hung its full time, to be closed by the system or ${roles}`),
  correction: (reasons: string) => text(`已退回补正：${reasons}。等待专干补正再报`, `Returned for correction: ${reasons}. Waits for the caseworker to correct it`),
  refused: (reasons: string) => text(`不予确认：${reasons}。本人可申诉，须重新办理方可继续`, `Refused: ${reasons}. The applicant can appeal; it goes on only when it is re-opened`),
  withdrawn: text('已撤回，不再办理；须重新申请', 'Withdrawn: nothing more is done, the person would have to apply anew'),
  confirmed: text('已确认，本案办结；发放由资格继续', 'Confirmed: the case is over, and the right goes on from here'),
  due: (day: string, left: number) => text(left < 0 ? `应于 ${day} 前办结，已逾期 ${-left} 天` : `应于 ${day} 前办结，还有 ${left} 天`, left < 0 ? `Due by ${day}: ${days(-left)} late` : `Due by ${day}: ${days(left)} left`),
  you: (what: string) => text(`您可以：${what}`, `You may: ${what}`),
  notYou: (why: string) => text(`您现在不能办理：${why}`, `Not by you now: ${why}`),
  or: text(' / ', ' / '),
} as const satisfies Readonly<Record<string, Text | ((...values: never[]) => Text)>>;

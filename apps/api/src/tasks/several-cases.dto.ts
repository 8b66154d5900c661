import { ChoiceAsked, IdAsked, IntAsked, PartsAsked, TextAsked, TextsAsked } from '../common/asked';
import { Choice, Instant, Int, Str } from '../common/shown';

export const severalMax = 500;
const handlings = ['agree', 'disagree', 'approved', 'refused', 'returned'] as const;
const states = ['running', 'over', 'stopped'] as const;

export class CaseAtDto {
  @IdAsked('申请编号 / id of the application')
  applicationId!: string;

  @IntAsked('看到时的版本 / version that was looked at', 1, 999_999_999)
  version!: number;
}

export class SeveralCasesDto {
  @IdAsked('环节，各件相同 / stage, the same for all')
  stage!: string;

  @ChoiceAsked('签名意见或本级结论 / opinion to sign, or outcome of the stage', handlings)
  what!: (typeof handlings)[number];

  @TextsAsked('理由代码，见流程定义 / codes of reasons, from the procedure', 20, 60)
  reasons!: string[];

  @TextAsked('说明 / note', 1_000, { emptyAllowed: true })
  note!: string;

  @TextsAsked('评议人员姓名 / names of the village reviewers', 50, 100)
  reviewers!: string[];

  @PartsAsked('各件申请 / the cases', () => CaseAtDto, severalMax)
  cases!: CaseAtDto[];
}

/** Several cases that one officer handles in a row: counts only, who they are about is told to who follows it. */
export class SeveralRunView {
  @Str('编号 / id')
  readonly runId!: string;

  @Choice('进行中、已结束，或办理它的进程已终止：未办的仍在待办中 / under way, over, or the process that did it has ended: what is not done still waits', states)
  readonly state!: (typeof states)[number];

  @Instant('开始时间 / when it began')
  readonly startedAt!: string;

  @Int('共几件 / cases')
  readonly total!: number;

  @Int('已办几件，含未获准的 / cases done, with those that were not accepted')
  readonly done!: number;

  @Int('办成；结束前为 null / handled; null before the end', { nullable: true })
  readonly handled!: number | null;

  @Int('未获准；结束前为 null / not accepted; null before the end', { nullable: true })
  readonly refused!: number | null;

  @Int('停止时未办；结束前为 null / not begun when it was stopped; null before the end', { nullable: true })
  readonly left!: number | null;
}

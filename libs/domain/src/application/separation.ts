import { Actor, actingIds } from '@zhibu/kernel';
import { Refused, levelName, refused } from '../refusals';
import { Procedure, Stage, stageOf } from './procedure';
import { ApplicationState } from './state';

/**
 * Two levels of one case are never decided by one officer. It holds for everybody: for the one who acts, for
 * the one behind them, for administrators and for programs, and over returns and re-openings.
 */
export const checkSeparation = (state: ApplicationState, procedure: Procedure, stage: Stage, actor: Actor): Refused | null => {
  const ids = actingIds(actor);
  for (const duty of state.duties) {
    const other = stageOf(procedure, duty.stage);
    if (!ids.includes(duty.userId) || other === undefined || other.level === stage.level) continue;
    const [was, now] = [levelName(other.level), levelName(stage.level)];
    return refused(
      'duty.two-levels',
      ['同一人不得办理同一案件的两级审核', 'One officer may not decide two levels of one case'],
      [`未参与本案其他级别的人员办理${now.zh}级`, `somebody for the ${now.en} level who took no part at another level`],
      [`${duty.userId} 已办理${was.zh}级“${other.title.zh}”`, `${duty.userId} already acted at ${was.en} level in "${other.title.en}"`],
    );
  }
  return null;
};

/** A second signature comes from somebody else, also behind a delegation. */
export const checkOtherSigner = (state: ApplicationState, actor: Actor): Refused | null => {
  const ids = actingIds(actor);
  const again = state.signatures.flatMap((signature) => signature.ids).find((id) => ids.includes(id));
  if (again === undefined) return null;
  return refused('duty.same-signer', ['两个签名必须来自不同的人', 'Signatures must come from different officers'], ['尚未签名的人员', 'an officer who has not signed yet'], [`${again} 已签名`, `${again} signed already`]);
};

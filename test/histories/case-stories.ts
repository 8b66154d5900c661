import { addDays, instantOf } from '@zhibu/kernel';
import { DemoPerson } from '@zhibu/demo';
import { must } from '../simulation/county';
import { carryOver, caseOf, passStage, submitFor, untilConfirmed } from './steps';
import type { Village } from './village';

const firstOfRegister = ({ carriedOver }: Village): DemoPerson => {
  const [first] = carriedOver;
  if (first === undefined) throw new Error('expected somebody of the register');
  return first;
};

/** The register is taken over while the township looks at the case. */
export const rightCameMeanwhile = async (village: Village): Promise<void> => {
  const person = firstOfRegister(village);
  const applicationId = await submitFor(village, person, 'open');
  await passStage(village, applicationId);
  await passStage(village, applicationId);
  await carryOver(village, [person]);
  await village.runtime.settle();
  must(await village.runtime.services.applications.withdraw(village.as('desk', 'withdraw'), { applicationId, reason: '已由名册转入' }));
  await village.pay('rural-reward', '2016', () => 'credited');
};

/** The last notice is closed and the register taken over before anything follows from either. */
export const confirmedAgain = async (village: Village): Promise<void> => {
  const person = firstOfRegister(village);
  const applicationId = await submitFor(village, person, 'open');
  while ((await caseOf(village, applicationId)).stage !== 'county-notice') await passStage(village, applicationId);
  const { notice } = await caseOf(village, applicationId);
  village.clock.advanceTo(instantOf(addDays(notice?.lastDay ?? '', 1), 9));
  must(await village.runtime.services.applications.closeNotice(village.as('county', 'close-notice'), { applicationId, stage: 'county-notice' }));
  await carryOver(village, [person]);
  await village.runtime.settle();
  await village.pay('rural-reward', '2016', () => 'credited');
};

/** From the end of a year with a holiday calendar into one that had none when this was frozen. */
export const provisionalDeadlines = async (village: Village): Promise<void> => {
  village.clock.advanceTo(instantOf('2017-12-18', 9));
  const applicationId = await submitFor(village, firstOfRegister(village), 'late');
  await untilConfirmed(village, applicationId);
};

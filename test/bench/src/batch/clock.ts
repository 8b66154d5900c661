import { instantOf } from '@zhibu/kernel';
import { simulatedClock } from '@zhibu/platform';

/** The day on which every batch is built. */
export const clock = simulatedClock(instantOf('2016-07-11', 9));

import { Clock, LocalDate, dateOf } from '@zhibu/kernel';

/** The day it is in Asia/Shanghai, by the clock of the request. */
export const todayOf = (context: { readonly clock: Clock }): LocalDate => dateOf(context.clock.now());

import { LocalDate, Month, monthOf } from '@zhibu/kernel';
import { StartStopRules } from './commands';
import { ExitReason } from './events';

export interface EndOfPayment {
  readonly lastMonth: Month | null;
  readonly unclaimedLapse: boolean;
}

/**
 * Last month that is paid. A right wrongly confirmed was never due. Who moved out is paid by the new place
 * from the next month, whatever the rule, so that there is one payer per month.
 */
export const endOfPayment = (reason: ExitReason, happenedOn: LocalDate, startMonth: Month, stop: StartStopRules['stop']): EndOfPayment => {
  const month = monthOf(happenedOn);
  const last = ((): Month | null => {
    switch (reason) {
      case 'wrongly-confirmed':
        return null;
      case 'moved-out':
        return month;
      case 'death':
      case 'child-added':
      case 'child-recovered':
      case 'child-age-reached':
      case 'withdrawn':
        return stop === 'year-end' ? `${month.slice(0, 4)}-12` : month;
    }
  })();
  const lastMonth = last !== null && last >= startMonth ? last : null;
  return { lastMonth, unclaimedLapse: reason === 'death' && stop === 'alive-on-payment-date' };
};

export * from './commands';
export * from './decide';
export * from './events';
export type { ByLevel, FundReservation, FundState } from './state';
export { availableOf, fundShortage, heldOf, outstandingOf } from './state';

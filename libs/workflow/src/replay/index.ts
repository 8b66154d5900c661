export { paymentLinesAsOf } from './payment-lines-as-of';
export * from './state-as-of';
export { timelineOf } from './timeline';
export { userTimelineOf } from './user-words';
export type { TimelineEntry } from './timeline';
export { missingWords, namesOf } from './names';
export { onlyAbout } from './only-about';
export type { Names } from './names';

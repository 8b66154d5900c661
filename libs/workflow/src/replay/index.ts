export * from './state-as-of';
export { timelineOf } from './timeline';
export { userTimelineOf } from './user-words';
export type { TimelineEntry } from './timeline';

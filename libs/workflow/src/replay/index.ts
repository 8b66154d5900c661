export * from './state-as-of';
export { timelineOf } from './timeline';
export type { TimelineEntry } from './timeline';

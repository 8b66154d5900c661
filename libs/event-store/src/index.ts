export * from './append-in-order';
export * from './port';
export { eventId } from './prepare-append';

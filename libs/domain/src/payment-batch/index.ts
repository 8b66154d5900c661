export * from './capital-amount';
export * from './commands';
export * from './decide';
export { listHashOf } from './decide-list';
export * from './events';
export * from './period';
export * from './state';

export * from './cli-command';
export * from './exit-codes';
export * from './output';

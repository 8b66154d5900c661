export * from './batch-life';
export * from './demo-areas';
export * from './demo-bank';
export * from './demo-context';
export * from './demo-officers';
export * from './demo-plan';
export * from './load-demo';
export * from './published-figures';

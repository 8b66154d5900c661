export * from './context';
export * from './execute';
export * from './execute-many';
export * from './outcome';
export * from './stream-loader';

export * from './memory/memory-files';
export * from './memory/memory-runtime';
export * from './rules/load-rules';
export * from './runtime';

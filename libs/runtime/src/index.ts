export * from './memory/memory-files';
export * from './memory/memory-runtime';
export * from './postgres/create-runtime';
export * from './postgres/look-at-database';
export * from './postgres/open-database';
export * from './postgres/open-installation';
export * from './rules/load-rules';
export * from './runtime';

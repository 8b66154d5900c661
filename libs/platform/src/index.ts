export * from './platform-failure';
export * from './postgres';
export * from './policy-files';
export * from './identity';

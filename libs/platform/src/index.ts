export * from './platform-failure';
export * from './postgres';

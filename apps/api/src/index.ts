export * from './api.module';
export * from './create-api';
export * from './openapi';
